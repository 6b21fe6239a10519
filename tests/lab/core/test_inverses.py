"""Inverses in place, and solutions."""

import numpy as np
import pytest

from matinee.lab.core import inverses as room
from matinee.lab.core.inverses import inverse_of_positive, solved


def positive(size: int) -> np.ndarray:
    some = np.random.default_rng(0).standard_normal((size, size + 5), dtype=np.float32)
    return np.asfortranarray(some @ some.T + 10.0 * np.eye(size, dtype=np.float32))


@pytest.mark.parametrize("size", [0, 1, 40])
@pytest.mark.parametrize("at_once", [7, 256])
def test_it_is_the_inverse_and_symmetric(monkeypatch: pytest.MonkeyPatch, size: int, at_once: int) -> None:
    monkeypatch.setattr(room, "COLUMNS_AT_ONCE", at_once)
    matrix = positive(size)
    made = inverse_of_positive(matrix.copy(order="F"))
    assert made.dtype == np.float32
    np.testing.assert_allclose(made @ matrix, np.eye(size), atol=1e-5)
    np.testing.assert_array_equal(made, made.T)


def test_what_is_not_positive_is_refused() -> None:
    matrix = np.asfortranarray(np.ones((3, 3), dtype=np.float32))
    with pytest.raises(np.linalg.LinAlgError):
        inverse_of_positive(matrix)


@pytest.mark.parametrize("size", [1, 6, 40])
def test_systems_are_solved_row_by_row(size: int) -> None:
    left = np.ascontiguousarray(np.stack([positive(size), 3.0 * positive(size)]))
    right = np.random.default_rng(1).standard_normal((2, size), dtype=np.float32)
    made = solved(left.copy(), right)
    assert made.dtype == np.float32
    np.testing.assert_allclose(np.einsum("rij,rj->ri", left, made), right, atol=1e-4)


def test_a_row_that_is_not_positive_is_solved_all_the_same() -> None:
    left = np.array([[[1.0, 2.0], [2.0, 1.0]], [[2.0, 0.0], [0.0, 2.0]]], dtype=np.float32)
    np.testing.assert_allclose(
        solved(left, np.array([[3.0, 3.0], [2.0, 4.0]], np.float32)), [[1, 1], [1, 2]], atol=1e-6
    )
