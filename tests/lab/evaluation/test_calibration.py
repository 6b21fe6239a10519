"""Whether doubt can be believed: by hand, and on draws of which the truth is known."""

import numpy as np
import pytest
from scipy import stats

from matinee.domain.errors import BadInput
from matinee.lab.evaluation.calibration import (
    doubt_order,
    interval_calibration_error,
    interval_coverage,
    reliability,
)


def test_expected_calibration_error_worked_out_by_hand() -> None:
    got = reliability(np.array([0.05, 0.05, 0.95, 1.0]), np.array([False, True, True, True]))
    assert got.said == pytest.approx([0.05, 0.975])
    assert got.came_true == pytest.approx([0.5, 1.0])
    assert got.cases.tolist() == [2, 2]
    assert got.error == pytest.approx(0.5 * 0.45 + 0.5 * 0.025)


def test_probabilities_that_come_true_as_often_as_said_have_no_error() -> None:
    chance = np.random.default_rng(0)
    said = chance.random(40_000)
    came = chance.random(40_000) < said
    assert reliability(said, came).error < 0.02
    assert reliability(said**3, came).error > 0.15


def test_true_standard_deviations_cover_what_they_promise_and_halved_ones_less() -> None:
    chance = np.random.default_rng(1)
    doubt = chance.uniform(0.2, 2.0, size=20_000)
    truth = chance.normal(size=20_000) * doubt
    predicted = np.zeros(20_000)
    for row in interval_coverage(predicted, doubt, truth):
        assert row.share == pytest.approx(row.level, abs=0.015)
    too_sure = interval_coverage(predicted, doubt / 2, truth, levels=(0.95,))[0]
    assert too_sure.share == pytest.approx(2 * stats.norm.cdf(1.959964 / 2) - 1, abs=0.015)
    assert interval_calibration_error(predicted, doubt, truth) < 0.01
    assert interval_calibration_error(predicted, doubt / 2, truth) > 0.1


def test_doubt_in_the_order_of_the_errors_has_the_rank_correlation_of_scipy() -> None:
    chance = np.random.default_rng(2)
    doubt, errors = chance.integers(0, 9, size=200).astype(float), chance.normal(size=200)
    assert doubt_order(doubt, errors) == pytest.approx(np.asarray(stats.spearmanr(doubt, np.abs(errors)))[0])
    assert doubt_order(np.abs(errors), errors) == pytest.approx(1.0)
    assert doubt_order(np.ones(200), errors) == 0.0


@pytest.mark.parametrize(
    ("said", "truth", "what"),
    [
        ([0.5, 1.5], [True, False], "outside 0 to 1"),
        ([0.5], [True, False], "do not pair up"),
        ([], [], "do not pair up"),
        ([np.nan], [True], "not a finite number"),
    ],
)
def test_impossible_probabilities_are_refused(said: list[float], truth: list[bool], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        reliability(np.array(said), np.array(truth))


def test_a_doubt_of_nothing_is_refused() -> None:
    with pytest.raises(BadInput, match="not above 0"):
        interval_coverage(np.zeros(2), np.array([1.0, 0.0]), np.zeros(2))
