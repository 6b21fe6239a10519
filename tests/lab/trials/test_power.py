"""Row E4: as many experiments find the effect as the calculator said, by simulation and against statsmodels."""

import warnings

import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.trials.effects import welch
from matinee.lab.trials.power import Design, of_proportion, people_needed, power_of, smallest_effect
from matinee.lab.trials.samples import Sample, mean_of
from matinee.lab.trials.sequences import always_valid
from tests.fixtures.loop import Notes, luck, sizes
from tests.lab.trials.arms import so_far

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.stats.power import TTestIndPower


@sizes(quick=1_000, long=2_000)
@pytest.mark.parametrize("treated", [0.5, 0.2])
def test_a_mean_is_found_as_surely_as_the_calculator_said(treated: float, trials: int, notes: Notes) -> None:
    people = people_needed(0.15, variance=1.0, design=Design(treated=treated))
    ours = round(people * treated)
    chance = notes.chance()
    found = 0
    for _ in range(10):
        arms = chance.normal(0.15, 1, (trials // 10, ours)), chance.normal(0, 1, (trials // 10, people - ours))
        found += int((np.asarray(welch(mean_of(arms[0]), mean_of(arms[1])).p) < 0.05).sum())
    low, high = luck(0.8, trials)
    told = f"mean, {treated:.0%} treated, {people:,} people: power"
    notes.check("E4", told, found / trials, trials=trials, low=min(low, 0.77), high=max(high, 0.83))


@sizes(quick=2_000, long=2_000)
def test_a_proportion_is_found_as_surely_as_the_calculator_said(trials: int, notes: Notes) -> None:
    base, new = 0.3, 0.33
    people = people_needed(new - base, variance=of_proportion(base), treated_variance=of_proportion(new))
    each = people // 2
    arms = [
        Sample(each, rate, rate * (1 - rate))
        for rate in notes.chance(1).binomial(each, [[new], [base]], (2, trials)) / each
    ]
    power = float((np.asarray(welch(*arms).p) < 0.05).mean())
    low, high = luck(0.8, trials)
    told = f"proportion 30 % to 33 %, {people:,} people: power"
    notes.check("E4", told, power, trials=trials, low=min(low, 0.77), high=max(high, 0.83))
    fault = [Sample(each // 2, arm.mean, arm.variance) for arm in arms]
    lost = float((np.asarray(welch(*fault).p) < 0.05).mean())
    notes.check("E4", "fault: the spread of one arm alone counted: power", lost, trials=trials, high=0.65)


@sizes(quick=200, long=2_000)
def test_looked_at_all_the_time_an_effect_is_found_at_least_as_surely_as_the_calculator_said(
    trials: int, notes: Notes
) -> None:
    people = people_needed(0.2, variance=1.0, design=Design(always=True))
    at, found, chance = np.arange(people // 20, people, people // 20), 0, notes.chance(2)
    for _ in range(0, trials, 50):
        treated = chance.random((50, people)) < 0.5
        arms = so_far(chance.standard_normal((50, people)) + 0.2 * treated, treated)
        seen = always_valid(*arms, planned=people)
        found += int((np.asarray(seen.p)[:, [*at, -1]] < 0.05).any(axis=1).sum())
    low, _ = luck(0.8, trials)
    notes.check("E4", f"looked at 20 times, {people:,} people: power", found / trials, trials=trials, low=low)


@pytest.mark.parametrize(("effect", "treated"), [(0.1, 0.5), (0.3, 0.5), (0.3, 0.2)])
def test_the_number_of_people_is_that_of_statsmodels_but_for_the_few_that_a_t_test_needs(effect, treated) -> None:
    theirs = TTestIndPower().solve_power(effect_size=effect, alpha=0.05, power=0.8, ratio=treated / (1 - treated))
    ours = people_needed(effect, variance=1.0, design=Design(treated=treated))
    assert ours == pytest.approx(theirs / (1 - treated), abs=6)


def test_effect_people_and_power_are_three_views_of_one_thing() -> None:
    for design in (Design(), Design(alpha=0.01, power=0.9, side="above"), Design(treated=0.1, always=True)):
        people = people_needed(0.2, variance=2.0, treated_variance=3.0, design=design)
        assert smallest_effect(people, variance=2.0, treated_variance=3.0, design=design) == pytest.approx(
            0.2, rel=1e-3
        )
        assert power_of(0.2, people, variance=2.0, treated_variance=3.0, design=design) == pytest.approx(
            design.power, abs=1e-3
        )


def test_looking_whenever_one_likes_takes_more_people_and_a_one_sided_claim_fewer() -> None:
    usual = people_needed(0.1, variance=1.0)
    assert 1.4 * usual < people_needed(0.1, variance=1.0, design=Design(always=True)) < 2 * usual
    assert people_needed(0.1, variance=1.0, design=Design(side="above")) < usual
    assert people_needed(-0.1, variance=1.0) == usual


def test_what_cannot_be_planned_is_refused() -> None:
    with pytest.raises(BadInput, match="effect of 0"):
        people_needed(0.0, variance=1.0)
    with pytest.raises(BadInput, match="alpha is 0"):
        Design(alpha=0.0)
    with pytest.raises(BadInput, match="rate"):
        of_proportion(1.0)


@pytest.mark.parametrize("effect", [5e-324, -5e-324, 1e-200, 1e-9])
@pytest.mark.parametrize("variance", [0.2, 1e9])
def test_an_effect_for_which_there_are_not_people_enough_is_refused(effect: float, variance: float) -> None:
    with pytest.raises(BadInput, match="not as many people"):
        people_needed(effect, variance=variance)
