"""Welch's test: against scipy, and rows E1 and E3 by simulation, with the fault that they are to catch."""

import numpy as np
import pytest
from scipy import stats

from matinee.lab.trials.covariates import Covariate, adjusted
from matinee.lab.trials.effects import relative, welch
from matinee.lab.trials.metrics import Metric, samples_of
from matinee.lab.trials.samples import Sample, mean_of, ratio_of
from tests.fixtures.loop import LONG, Notes, luck, sizes
from tests.lab.trials.arms import clicks_of_slates, null_samples, over_events, spending, split_sizes

MORE = 4 / 3


def test_welchs_test_is_scipys() -> None:
    chance = np.random.default_rng(1)
    ours, theirs = chance.normal(0.3, 2.0, (5, 40)), chance.normal(0.0, 1.0, (5, 25))
    effect = welch(mean_of(ours), mean_of(theirs))
    standard = stats.ttest_ind(ours, theirs, axis=1, equal_var=False)
    interval = standard.confidence_interval(0.95)
    assert effect.p == pytest.approx(np.asarray(standard[1]))
    assert effect.low == pytest.approx(interval.low)
    assert effect.high == pytest.approx(interval.high)
    one = welch(mean_of(ours[0]), mean_of(theirs[0]))
    assert isinstance(one.p, float)
    assert one.p == pytest.approx(np.asarray(standard[1])[0])


def test_arms_without_spread_are_equal_or_wholly_different() -> None:
    assert welch(Sample(10, 1.0, 0.0), Sample(10, 1.0, 0.0)).p == 1.0
    assert welch(Sample(10, 2.0, 0.0), Sample(10, 1.0, 0.0)).p == 0.0


def test_a_lift_is_relative_to_the_control_and_not_told_where_that_may_be_nothing() -> None:
    lift = relative(Sample(1_000, 1.1, 1.0), Sample(1_000, 1.0, 1.0))
    assert lift.mean == pytest.approx(0.1)
    assert lift.error == pytest.approx(np.sqrt(0.001 + 1.21 * 0.001))
    unclear = relative(Sample(10, 1.0, 1.0), Sample(10, 0.1, 1.0))
    assert np.isnan(unclear.mean)
    assert unclear.variance == np.inf


@pytest.mark.parametrize(
    ("people", "trials"),
    [(200, 1_000), (2_000, 400), *(pytest.param(people, 10_000, marks=LONG) for people in (200, 2_000, 20_000))],
)
@pytest.mark.parametrize("kind", ["mean", "proportion", "ratio", "capped"])
def test_where_nothing_was_done_alarms_are_as_rare_as_promised(kind, people: int, trials: int, notes: Notes) -> None:
    p = np.concatenate([np.asarray(welch(*arms).p) for arms in null_samples(kind, notes.chance(), people, trials)])
    low, high = luck(0.05, trials)
    if kind == "capped" and people == 200:
        low, high = 0.0, max(high, 0.07)
    told = f"{kind}, {people:,} people"
    notes.check("E1", f"{told}: share of p below 0.05", (p < 0.05).mean(), trials=trials, low=low, high=high)
    uniform = stats.kstest(p, "uniform").pvalue
    notes.check("E1", f"{told}: p of their being uniform", uniform, trials=trials, low=0.001)


@sizes(quick=400, long=10_000)
def test_a_test_over_events_is_caught(trials: int, notes: Notes) -> None:
    """The fault that row E1 is for: clicks of one person counted as if they were of many."""
    p = []
    for batch, ours, theirs in split_sizes(notes.chance(), 500, trials):
        arms = [clicks_of_slates(notes.chance(size), (batch, size)) for size in (ours, theirs)]
        p.append(np.asarray(welch(over_events(*arms[0]), over_events(*arms[1])).p))
    rate = float((np.concatenate(p) < 0.05).mean())
    notes.check("E1", "fault: ratio tested over events: share of p below 0.05", rate, trials=trials, low=0.15)


@sizes(quick=600, long=25_000)
@pytest.mark.parametrize("kind", ["mean", "proportion", "ratio", "capped", "with a covariate"])
def test_the_interval_holds_the_true_effect_as_often_as_promised(kind: str, trials: int, notes: Notes) -> None:
    chance, held = notes.chance(), 0
    truth = {"mean": 0.2, "proportion": 0.04, "ratio": 2 / 7 - 1 / 6, "with a covariate": 0.2}.get(kind)
    truth = capped_effect() if truth is None else truth
    for batch, ours, theirs in split_sizes(chance, 1_000, trials):
        effect = welch(*_arms(kind, chance, (batch, ours), (batch, theirs)))
        held += int(np.count_nonzero((np.asarray(effect.low) <= truth) & (truth <= np.asarray(effect.high))))
    low, high = luck(0.95, trials)
    told = f"{kind}: share of 95 % intervals that hold the truth"
    notes.check("E3", told, held / trials, trials=trials, low=min(low, 0.94), high=max(high, 0.96))


@sizes(quick=600, long=5_000)
def test_an_interval_over_events_that_holds_the_truth_too_rarely_is_caught(trials: int, notes: Notes) -> None:
    """The fault that row E3 is for."""
    chance, held = notes.chance(), 0
    for batch, ours, theirs in split_sizes(chance, 500, trials):
        arms = [over_events(*clicks_of_slates(chance, (batch, size))) for size in (ours, theirs)]
        effect = welch(*arms)
        held += int(np.count_nonzero((np.asarray(effect.low) <= 0) & (np.asarray(effect.high) >= 0)))
    told = "fault: ratio over events: share of 95 % intervals that hold the truth"
    notes.check("E3", told, held / trials, trials=trials, high=0.9)


def capped_effect() -> float:
    """What a third more comes to once the largest hundredth of both arms counts as one value."""
    chance = np.random.default_rng(8)
    theirs, more = spending(chance, (1, 2_000_000))[0], spending(chance, (1, 2_000_000))[0] * MORE
    cap = np.quantile(np.concatenate([theirs, more]), 0.99)
    return float(np.minimum(more, cap).mean() - np.minimum(theirs, cap).mean())


def _arms(kind: str, chance: np.random.Generator, ours: tuple[int, int], theirs: tuple[int, int]) -> list[Sample]:
    if kind == "capped":
        both = [MORE * spending(chance, ours), spending(chance, theirs)]
        return samples_of(Metric("spent", "capped"), both)
    if kind == "with a covariate":
        return _with_a_covariate(chance, ours, theirs)
    return [_arm(kind, chance, ours, treated=True), _arm(kind, chance, theirs)]


def _with_a_covariate(chance: np.random.Generator, ours: tuple[int, int], theirs: tuple[int, int]) -> list[Sample]:
    arms = np.repeat([1, 0], [ours[1], theirs[1]])
    known = chance.gamma(2.0, 0.5, (ours[0], len(arms)))
    outcome = 0.7 * known + chance.gamma(1.0, 0.5, known.shape) + 0.2 * arms
    rows = zip(outcome, known, strict=True)
    made = [adjusted(y, Covariate(x, 0), arms=arms, exposed_at=np.ones(len(arms))).values for y, x in rows]
    return [mean_of(np.stack([both[arm] for both in made])) for arm in (1, 0)]


def _arm(kind: str, chance: np.random.Generator, shape: tuple[int, int], *, treated: bool = False) -> Sample:
    if kind == "mean":
        return mean_of(chance.gamma(2.0, 0.6 if treated else 0.5, shape))
    if kind == "proportion":
        return mean_of(chance.random(shape) < (0.34 if treated else 0.3))
    slates = 1 + chance.poisson(8, shape)
    return ratio_of(chance.binomial(slates, chance.beta(2 if treated else 1, 5, shape)), slates)
