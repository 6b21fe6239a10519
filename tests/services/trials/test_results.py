import json
import math

import pytest

from matinee.domain.errors import Conflict
from matinee.services.trials import keep
from matinee.services.trials.results import ends, plain, results_of
from tests.fixtures.shown import Hall
from tests.services.trials.plans import begun, come, over, plan, trials


def alike(number: int, arm: str) -> int:
    return number % 3


def test_the_better_arm_is_named_and_the_experiment_ends_by_its_plan(hall: Hall) -> None:
    trial = begun(hall, people=80, others=["likes"])
    come(hall, trial, 100, clicks=lambda number, arm: number % 2 + (2 if arm == "newer" else 0) if number % 4 else 1)
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["arm"], ends(found)) == ("better", "newer", True)
    [primary] = [one for one in found["findings"] if one["role"] == "primary"]
    assert primary["low"] > 0
    assert sum(found["people"].values()) == 100
    assert json.loads(json.dumps(found)) == found
    assert any("clicks_per_slate is better in 'newer'" in words for words in found["words"])


def test_where_nothing_differs_nothing_is_claimed(hall: Hall) -> None:
    trial = begun(hall, people=60)
    come(hall, trial, 80, clicks=alike)
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["arm"], ends(found)) == ("no_difference", None, True)
    assert not any(one["found"] for one in found["findings"])


def test_until_windows_are_over_nothing_is_decided(hall: Hall) -> None:
    trial = begun(hall, people=60)
    come(hall, trial, 60, clicks=alike)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], ends(found), sum(found["came"].values())) == ("running", False, 60)
    assert set(found["people"].values()) == {0}


def test_people_who_are_lost_in_one_arm_hide_every_figure_and_end_it(hall: Hall) -> None:
    trial = begun(hall, people=60, stop="fixed")
    come(hall, trial, 120, clicks=alike, lost=lambda number, arm: arm == "newer" and number % 4 > 0)
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["findings"], ends(found)) == ("broken", [], True)
    assert found["sample_ratio"]["mismatch"]


def test_a_guardrail_that_is_harmed_ends_it(hall: Hall) -> None:
    trial = begun(hall, primary="likes", guardrails={"clicked": 0.1}, people=100)
    come(hall, trial, 100, clicks=lambda number, arm: int((number % 5 > 0) == (arm == "control")))
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], ends(found)) == ("harmful", True)
    assert found["guardrails"][0]["state"] == "harmed"


def test_a_ratio_of_which_nothing_was_counted_is_left_open(hall: Hall) -> None:
    trial = begun(hall, guardrails={"milliseconds": 0.2}, others=["satisfaction"], people=40)
    come(hall, trial, 60, clicks=alike)
    over(hall)
    found = results_of(trials(hall), trial)
    [guard] = found["guardrails"]
    assert (guard["state"], guard["mean"]) == ("open", None)
    assert [one["metric"] for one in found["findings"]] == ["clicks_per_slate"]
    assert "Of milliseconds in 'newer' nothing was counted yet." in found["words"]


def test_what_has_ended_is_of_the_moment_when_it_ended(hall: Hall) -> None:
    trial = begun(hall, people=60)
    come(hall, trial, 60, clicks=alike)
    stopped = keep.stop_trial(trials(hall), trial.key, why="by hand")
    over(hall)
    found = results_of(trials(hall), stopped)
    assert set(found["people"].values()) == {0}
    keep.keep_results(trials(hall), trial.key, {"outcome": "as it was kept"})
    kept = keep.trial_of(trials(hall), trial.key)
    assert results_of(trials(hall), kept) == {"outcome": "as it was kept"}


def test_a_draft_has_no_results(hall: Hall) -> None:
    draft = keep.add_trial(trials(hall), plan())
    with pytest.raises(Conflict, match="not begun"):
        results_of(trials(hall), draft)


def test_numbers_without_end_are_none_in_what_is_kept() -> None:
    assert plain({"a": (1, math.inf, [math.nan]), "b": 2.5}) == {"a": [1, None, [None]], "b": 2.5}
