"""Row E12: of twenty metrics of which none moved, an alarm is as rare as promised."""

import warnings

import numpy as np
import pytest
from scipy import special

from matinee.lab.trials.families import asked_together
from tests.fixtures.loop import Notes, luck, sizes

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.stats.multitest import multipletests


@sizes(quick=1_000, long=10_000)
def test_of_many_questions_without_an_answer_hardly_a_family_raises_an_alarm(trials: int, notes: Notes) -> None:
    p = notes.chance().random((trials, 20))
    any_found = float(np.mean([(asked_together(row, "no_false_alarm") < 0.05).any() for row in p]))
    high = 0.057 if trials == 10_000 else luck(0.05, trials)[1]
    notes.check("E12", "20 metrics that did not move, Holm: any alarm", any_found, trials=trials, high=high)
    fault = float((p < 0.05).any(axis=1).mean())
    notes.check("E12", "fault: each metric by itself: any alarm", fault, trials=trials, low=0.5)


@sizes(quick=1_000, long=2_000)
def test_of_what_is_found_a_small_share_is_false(trials: int, notes: Notes) -> None:
    chance = notes.chance(1)
    away = chance.standard_normal((trials, 20)) + np.where(np.arange(20) < 5, 3.0, 0.0)
    p = 2 * special.ndtr(-np.abs(away))
    found = np.array([asked_together(row, "few_false_alarms") < 0.05 for row in p])
    false = found[:, 5:].sum(axis=1) / np.maximum(found.sum(axis=1), 1)
    notes.check(
        "E12", "15 that did not move and 5 that did, BH: share of false finds", false.mean(), trials=trials, high=0.057
    )
    notes.check("E12", "the same: share of the 5 that were found", found[:, :5].mean(), trials=trials, low=0.6)


@pytest.mark.parametrize(("promise", "method"), [("no_false_alarm", "holm"), ("few_false_alarms", "fdr_bh")])
def test_the_adjustments_are_those_of_statsmodels(promise, method: str) -> None:
    p = np.random.default_rng(9).random(15) ** 3
    assert asked_together(p, promise) == pytest.approx(multipletests(p, method=method)[1])
    assert asked_together([], promise).tolist() == []
