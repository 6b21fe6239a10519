"""All-time popularity."""

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.models.popular import Popular
from tests.worlds.rising import CLASSIC, RISING, STALE, STEADY, rising
from tests.worlds.two_tastes import two_tastes


def test_the_score_is_the_number_of_people_who_liked_a_title() -> None:
    data = rising()
    scores = Popular().fit(data).scores(Histories.from_lists([[], [STEADY]], n_titles=4))
    assert scores[0, [CLASSIC, STEADY, RISING, STALE]].tolist() == [60, 40, 25, 2]
    np.testing.assert_array_equal(scores[0], scores[1])


def test_only_likes_count() -> None:
    world = two_tastes()
    scores = Popular().fit(world.data).scores(world.data.histories)
    assert scores[0, world.unloved] == 0
    assert scores[0, 0] == 14


def test_the_reason_names_the_number() -> None:
    model = Popular().fit(rising())
    (reason,) = model.explain(Histories.from_lists([[]], n_titles=4), np.array([CLASSIC]))
    assert reason.rest_name == "liked by 60 people"
