from dataclasses import replace

import numpy as np

from matinee.lab.trials.analysis import analyse
from matinee.lab.trials.verdict import Verdict, verdict
from tests.lab.trials.readings import FIXED, PLAN, readings


def verdict_on(plan=PLAN, **made) -> Verdict:
    return verdict(plan, analyse(plan, readings(**made)))


def test_better_and_nothing_harmed_is_the_end() -> None:
    said = verdict_on(lift=0.15)
    assert (said.outcome, said.arm, said.stop) == ("better", "new", True)
    assert "watched is better in 'new'" in str(said)
    assert "95% interval +" in str(said)
    assert "stayed has lost less than 15.0%" in str(said)


def test_better_with_a_guardrail_in_doubt_is_said_to_be_both() -> None:
    plan = replace(PLAN, guardrails=(replace(PLAN.guardrails[0], margin=0.01),))
    said = verdict_on(plan, lift=0.15)
    assert (said.outcome, said.arm) == ("mixed", "new")
    assert "Whether stayed has lost 1.0%" in str(said)


def test_harm_to_a_guardrail_stops_even_what_is_better() -> None:
    said = verdict_on(lift=0.5, stayed=-0.15)
    assert (said.outcome, said.arm, said.stop) == ("harmful", None, True)
    assert str(said).startswith("Stop: stayed is worse in 'new' than in the control")


def test_worse_and_not_different_are_told_apart() -> None:
    assert verdict_on(lift=-0.15).outcome == "worse"
    none = verdict_on(FIXED)
    assert (none.outcome, none.stop) == ("no_difference", True)
    assert "An effect below 0.1" in str(none)


def test_before_the_planned_number_of_people_nothing_is_decided_without_proof() -> None:
    running = verdict_on(people=1_000)
    assert (running.outcome, running.stop) == ("running", False)
    assert "1,000 of 4,000 people" in str(running)
    assert verdict_on(people=1_000, lift=0.6).outcome == "mixed"
    fixed = verdict_on(FIXED, people=1_000, lift=0.6)
    assert fixed.outcome == "running"
    assert "looked at when all are" in str(fixed)
    assert "watched" not in str(fixed)


def test_of_a_broken_experiment_no_effect_is_told() -> None:
    said = verdict(PLAN, analyse(PLAN, replace(readings(lift=0.5), came=np.array([2_000, 2_300]), crossed=80)))
    assert (said.outcome, said.stop) == ("broken", True)
    assert "2,300 to 'new' came" in str(said)
    assert "80 people were seen in more than one arm" in str(said)
    assert "watched" not in str(said)


def test_other_metrics_are_hints_and_no_proof() -> None:
    said = verdict_on(clicks=0.05)
    assert said.outcome == "no_difference"
    assert "Worth a look, and no proof: clicks is better in 'new'" in str(said)


def test_of_too_few_people_nothing_is_told_but_that() -> None:
    assert "too few people" in str(verdict_on(people=30))
    over = verdict_on(replace(PLAN, people=30), people=30)
    assert over.outcome == "no_difference"
    assert "any effect may have been missed" in str(over)
    assert "An effect below" not in str(over)
