"""How often two titles meet."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core import gram as room
from matinee.lab.core.gram import gram


def some(rows: int, columns: int, *, density: float, seed: int = 0) -> sparse.csr_matrix:
    return sparse.csr_matrix(sparse.random(rows, columns, density, dtype=np.float32, rng=np.random.default_rng(seed)))


@pytest.mark.parametrize(
    ("rows", "columns", "density"), [(300, 60, 0.02), (50, 80, 0.6), (3000, 20, 0.04), (5, 1, 0.5)]
)
@pytest.mark.parametrize("threads", [0, 1, 3])
def test_products_are_those_of_the_plain_formula(rows: int, columns: int, density: float, threads: int) -> None:
    matrix = some(rows, columns, density=density)
    made = gram(matrix, threads=threads)
    assert made.dtype == np.float32
    assert made.flags.f_contiguous
    np.testing.assert_allclose(made, (matrix.T @ matrix).toarray(), rtol=1e-5, atol=1e-6)


def test_thin_and_full_columns_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "COLUMNS_AT_ONCE", 3)
    full, thin = some(200, 5, density=0.5), some(200, 10, density=0.01, seed=1)
    matrix = sparse.csr_matrix(sparse.hstack([thin, full, sparse.csr_matrix((200, 2), dtype=np.float32)]))
    np.testing.assert_allclose(gram(matrix), (matrix.T @ matrix).toarray(), rtol=1e-5, atol=1e-6)


def test_counts_are_exact() -> None:
    matrix = some(2000, 30, density=0.3)
    matrix.data[:] = 1.0
    np.testing.assert_array_equal(gram(matrix), (matrix.T @ matrix).toarray())
    np.testing.assert_array_equal(gram(matrix), gram(matrix).T)
