"""Row E8 for arms, and row E9: nobody is in two experiments that exclude each other, nobody of the holdout in any."""

import json
from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, Conflict
from matinee.lab.trials.assignment import Assignment, Experiment, Holdout, Namespace, assign, assign_all
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.layouts import Layout, changed, laid_out
from tests.fixtures.loop import LONG, Notes

CASES = Path(__file__).resolve().parents[2] / "contracts/assignment.json"
HALVES = laid_out({"control": 5_000, "new": 5_000})
PEOPLE = [f"person-{number}" for number in range(4_000)]


def layout_of(spans: dict) -> Layout:
    return Layout({name: tuple((low, high) for low, high in held) for name, held in spans.items()})


def test_the_cases_that_other_programs_are_checked_by_hold_here() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))["assignments"]
    assert {case["why"] for case in cases} == {"assigned", "kept", "stopped", "held_out", "elsewhere", "outside"}
    for case in cases:
        told, space = case["experiment"], case["experiment"]["namespace"]
        experiment = Experiment(
            name=told["name"],
            seed=told["seed"],
            arms=layout_of(told["arms"]),
            namespace=space and Namespace(space["seed"], layout_of(space["claims"])),
            running=told["running"],
        )
        holdout = case["holdout"] and Holdout(**case["holdout"])
        found = assign(experiment, case["unit"], holdout=holdout, kept=case["kept"])
        assert found == Assignment(case["arm"], case["why"])


@pytest.mark.parametrize("people", [20_000, pytest.param(1_000_000, marks=LONG)])
def test_nobody_is_in_two_experiments_that_exclude_each_other_nor_of_the_holdout_in_any(
    people: int, notes: Notes
) -> None:
    space = Namespace("row-of-the-page").claimed("first", 6_000).claimed("second", 4_000)
    holdout = Holdout("house", 1_000)
    units = [f"{notes.seed}-{number}" for number in range(people)]
    first, second = (
        assign_all(Experiment(name, name, HALVES, space), units, holdout=holdout) for name in space.claims.spans
    )
    both = int(np.count_nonzero((first >= 0) & (second >= 0)))
    notes.check("E9", "people in two experiments that exclude each other", both, trials=people, high=0)
    held = assign_all(Experiment("all", holdout.seed, laid_out({"in": 1_000, "out": 9_000})), units) == 0
    notes.rate("E9", "share of people in a holdout of 10 %", float(held.mean()), expected=0.1, trials=people)
    reached = int(np.count_nonzero(held & ((first >= 0) | (second >= 0))))
    notes.check("E9", "people of the holdout in an experiment", reached, trials=people, high=0)
    alone = assign_all(Experiment("first", "first", HALVES), units)
    shared = (alone >= 0) & (assign_all(Experiment("second", "second", HALVES), units) >= 0)
    notes.check("E9", "fault: without a namespace, share of people in both", shared.mean(), trials=people, low=0.5)


def test_arms_of_experiments_in_one_namespace_are_drawn_apart_from_it() -> None:
    space = Namespace("row").claimed("first", 5_000)
    arms = assign_all(Experiment("first", "first", HALVES, space), PEOPLE)
    inside = arms[arms >= 0]
    assert abs(inside.mean() - 0.5) < 4 * 0.5 / np.sqrt(len(inside))
    with pytest.raises(BadConfig, match="seed of the experiment"):
        Experiment("first", "row", HALVES, space)


def test_one_by_one_and_all_together_the_answer_is_the_same() -> None:
    space = Namespace("row").claimed("a", 3_000)
    for experiment in (
        Experiment("a", "a", HALVES, space),
        Experiment("b", "b", HALVES, space),
        Experiment("c", "c", laid_out({"control": 10, "new": 20})),
        Experiment("d", "d", HALVES, running=False),
    ):
        names = [*experiment.arms.spans, None]
        for holdout in (None, Holdout("house", 3_000)):
            together = assign_all(experiment, PEOPLE[:300], holdout=holdout)
            assert [names[arm] for arm in together] == [
                assign(experiment, person, holdout=holdout).arm for person in PEOPLE[:300]
            ]


def test_more_weight_moves_no_more_people_than_it_must_and_nobody_out_of_the_treatment() -> None:
    before = assign_all(Experiment("e", "e", HALVES), PEOPLE)
    after = assign_all(Experiment("e", "e", changed(HALVES, {"control": 4_000, "new": 6_000})), PEOPLE)
    assert np.mean(before != after) <= 0.11
    assert (after[before == 1] == 1).all()


def test_who_was_in_an_arm_stays_there_until_it_is_gone_or_the_experiment_stops() -> None:
    new = next(one for one in PEOPLE if assign(Experiment("e", "e", HALVES), one).arm == "new")
    smaller = Experiment("e", "e", laid_out({"control": 9_999, "new": 1}))
    assert assign(smaller, new).arm == "control"
    assert assign(smaller, new, kept="new") == Assignment("new", "kept")
    assert assign(smaller, new, kept="gone") == Assignment("control", "assigned")
    assert assign(Experiment("e", "e", HALVES, running=False), new, kept="new") == Assignment(None, "stopped")
    assert assign(smaller, new, kept="new", holdout=Holdout("h", BUCKETS - 1)).arm is None


def test_a_namespace_gives_away_no_more_than_it_has_and_takes_back_what_is_over() -> None:
    space = Namespace("row").claimed("first", 7_000)
    with pytest.raises(Conflict, match="3000 are free"):
        space.claimed("second", 4_000)
    again = space.released("first").claimed("second", 4_000)
    assert again.spans_of("second") == ((0, 4_000),)
    assert again.spans_of("first") == ()
    grown = space.claimed("second", 1_000).claimed("second", 3_000)
    assert grown.spans_of("first") == ((0, 7_000),)


@pytest.mark.parametrize("wrong", [-1, BUCKETS])
def test_a_holdout_that_is_none_is_refused(wrong: int) -> None:
    with pytest.raises(BadConfig, match="holdout"):
        Holdout("h", wrong)


def test_an_experiment_of_one_arm_is_refused() -> None:
    with pytest.raises(BadConfig, match="two arms"):
        Experiment("e", "e", laid_out({"control": 5_000}))
