"""Keeping the few entries that matter."""

import numpy as np
import pytest

from matinee.lab.core import pruning
from matinee.lab.core.pruning import largest_of_each_column


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
