"""Recent popularity."""

import numpy as np
import pytest

from matinee.lab.data.histories import Histories
from matinee.lab.models.popular_recent import PopularRecent
from tests.worlds.rising import CLASSIC, RISING, STALE, STEADY, rising

NOBODY = Histories.from_lists([[]], n_titles=4)


def fitted(days: float, *, timed: bool = True) -> PopularRecent:
    return PopularRecent(PopularRecent.Config(days=days)).fit(rising(timed=timed))


def test_only_the_window_before_the_last_event_counts() -> None:
    scores = fitted(20.5).scores(NOBODY)[0]
    assert np.floor(scores[[CLASSIC, STEADY, RISING, STALE]]).tolist() == [0, 2, 25, 0]


def test_a_window_over_everything_is_all_time_popularity() -> None:
    scores = fitted(500).scores(NOBODY)[0]
    assert np.argsort(-scores).tolist() == [CLASSIC, STEADY, RISING, STALE]


def test_titles_the_window_cannot_tell_apart_follow_their_likes_of_all_time() -> None:
    top = fitted(20.5).recommend(NOBODY, 4).titles[0].tolist()
    assert top == [RISING, STEADY, CLASSIC, STALE]


@pytest.mark.parametrize(
    ("timed", "said"), [(True, "liked by 25 people in the last 20.5 days of the data"), (False, "liked by 25 people")]
)
def test_the_reason_says_how_long_the_window_is_where_there_is_one(timed: bool, said: str) -> None:
    (reason,) = fitted(20.5, timed=timed).explain(NOBODY, np.array([RISING]))
    assert reason.rest_name == said


def test_without_times_the_likes_of_all_time_decide() -> None:
    assert fitted(20.5, timed=False).scores(NOBODY)[0].tolist() == [60, 40, 25, 2]
