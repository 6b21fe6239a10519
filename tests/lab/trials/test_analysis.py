import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.trials.analysis import analyse
from matinee.lab.trials.covariates import Covariate
from matinee.lab.trials.plan import Guardrail
from matinee.lab.trials.verdict import verdict
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
