"""Bayesian averages."""

import numpy as np
import pytest

from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.well_rated import WellRated

MANY_GOOD, ONE_PERFECT, BAD = 0, 1, 2
DATA = Dataset.from_columns(
    np.arange(15) % 10, np.array([MANY_GOOD] * 10 + [ONE_PERFECT] + [BAD] * 4), np.array([4.5] * 10 + [5.0] + [1.0] * 4)
)
NOBODY = Histories.from_lists([[]], n_titles=3)


def test_few_ratings_are_drawn_towards_the_mean_of_all() -> None:
    scores = WellRated(WellRated.Config(strength=5)).fit(DATA).scores(NOBODY)[0]
    mean = (45 + 5 + 4) / 15
    np.testing.assert_allclose(scores[MANY_GOOD], (45 + 5 * mean) / 15, rtol=1e-6)
    np.testing.assert_allclose(scores[ONE_PERFECT], (5 + 5 * mean) / 6, rtol=1e-6)
    assert scores[MANY_GOOD] > scores[ONE_PERFECT] > scores[BAD]


def test_hardly_any_strength_gives_the_plain_mean() -> None:
    scores = WellRated(WellRated.Config(strength=1e-6)).fit(DATA).scores(NOBODY)[0]
    np.testing.assert_allclose(scores, [4.5, 5.0, 1.0], rtol=1e-5)


def test_the_average_is_the_rating_it_predicts() -> None:
    model = WellRated().fit(DATA)
    assert isinstance(model, PredictsRatings)
    made = model.predict_ratings(NOBODY, np.array([0, 0]), np.array([BAD, MANY_GOOD]))
    np.testing.assert_allclose(made, model.scores(NOBODY)[0, [BAD, MANY_GOOD]])


@pytest.mark.parametrize(("title", "ratings"), [(MANY_GOOD, 10), (ONE_PERFECT, 1)])
def test_the_reason_says_on_how_many_ratings_it_stands(title: int, ratings: int) -> None:
    (reason,) = WellRated().fit(DATA).explain(NOBODY, np.array([title]))
    assert reason.rest_name.endswith(f"from {ratings} ratings")
