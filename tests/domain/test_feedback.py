import pytest

from matinee.domain.feedback import CLICKS, HALF_STARS, WATCHES, WHOLE_STARS, Feedback


@pytest.mark.parametrize(
    ("scale", "inside", "outside"),
    [
        (HALF_STARS, [0.5, 3.7, 5.0], [0.0, 0.49, 5.01, float("nan"), float("inf"), -1.0]),
        (WHOLE_STARS, [1.0, 5.0], [0.5, 5.5, float("nan")]),
        (WATCHES, [0.0, 1.0, 250.0], [-1.0, float("nan"), float("inf")]),
        (CLICKS, [0.0, 1.0], [-0.1]),
    ],
)
def test_a_scale_allows_what_lies_on_it(scale: Feedback, inside: list[float], outside: list[float]) -> None:
    assert all(scale.allows(value) for value in inside)
    assert not any(scale.allows(value) for value in outside)


@pytest.mark.parametrize("scale", [HALF_STARS, WHOLE_STARS, WATCHES, CLICKS])
def test_no_value_is_a_like_and_a_dislike_at_once(scale: Feedback) -> None:
    assert scale.dislike_at < scale.like_at <= scale.highest


def test_nobody_dislikes_by_watching_or_clicking() -> None:
    assert WATCHES.dislike_at < WATCHES.lowest
    assert CLICKS.dislike_at < CLICKS.lowest


def test_whole_and_half_stars_agree_on_what_a_like_is() -> None:
    assert (WHOLE_STARS.like_at, WHOLE_STARS.dislike_at) == (HALF_STARS.like_at, HALF_STARS.dislike_at) == (4.0, 2.0)
