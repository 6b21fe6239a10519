import numpy as np
import pytest

from matinee.domain.errors import BadConfig
from matinee.lab.blending.rated import own_rating_lesson, predicting, rating_weights
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.world.checkerboard import checkerboard


def said_of(count: int = 5_000) -> tuple[np.ndarray, np.ndarray]:
    """Two members that know a part of the truth each, and one that knows nothing."""
    chance = np.random.default_rng(0)
    one, other, noise, nothing = chance.normal(size=(4, count))
    return np.column_stack([one, other, nothing]) + 3.0, 0.7 * one + 0.3 * other + 0.1 * noise + 3.5


def test_weights_and_what_is_added_are_those_of_least_squares() -> None:
    weights, added = rating_weights(*said_of(), hold=0.0)
    np.testing.assert_allclose(weights, [0.7, 0.3, 0.0], atol=0.01)
    assert added == pytest.approx(3.5 - 3.0 * weights.sum(), abs=0.02)


def test_no_weight_is_below_zero() -> None:
    said, values = said_of()
    weights, _ = rating_weights(said, values - 0.2 * said[:, 2], hold=0.0)
    assert weights[2] == 0.0


def test_few_ratings_are_pulled_to_equal_weights_and_many_are_not() -> None:
    few, many = ([one[:count] for one in said_of()] for count in (20, 5_000))
    np.testing.assert_allclose(rating_weights(*few, hold=1e6)[0], 1 / 3, atol=0.01)
    np.testing.assert_allclose(rating_weights(*many, hold=20.0)[0], [0.7, 0.3, 0.0], atol=0.02)


def test_a_lesson_of_ones_own_keeps_what_is_asked_out_of_what_is_known() -> None:
    data = checkerboard(people=40).data
    lesson = own_rating_lesson(data, FitContext(seed=1))
    assert lesson is not None
    asked = len(lesson.task.targets.titles)
    assert len(lesson.train.log) + asked == len(data.log)
    assert 0.05 < asked / len(data.log) < 0.15
    assert lesson.train.titles == data.titles


def test_a_single_rating_teaches_nothing() -> None:
    data = checkerboard(people=40).data
    assert own_rating_lesson(data.only(np.arange(len(data.log)) == 3), FitContext()) is None


def test_a_model_that_does_not_predict_ratings_is_no_member() -> None:
    with pytest.raises(BadConfig, match="'ease' does not predict ratings"):
        predicting([registry.make("svd"), registry.make("ease")])
