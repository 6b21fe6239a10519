import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.trials.analysis import Readings, analyse
from matinee.lab.trials.covariates import Covariate
from matinee.lab.trials.metrics import Metric
from matinee.lab.trials.plan import Guardrail, Plan
from matinee.lab.trials.verdict import verdict
from tests.fixtures.loop import Notes, luck, sizes
from tests.lab.trials.readings import FIXED, PLAN, readings


def test_what_is_true_is_found_and_what_is_not_is_not() -> None:
    made = analyse(FIXED, readings(lift=0.1, clicks=0.02))
    by_name = {one.metric: one for one in made.findings}
    watched, clicks, minutes = (by_name[name] for name in ("watched", "clicks", "minutes"))
    assert watched.low < 0.1 < watched.high
    assert (watched.role, watched.found, watched.better) == ("primary", True, True)
    assert (clicks.found, clicks.better) == (True, True)
    assert not minutes.found
    assert made.guardrails[0].state == "no_worse"
    assert made.complete
    assert made.plan == FIXED.digest


def test_a_covariate_takes_away_the_variance_that_it_explains() -> None:
    data = readings(lift=0.1)
    less = analyse(FIXED, data).findings[0]
    plain = analyse(FIXED, replace(data, covariates={})).findings[0]
    assert less.variance_kept == pytest.approx(0.36, abs=0.04)
    assert less.high - less.low < 0.65 * (plain.high - plain.low)
    assert plain.variance_kept == 1.0


def test_looked_at_all_the_time_intervals_are_wider() -> None:
    always, once = (analyse(plan, readings(lift=0.1)).findings[0] for plan in (PLAN, FIXED))
    assert always.high - always.low > 1.3 * (once.high - once.low)
    assert always.difference == once.difference


def test_a_broken_sample_ratio_hides_every_figure() -> None:
    data = replace(readings(lift=0.5, stayed=-0.2), came=np.array([2_000, 2_300]))
    made = analyse(PLAN, data)
    assert made.broken
    assert made.ratio.mismatch
    assert (made.findings, made.guardrails) == ((), ())


def test_many_people_in_two_arms_hide_every_figure_too() -> None:
    assert analyse(PLAN, replace(readings(), crossed=30)).findings
    made = analyse(PLAN, replace(readings(), crossed=60))
    assert made.broken
    assert made.findings == ()


def test_with_a_fixed_end_nothing_but_the_guardrails_is_seen_before_it() -> None:
    made = analyse(FIXED, readings(lift=0.5, people=3_000))
    assert not made.complete
    assert made.findings == ()
    assert made.guardrails
    assert analyse(PLAN, readings(lift=0.5, people=3_000)).findings


def test_arms_and_guardrails_share_the_false_alarms_that_are_allowed() -> None:
    plan = replace(PLAN, weights={"control": 4_000, "new": 3_000, "newer": 3_000})
    data = readings(people=6_000)
    arms = np.arange(6_000) % 10 // 4
    arms = np.minimum(arms, 2)
    came = np.bincount(arms, minlength=3)
    plan = replace(plan, weights={name: int(weight) for name, weight in zip(plan.weights, came, strict=True)})
    made = analyse(plan, replace(data, arms=arms, came=came))
    primary = [one for one in made.findings if one.role == "primary"]
    assert [one.arm for one in primary] == ["new", "newer"]
    assert all(one.p_family >= one.p for one in primary)
    assert max(one.p_family for one in primary) >= min(2 * min(one.p for one in primary), 1.0)
    assert len(made.guardrails) == 2


def test_an_analysis_can_be_kept_as_plain_values() -> None:
    assert json.loads(json.dumps(asdict(analyse(PLAN, readings()))))["people"] == [2_000, 2_000]


def test_before_anybody_is_complete_there_is_nothing_to_tell() -> None:
    assert analyse(PLAN, readings(people=2)).findings == ()


def test_readings_that_do_not_fit_the_plan_are_refused() -> None:
    data = readings()
    with pytest.raises(BadInput, match="no values of stayed"):
        analyse(PLAN, replace(data, values={name: v for name, v in data.values.items() if name != "stayed"}))
    with pytest.raises(BadInput, match="more or fewer people"):
        analyse(PLAN, replace(data, exposed_at=np.zeros(3)))
    with pytest.raises(BadInput, match="2 arms"):
        analyse(PLAN, replace(data, came=np.array([1, 2, 3])))
    with pytest.raises(BadInput, match="after they entered"):
        analyse(PLAN, replace(data, covariates={"watched": Covariate(np.ones(4_000), 101)}))
    with pytest.raises(BadInput, match="take a covariate"):
        analyse(PLAN, replace(data, covariates={"clicks": Covariate(np.ones(4_000), 99)}))


def test_a_ratio_with_nothing_to_divide_by_in_one_arm_says_nothing_and_harms_nothing() -> None:
    data = readings(lift=0.1)
    nothing = {"clicks": np.where(data.arms == 1, 0.0, data.denominators["clicks"])}
    plan = replace(FIXED, guardrails=(Guardrail(FIXED.others[0], margin=0.1),), others=FIXED.others[1:])
    made = analyse(plan, replace(data, denominators=nothing))
    [guard] = made.guardrails
    assert (guard.state, guard.p_harm, np.isnan(guard.mean)) == ("open", 1.0, True)
    assert verdict(plan, made).outcome == "mixed"
    assert "Of clicks in 'new' nothing was counted yet." in str(verdict(plan, made))
    asked = analyse(FIXED, replace(data, denominators=nothing))
    assert [one.metric for one in asked.findings] == ["watched", "minutes"]


MANY = tuple(Metric(f"metric {number}", "mean") for number in range(20))
ASKED = Plan("many", {"control": 1, "new": 1}, Metric("first", "mean"), 300, 0.1, 1_000, others=MANY, stop="fixed")


def of_many(chance: np.random.Generator, lift: np.ndarray) -> Readings:
    """lift: of each of the twenty, in standard deviations."""
    arms = (chance.random(ASKED.people) < 0.5).astype(np.int64)
    values = chance.standard_normal((20, ASKED.people)) + lift[:, None] * arms
    columns = {metric.name: column for metric, column in zip(MANY, values, strict=True)}
    first = chance.standard_normal(ASKED.people)
    return Readings(arms, columns | {"first": first}, np.bincount(arms, minlength=2), np.zeros(ASKED.people))


@sizes(quick=300, long=10_000)
def test_of_twenty_metrics_of_an_experiment_that_did_nothing_hardly_ever_one_is_found(
    trials: int, notes: Notes
) -> None:
    """Row E12 as experiments ask it. Where nothing moved at all, each find is false, so that few false finds are few
    experiments with one."""
    chance = notes.chance()
    found = fault = 0
    for _ in range(trials):
        others = [one for one in analyse(ASKED, of_many(chance, np.zeros(20))).findings if one.role == "other"]
        found += any(one.found for one in others)
        fault += any(one.p < ASKED.alpha for one in others)
    high = 0.057 if trials == 10_000 else luck(0.05, trials)[1]
    notes.check(
        "E12", "an experiment of 20 metrics that did nothing: any found", found / trials, trials=trials, high=high
    )
    notes.check("E12", "fault: the same, each by itself: any found", fault / trials, trials=trials, low=0.5)


@sizes(quick=300, long=10_000)
def test_of_what_an_experiment_finds_among_other_metrics_a_small_share_is_false(trials: int, notes: Notes) -> None:
    chance, lift = notes.chance(1), np.where(np.arange(20) < 5, 0.35, 0.0)
    shares = []
    for _ in range(trials):
        found = [
            one.metric for one in analyse(ASKED, of_many(chance, lift)).findings if one.role == "other" and one.found
        ]
        shares.append(sum(int(name.split()[1]) >= 5 for name in found) / max(len(found), 1))
    told = "an experiment that moved 5 of 20 metrics: share of false finds"
    notes.check("E12", told, float(np.mean(shares)), trials=trials, high=0.057)


@sizes(quick=300, long=10_000)
def test_of_twenty_arms_that_do_nothing_hardly_ever_one_is_found(trials: int, notes: Notes) -> None:
    chance = notes.chance(2)
    weights = {f"arm {number}": 1 for number in range(21)}
    plan = Plan("arms", weights, Metric("first", "mean"), 630, 0.1, 1_000, stop="fixed")
    found = fault = 0
    for _ in range(trials):
        arms = chance.integers(0, 21, 630)
        values = {"first": chance.standard_normal(630)}
        made = analyse(plan, Readings(arms, values, np.bincount(arms, minlength=21), np.zeros(630))).findings
        found += any(one.found for one in made)
        fault += any(one.p < plan.alpha for one in made)
    high = 0.057 if trials == 10_000 else luck(0.05, trials)[1]
    notes.check("E12", "20 arms that do nothing, Holm: any found", found / trials, trials=trials, high=high)
    notes.check("E12", "fault: the same, each by itself: any found among arms", fault / trials, trials=trials, low=0.3)
