"""Hidden scores and cuts of an ordered probit."""

import numpy as np
import pytest
from scipy.special import ndtr

from matinee.lab.core.factorisation import levels
from matinee.lab.core.factorisation.levels import Levels

CUTS = np.array([-1.2, 0.1, 0.9])


def simulated(count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and the levels that scores and noise gave."""
    chance = np.random.default_rng(1)
    scores = chance.normal(size=count)
    return scores, np.searchsorted(CUTS, scores + chance.normal(size=count))


def test_the_cuts_that_made_the_levels_are_found_and_how_sure_they_are() -> None:
    scores, level = simulated()
    made, generator = Levels(level, 4), np.random.default_rng(2)
    drawn = []
    for _ in range(120):
        made.draw(scores, generator)
        drawn.append(made.cuts)
    drawn = drawn[:: levels.CUTS_EVERY]
    np.testing.assert_allclose(np.mean(drawn[10:], axis=0), CUTS, atol=0.08)
    _, _, spread = levels._step(np.mean(drawn[10:], axis=0), [scores[level == one] for one in range(4)])
    np.testing.assert_allclose(np.std(drawn[10:], axis=0), np.sqrt(np.diag(spread)), rtol=0.4)


def test_a_hidden_score_is_drawn_between_the_cuts_of_its_level() -> None:
    scores, level = simulated()
    made = Levels(level, 4)
    hidden = made.draw(scores, np.random.default_rng(2))
    np.testing.assert_array_equal(np.searchsorted(made.cuts, hidden), level)
    noise = hidden - scores
    assert abs(noise.mean()) < 0.05
    assert noise.std() == pytest.approx(1.0, abs=0.05)


def test_far_out_on_either_side_a_hidden_score_is_still_finite_and_in_its_level() -> None:
    scores, level = np.array([60.0, -60.0, 0.0, 0.0]), np.array([0, 1, 0, 1])
    made = Levels(level, 2)
    made.cuts = np.array([0.3])
    generator = np.random.default_rng(0)
    for _ in range(5):
        hidden = made.draw(scores, generator)
        assert np.isfinite(hidden).all()
        assert (hidden[level == 0] <= made.cuts[0] + 1e-9).all()
        assert (hidden[level == 1] >= made.cuts[0] - 1e-9).all()


def test_slope_and_curvature_are_those_of_the_likelihood() -> None:
    scores, level = simulated(300)
    by_level = [scores[level == one] for one in range(4)]

    def likelihood(cuts: np.ndarray) -> float:
        edges = np.concatenate([[-np.inf], cuts, [np.inf]])
        return float(np.log(ndtr(edges[level + 1] - scores) - ndtr(edges[level] - scores)).sum())

    total, step, spread = levels._step(CUTS, by_level)
    assert total == pytest.approx(likelihood(CUTS))
    small, curvature = 1e-4 * np.eye(3), -np.linalg.inv(spread)
    slope = np.array([(likelihood(CUTS + one) - likelihood(CUTS - one)) / 2e-4 for one in small])
    np.testing.assert_allclose(-curvature @ step, slope, rtol=1e-4)
    for one, row in zip(small, curvature, strict=True):
        (up, *_), (down, *_) = (_slope(CUTS + sign * one, by_level) for sign in (1, -1))
        np.testing.assert_allclose((up - down) / 2e-4, row, rtol=1e-3, atol=1e-3)


def _slope(cuts: np.ndarray, by_level: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    _, step, spread = levels._step(cuts, by_level)
    return np.linalg.solve(spread, step), spread
