"""Arrays of a saved model are checked before they are used."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core.state import State, sparse_state, sparse_taken, taken

MATRIX = sparse.csr_matrix(np.array([[0, 2, 0], [1, 0, 3]], dtype=np.float32))


def test_an_array_that_fits_is_given_back() -> None:
    array = np.zeros((2, 3), dtype=np.float32)
    assert taken({"a": array}, "a", shape=(2, None)) is array


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "'a' is missing"),
        ({"a": np.zeros((2, 3))}, "'a' is float64, not float32"),
        ({"a": np.zeros((3, 2), dtype=np.float32)}, r"'a' has the shape \(3, 2\)"),
        ({"a": np.zeros(2, dtype=np.float32)}, r"'a' has the shape \(2,\)"),
    ],
)
def test_an_array_that_does_not_fit_is_named(state: State, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        taken(state, "a", shape=(2, 3))


def test_a_sparse_matrix_comes_back() -> None:
    state = sparse_state(MATRIX, prefix="m")
    np.testing.assert_array_equal(sparse_taken(state, prefix="m", shape=(2, 3)).toarray(), MATRIX.toarray())
    assert sparse_taken(state, prefix="m", shape=(None, 3)).shape == (2, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"m.indices": np.array([1, 0, 9], dtype=np.int32)},
        {"m.indices": np.array([1, 0, -1], dtype=np.int32)},
        {"m.indices": np.array([1, 0], dtype=np.int32)},
        {"m.indptr": np.array([0, 3], dtype=np.int64)},
        {"m.indptr": np.array([0, 5, 3], dtype=np.int64)},
        {"m.indptr": np.array([1, 1, 3], dtype=np.int64)},
        {"m.indptr": np.array([0, 1, 2], dtype=np.int64)},
        {"m.data": np.array([1.0, 2.0], dtype=np.float32)},
    ],
)
def test_parts_of_a_sparse_matrix_that_do_not_fit_are_refused(wrong: State) -> None:
    with pytest.raises(ValueError, match="'m"):
        sparse_taken({**sparse_state(MATRIX, prefix="m"), **wrong}, prefix="m", shape=(2, 3))


def test_an_empty_row_pointer_is_refused() -> None:
    state = {**sparse_state(MATRIX, prefix="m"), "m.indptr": np.array([], dtype=np.int64)}
    with pytest.raises(ValueError, match="rows of 'm'"):
        sparse_taken(state, prefix="m", shape=(None, 3))
