"""Keeping the few entries that matter."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core import pruning
from matinee.lab.core.pruning import largest_of_each_column, sum_of_rows


@pytest.mark.parametrize("at_once", [2, 256])
def test_each_column_keeps_its_entries_furthest_from_zero(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(pruning, "COLUMNS_AT_ONCE", at_once)
    matrix = np.random.default_rng(0).standard_normal((7, 7)).astype(np.float32)
    made = largest_of_each_column(matrix, 3).toarray()
    for column in range(7):
        kept = np.flatnonzero(made[:, column])
        np.testing.assert_array_equal(np.sort(kept), np.sort(np.argsort(-np.abs(matrix[:, column]))[:3]))
        np.testing.assert_array_equal(made[kept, column], matrix[kept, column])


def test_keeping_more_than_there_is_keeps_all() -> None:
    matrix = np.array([[0, 2], [-1, 0]], dtype=np.float32)
    made = largest_of_each_column(matrix, 99)
    np.testing.assert_array_equal(made.toarray(), matrix)
    assert made.nnz == 2


def test_rows_are_summed_as_a_product_would() -> None:
    generator = np.random.default_rng(0)
    matrix = sparse.csr_matrix(sparse.random(9, 6, density=0.4, dtype=np.float32, rng=generator))
    rows, strengths = np.array([7, 0, 3], dtype=np.int32), np.array([1.0, -0.5, 2.0], dtype=np.float32)
    np.testing.assert_allclose(sum_of_rows(matrix, rows, strengths), strengths @ matrix.toarray()[rows], atol=1e-6)


def test_the_sum_of_no_rows_is_zero() -> None:
    matrix = sparse.csr_matrix(np.eye(3, dtype=np.float32))
    none = np.empty(0, dtype=np.int32)
    assert sum_of_rows(matrix, none, none.astype(np.float32)).tolist() == [0.0, 0.0, 0.0]
