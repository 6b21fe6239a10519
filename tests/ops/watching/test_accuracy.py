import numpy as np
import pytest

from matinee.ops.watching.accuracy import LEAST, Squares, errors_of, limit_of, squares_of, together


def errors(sigma: float, count: int, *, seed: int = 0):
    chance = np.random.default_rng(seed)
    found = errors_of(3 + chance.normal(0, sigma, count), np.full(count, 3.0))
    assert found is not None
    return found


def squares(sigma: float, count: int, *, seed: int = 0) -> Squares:
    chance = np.random.default_rng(seed)
    found = squares_of(3 + chance.normal(0, sigma, count), np.full(count, 3.0))
    assert found is not None
    return found


def test_the_error_is_that_of_ratings_of_which_something_was_expected() -> None:
    expected = np.array([4.0] * LEAST + [np.nan] * 5)
    found = errors_of(expected, np.array([3.0] * LEAST + [1.0] * 5))
    assert found is not None
    assert (found.rmse, found.mae, found.count) == (1.0, 1.0, LEAST)


def test_of_too_few_nothing_is_said() -> None:
    assert errors_of(np.full(LEAST - 1, 4.0), np.full(LEAST - 1, 3.0)) is None


def test_days_are_put_together_as_if_they_had_been_one() -> None:
    chance = np.random.default_rng(4)
    expected, stars = 3 + chance.normal(0, 0.9, 100), np.full(100, 3.0)
    parts = [squares_of(expected[at], stars[at]) for at in (slice(0, 1), slice(1, 30), slice(30, 100))]
    found, whole = together([one for one in parts if one is not None]), squares_of(expected, stars)
    assert found is not None
    assert whole is not None
    assert (found.mean, found.spread, found.count) == pytest.approx((whole.mean, whole.spread, 100))
    assert found.rmse == pytest.approx(np.sqrt(whole.mean))


def test_of_days_of_too_few_nothing_is_usual() -> None:
    assert squares_of(np.array([np.nan]), np.array([3.0])) is None
    assert together([]) is None
    assert together([Squares(1.0, 0.0, LEAST - 1)]) is None
    assert together([Squares(1.0, 0.0, LEAST - 1), Squares(1.0, 0.0, 1)]) == Squares(1.0, 0.0, LEAST)


def test_with_many_ratings_a_tenth_more_is_too_much_and_with_few_luck_is_excused() -> None:
    usual = squares(0.9, 20_000)
    assert limit_of(usual, errors(0.9, 20_000, seed=1)) == pytest.approx(1.1 * usual.rmse)
    assert limit_of(usual, errors(0.9, 40, seed=1)) > 1.2 * usual.rmse


def test_luck_hardly_ever_exceeds_the_limit_and_a_worse_model_does() -> None:
    usual = squares(0.9, 2_000)
    by_luck = [(now := errors(0.9, 200, seed=seed)).rmse > limit_of(usual, now) for seed in range(300)]
    worse = [(now := errors(1.2, 1_000, seed=seed)).rmse > limit_of(usual, now) for seed in range(50)]
    assert (sum(by_luck), sum(worse)) == (0, 50)
