import numpy as np
import pytest

from matinee.ops.releases.house_titles import name_in_release, title_of_house


@pytest.mark.parametrize("ids", [np.array([1, 2]), np.array(["a", "b"])])
def test_a_title_of_the_house_is_known_again(ids: np.ndarray) -> None:
    name = name_in_release(42, ids=ids)
    assert title_of_house(name) == 42
    assert np.array([name]).dtype.kind == ids.dtype.kind


@pytest.mark.parametrize("name", [42, "42", "house:", "house:x", "house of 42"])
def test_a_title_of_the_data_set_is_none_of_the_house(name: int | str) -> None:
    assert title_of_house(name) is None
