"""Row E6: what was known before takes noise away, holds the error rate, and may not come from inside the experiment."""

import numpy as np
import pytest
from scipy import stats

from matinee.domain.errors import BadInput
from matinee.lab.trials.covariates import Covariate, adjusted
from matinee.lab.trials.effects import welch
from matinee.lab.trials.samples import mean_of
from tests.fixtures.loop import LONG, Notes, luck, sizes
from tests.lab.trials.arms import split_sizes

RHO = 0.7
ENTERED = np.full(400, 100)


def before_and_after(chance: np.random.Generator, shape: tuple[int, int], lift: float = 0.0):
    known = chance.standard_normal(shape)
    return known, lift + RHO * known + np.sqrt(1 - RHO**2) * chance.standard_normal(shape)


def p_with_and_without(chance: np.random.Generator, trials: int, people: int, lift: float) -> tuple[np.ndarray, ...]:
    found: list[list[np.ndarray]] = [[], [], []]
    for batch, ours, theirs in split_sizes(chance, people, trials):
        (x1, y1), (x0, y0) = before_and_after(chance, (batch, ours), lift), before_and_after(chance, (batch, theirs))
        arms = np.repeat([1, 0], [ours, theirs])
        rows = zip(np.concatenate([y1, y0], axis=1), np.concatenate([x1, x0], axis=1), strict=True)
        made = [adjusted(y, Covariate(x, 0), arms=arms, exposed_at=np.ones(people)).values for y, x in rows]
        less = [mean_of(np.stack([both[arm] for both in made])) for arm in (1, 0)]
        found[0].append(np.asarray(welch(*less).p))
        found[1].append(np.asarray(welch(mean_of(y1), mean_of(y0)).p))
        found[2].append(np.asarray(less[1].variance) / np.asarray(mean_of(y0).variance))
    return tuple(np.concatenate(part) for part in found)


@pytest.mark.parametrize(
    ("people", "trials"),
    [(200, 1_000), (2_000, 400), *(pytest.param(people, 10_000, marks=LONG) for people in (200, 2_000, 20_000))],
)
def test_where_nothing_was_done_alarms_are_as_rare_as_promised(people: int, trials: int, notes: Notes) -> None:
    p, _, _ = p_with_and_without(notes.chance(), trials, people, 0.0)
    told = f"with a covariate, {people:,} people"
    notes.rate("E1", f"{told}: share of p below 0.05", float((p < 0.05).mean()), expected=0.05, trials=trials)
    uniform = stats.kstest(p, "uniform").pvalue
    notes.check("E1", f"{told}: p of their being uniform", uniform, trials=trials, low=0.001)


@sizes(quick=400, long=10_000)
def test_a_covariate_takes_away_as_much_variance_as_theory_says_and_finds_more(trials: int, notes: Notes) -> None:
    ours, plain, kept = p_with_and_without(notes.chance(1), trials, 500, 0.18)
    left = float(kept.mean())
    notes.check("E6", "variance left by a covariate of correlation 0.7", left, trials=trials, low=0.48, high=0.54)
    finds, without = float((ours < 0.05).mean()), float((plain < 0.05).mean())
    notes.check("E6", "power with it", finds, trials=trials, low=0.7)
    notes.check("E6", "power without it", without, trials=trials, high=0.62)


def both_arms(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    arms = np.arange(400) % 2
    known, outcome = before_and_after(chance, (1, 400))
    return arms, known[0], outcome[0] + 0.5 * arms


def test_the_effect_stays_what_it_is_and_the_noise_goes() -> None:
    arms, known, outcome = both_arms(np.random.default_rng(4))
    less = adjusted(outcome, Covariate(known, 99), arms=arms, exposed_at=ENTERED)
    assert less.kept == pytest.approx(1 - RHO**2, abs=0.08)
    found = welch(mean_of(less.values[1]), mean_of(less.values[0]))
    plain = welch(mean_of(outcome[arms == 1]), mean_of(outcome[arms == 0]))
    assert found.error < 0.8 * plain.error
    assert found.low < 0.5 < found.high


def test_a_covariate_from_inside_the_experiment_is_refused_since_it_would_take_the_effect_out() -> None:
    arms, known, outcome = both_arms(np.random.default_rng(5))
    moved = known + 0.5 * arms
    until = np.where(np.arange(400) < 3, 101, 99)
    with pytest.raises(BadInput, match="of 3 people was measured after they entered"):
        adjusted(outcome, Covariate(moved, until), arms=arms, exposed_at=ENTERED)
    with pytest.raises(BadInput, match="of 400 people"):
        adjusted(outcome, Covariate(moved, 101), arms=arms, exposed_at=ENTERED)
    let_in = adjusted(outcome, Covariate(moved, 99), arms=arms, exposed_at=ENTERED)
    wrong = welch(mean_of(let_in.values[1]), mean_of(let_in.values[0]))
    assert wrong.high < 0.5, "the fault: whoever lies about the moment loses most of an effect of 0.5"


def test_people_of_whom_nothing_was_known_count_as_the_mean_of_the_others() -> None:
    arms, known, outcome = both_arms(np.random.default_rng(6))
    known[:100] = np.nan
    less = adjusted(outcome, Covariate(known, 0), arms=arms, exposed_at=ENTERED)
    assert less.values[0][0] == outcome[0]
    assert 0.5 < less.kept < 0.8
    with pytest.raises(BadInput, match="nothing was known"):
        adjusted(outcome, Covariate(np.full(400, np.nan), 0), arms=arms, exposed_at=ENTERED)


def test_a_covariate_that_is_the_same_for_all_changes_nothing() -> None:
    arms, _, outcome = both_arms(np.random.default_rng(7))
    less = adjusted(outcome, Covariate(np.ones(400), 0), arms=arms, exposed_at=ENTERED)
    assert less.kept == 1.0
    low, high = luck(0.5, 400)
    assert low < len(less.values[1]) / 400 < high
