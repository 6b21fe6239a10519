"""The scale of ratings, read off their values."""

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.domain.feedback import HALF_STARS, WATCHES, WHOLE_STARS
from matinee.lab.data.loaders.scales import off_scale, scale_of


def values(*numbers: float, times: int = 1) -> np.ndarray:
    return np.array(numbers * times, dtype=np.float32)


@pytest.mark.parametrize(
    ("given", "highest", "step", "like_at"),
    [
        ((1, 5, 3), 5.0, 1.0, 4.0),
        ((0.5, 5, 3), 5.0, 0.5, 4.0),
        ((1, 10, 7), 10.0, 1.0, 8.0),
        ((0, 7.5), 10.0, 0.5, 8.0),
        ((3.3, 7.25), 10.0, 0.0, 8.0),
        ((0, 88, 60), 100.0, 1.0, 80.0),
        ((12.5, 88), 100.0, 0.0, 80.0),
    ],
)
def test_the_narrowest_known_scale_is_taken(
    given: tuple[float, ...], highest: float, step: float, like_at: float
) -> None:
    scale = scale_of(values(*given), file="t")
    assert (scale.highest, scale.step, scale.like_at) == (highest, step, like_at)
    assert not off_scale(values(*given), scale).any()


def test_stars_are_stars() -> None:
    assert scale_of(values(1, 2, 3, 4, 5), file="t") == WHOLE_STARS
    assert scale_of(values(1, 2.5), file="t") == HALF_STARS


def test_one_value_out_of_line_does_not_make_another_scale() -> None:
    given = np.append(values(1, 2, 3, 4, 5, times=50), np.float32(99))
    scale = scale_of(given, file="t")
    assert scale == WHOLE_STARS
    assert np.flatnonzero(off_scale(given, scale)).tolist() == [250]


def test_ones_alone_count_events() -> None:
    assert scale_of(values(1, 1, 1), file="t") == WATCHES


@pytest.mark.parametrize("given", [(0, 1), (0.25, 0.75), (0,)])
def test_values_up_to_one_could_be_anything(given: tuple[float, ...]) -> None:
    with pytest.raises(BadData, match="cannot be told"):
        scale_of(values(*given), file="t")


@pytest.mark.parametrize("given", [(-3, 4), (5, 1000)])
def test_values_on_no_scale_are_refused(given: tuple[float, ...]) -> None:
    with pytest.raises(BadData, match="on no known scale"):
        scale_of(values(*given), file="t")
