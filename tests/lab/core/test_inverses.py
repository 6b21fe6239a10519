"""Inverses in place."""

import numpy as np
import pytest

from matinee.lab.core import inverses as room
from matinee.lab.core.inverses import inverse_of_positive


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
