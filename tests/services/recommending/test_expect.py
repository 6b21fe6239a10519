from dataclasses import replace

import numpy as np

from matinee.services.recommending.bound import Bound
from matinee.services.recommending.expect import expected
from tests.services.recommending.people import FIRST_TASTE, SECOND_TASTE, signals


def test_titles_of_the_own_taste_are_expected_to_be_rated_higher(bound: Bound, ids: dict[int, int]) -> None:
    history = bound.history(signals(ids, FIRST_TASTE[:8]))
    own = expected(bound, history, bound.positions([ids[number] for number in FIRST_TASTE[8:]]))
    other = expected(bound, history, bound.positions([ids[number] for number in SECOND_TASTE]))
    assert own is not None
    assert other is not None
    assert own.stars.mean() > other.stars.mean()
    assert own.likely is not None
    assert other.likely is not None
    assert own.likely.mean() > other.likely.mean()


def test_a_rating_lies_in_its_interval_and_both_on_the_scale(bound: Bound, ids: dict[int, int]) -> None:
    found = expected(bound, bound.history(signals(ids, FIRST_TASTE[:8])), np.arange(100))
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert (found.low <= found.stars).all()
    assert (found.stars <= found.high).all()
    assert found.low.min() >= 1.0
    assert found.high.max() <= 5.0
    assert (found.high - found.low).min() > 0


def test_where_nothing_was_learned_of_doubt_the_rating_stands_alone(bound: Bound) -> None:
    found = expected(replace(bound, release=replace(bound.release, confidence=None)), bound.nobody, np.arange(3))
    assert found is not None
    assert (found.low, found.high, found.likely) == (None, None, None)


def test_without_a_model_that_rates_nothing_is_expected(bound: Bound) -> None:
    recipe = bound.release.recipe.model_copy(update={"rates": None})
    assert expected(replace(bound, release=replace(bound.release, recipe=recipe)), bound.nobody, np.arange(3)) is None
