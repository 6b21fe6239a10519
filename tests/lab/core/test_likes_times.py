"""Sums of rows of a sparse matrix."""

import numpy as np
import pytest
from scipy import sparse

from matinee.domain.feedback import WHOLE_STARS
from matinee.lab.core.likes_times import SomeRows, likes_times
from matinee.lab.data.histories import Histories

MATRIX = sparse.csr_matrix(sparse.random(6, 5, density=0.4, dtype=np.float32, rng=np.random.default_rng(0)))
HISTORIES = Histories.from_lists([[4, 0, 2], [], [5, 1]], n_titles=6, values=[[5, 1, 4], [], [3, 3]])


@pytest.mark.parametrize("dislike_weight", [0.0, 0.5])
def test_each_history_alone_comes_to_what_it_comes_to_among_others(dislike_weight: float) -> None:
    expected = HISTORIES.likes(WHOLE_STARS, dislike_weight=dislike_weight).toarray() @ MATRIX.toarray()
    among = likes_times(MATRIX, HISTORIES, WHOLE_STARS, dislike_weight=dislike_weight)
    alone = [likes_times(MATRIX, HISTORIES.row(row), WHOLE_STARS, dislike_weight=dislike_weight) for row in range(3)]
    np.testing.assert_allclose(among, expected, atol=1e-6)
    np.testing.assert_allclose(np.concatenate(alone), expected, atol=1e-6)


def test_rows_are_summed_as_a_product_would() -> None:
    generator = np.random.default_rng(0)
    matrix = sparse.csr_matrix(sparse.random(9, 6, density=0.4, dtype=np.float32, rng=generator))
    rows, strengths = np.array([7, 0, 3], dtype=np.int32), np.array([1.0, -0.5, 2.0], dtype=np.float32)
    summed = SomeRows.of(matrix, rows).summed(strengths)
    np.testing.assert_allclose(summed, strengths @ matrix.toarray()[rows], atol=1e-6)


def test_the_sum_of_no_rows_is_zero() -> None:
    matrix = sparse.csr_matrix(np.eye(3, dtype=np.float32))
    none = np.empty(0, dtype=np.int32)
    assert SomeRows.of(matrix, none).summed(none.astype(np.float32)).tolist() == [0.0, 0.0, 0.0]


def test_a_block_is_what_stands_in_its_rows_and_columns() -> None:
    chance = np.random.default_rng(5)
    dense = chance.random((9, 9)).astype(np.float32) * (chance.random((9, 9)) < 0.4)
    dense[0] = 0.0
    matrix, rows, columns = sparse.csr_matrix(dense), np.array([7, 0, 3]), np.array([8, 1, 2, 5])
    assert np.array_equal(SomeRows.of(matrix, rows).block(columns), dense[np.ix_(rows, columns)])
    assert SomeRows.of(matrix, rows[:0]).block(columns).shape == (0, 4)
