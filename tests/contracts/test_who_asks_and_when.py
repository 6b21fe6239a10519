"""Every model answers people who told of themselves, and a rating model also when it is told a moment."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from matinee.lab.core import registry
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.data.traits import Traits
from tests.contracts.recommender_contracts import WORLD, assert_sane, fitted
from tests.worlds.two_tastes import DAY, FIRST_DAY, newcomers

TABLE = pl.DataFrame({"person": WORLD.data.people.ids, "age": np.arange(WORLD.data.n_people) % 3 * 20 + 15})
TOLD = replace(WORLD.data, extras={"people": TABLE})
STRANGERS = Traits(("age", "planet"), (("200", "old"), ("Mars",)), np.array([[0, 0], [1, -1], [-1, -1]]))


@pytest.mark.parametrize("name", registry.names())
def test_a_model_answers_whatever_people_told_of_themselves(name: str) -> None:
    """Also where nobody in training told it, nobody tells anything, or the words are strange."""
    asking = newcomers(WORLD)
    for data in (TOLD, WORLD.data):
        model = fitted(registry.find(name), data)
        assert_sane(model.scores(data.histories), rows=data.n_people)
        for histories in (asking, asking.with_traits(STRANGERS)):
            assert_sane(model.scores(histories), rows=3)


@pytest.mark.parametrize("name", registry.names())
def test_a_rating_may_be_asked_for_any_moment(name: str) -> None:
    """Within the time of the training data, long before and long after it, and without a moment."""
    model = fitted(registry.find(name))
    if not isinstance(model, PredictsRatings):
        return
    rows, titles = np.array([0, 0, 1, 2]), np.array([3, 4, 4, 0])
    moments = np.array([FIRST_DAY + DAY, 0, FIRST_DAY + 99_999 * DAY, FIRST_DAY])
    for times in (moments, None):
        made = model.predict_ratings(newcomers(WORLD), rows, titles, times=times)
        assert made.dtype == np.float32
        assert np.isfinite(made).all()
        assert (made >= WORLD.data.feedback.lowest).all()
        assert (made <= WORLD.data.feedback.highest).all()
    assert model.predict_ratings(newcomers(WORLD), rows[:0], titles[:0], times=moments[:0]).shape == (0,)
