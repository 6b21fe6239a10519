from dataclasses import replace
from typing import Any

import pytest

from matinee.domain.errors import BadInput, Conflict, NotFound
from matinee.domain.trials import Design
from matinee.kit.clock import DAY
from matinee.services.trials import keep
from matinee.services.trials.context import TrialRules
from matinee.services.trials.designs import digest_of, said_of
from tests.fixtures.shown import Hall
from tests.services.trials.plans import anything, begun, plan, trials


def test_a_plan_can_be_changed_until_it_begins_and_never_after_that(hall: Hall) -> None:
    keep.add_trial(trials(hall), plan())
    keep.change_trial(trials(hall), "newer-first", plan(people=300))
    started = keep.start_trial(trials(hall), "newer-first", check=anything)
    assert (started.state, started.begun_at) == ("running", hall.now)
    assert started.digest == digest_of(said_of(plan(people=300)))
    with pytest.raises(Conflict, match="frozen"):
        keep.change_trial(trials(hall), "newer-first", plan(people=100))
    with pytest.raises(Conflict, match="frozen"):
        keep.remove_trial(trials(hall), "newer-first")
    with pytest.raises(Conflict, match="frozen"):
        keep.start_trial(trials(hall), "newer-first", check=anything)
    assert keep.design_of(keep.trial_of(trials(hall), "newer-first")).people == 300


def test_a_plan_that_was_changed_behind_its_back_is_not_believed(hall: Hall) -> None:
    changed = replace(begun(hall), design=said_of(plan(people=10)))
    with pytest.raises(Conflict, match="not that by which it began"):
        keep.design_of(changed)


def test_a_key_stands_for_one_experiment(hall: Hall) -> None:
    keep.add_trial(trials(hall), plan())
    with pytest.raises(Conflict, match="already"):
        keep.add_trial(trials(hall), plan())
    with pytest.raises(BadInput, match="keeps its key"):
        keep.change_trial(trials(hall), "newer-first", plan(key="another"))
    keep.remove_trial(trials(hall), "newer-first")
    with pytest.raises(NotFound, match="newer-first"):
        keep.trial_of(trials(hall), "newer-first")


def test_experiments_that_run_share_nobody(hall: Hall) -> None:
    held: set[int] = set()
    for key, share in (("one", 0.4), ("two", 0.6)):
        spans = begun(hall, key=key, share=share).spans
        mine = {bucket for low, high in spans for bucket in range(low, high)}
        assert len(mine) == round(share * 10_000)
        assert not held & mine
        held |= mine
    with pytest.raises(Conflict, match="0 are free"):
        begun(hall, key="three", share=0.1)
    assert keep.trial_of(trials(hall), "three").state == "draft"
    keep.stop_trial(trials(hall), "one", why="enough")
    assert keep.start_trial(trials(hall), "three", check=anything).spans


def test_what_has_ended_says_why_and_keeps_its_results_once_and_for_good(hall: Hall) -> None:
    begun(hall)
    keep.keep_results(trials(hall), "newer-first", {"outcome": "running"})
    hall.now += 5
    stopped = keep.stop_trial(trials(hall), "newer-first", why="x" * 600)
    assert (stopped.state, stopped.ended_at, stopped.results, len(stopped.why or "")) == (
        "stopped",
        hall.now,
        None,
        500,
    )
    for outcome in ("better", "worse"):
        keep.keep_results(trials(hall), "newer-first", {"outcome": outcome})
    assert keep.trial_of(trials(hall), "newer-first").results == {"outcome": "better"}
    with pytest.raises(Conflict, match="not running"):
        keep.stop_trial(trials(hall), "newer-first", why="again")
    assert [one.key for one in keep.list_trials(trials(hall), state="stopped")] == ["newer-first"]
    assert keep.list_trials(trials(hall), state="running") == []


def test_it_does_not_begin_where_an_arm_cannot_be_answered_or_nothing_would_be_learnt(hall: Hall) -> None:
    keep.add_trial(trials(hall), plan(guardrails={"milliseconds": 0.2}, days=30))

    def refused(_: Design) -> None:
        raise BadInput("no such model")

    with pytest.raises(BadInput, match="no such model"):
        keep.start_trial(trials(hall), "newer-first", check=refused)
    with pytest.raises(Conflict, match="kept for 14 days"):
        keep.start_trial(trials(hall), "newer-first", check=anything)
    deaf = replace(trials(hall), rules=TrialRules(log=False))
    with pytest.raises(Conflict, match="does not write down"):
        keep.start_trial(deaf, "newer-first", check=anything)


@pytest.mark.parametrize("part", [{"primary": "returned"}, {"others": ["returned"]}, {"guardrails": {"returned": 0.1}}])
def test_a_plan_in_whose_window_nobody_could_come_back_is_refused_whenever_it_was_written(
    hall: Hall, part: dict[str, Any]
) -> None:
    short = plan(days=1, **part)
    with pytest.raises(BadInput, match="'returned'"):
        keep.add_trial(trials(hall), short)
    keep.add_trial(trials(hall), plan(days=1.5, **part))
    with pytest.raises(BadInput, match="'returned'"):
        keep.change_trial(trials(hall), "newer-first", short)
    draft = keep.trial_of(trials(hall), "newer-first")
    trials(hall).trials.set(replace(draft, design=said_of(short)))
    with pytest.raises(BadInput, match="'returned'"):
        keep.start_trial(trials(hall), "newer-first", check=anything)


def test_one_that_began_with_such_a_window_can_still_be_read(hall: Hall) -> None:
    short = said_of(plan(days=1, others=["returned"]))
    kept = replace(begun(hall), design=short, digest=digest_of(short))
    assert keep.design_of(kept).others == ("returned",)


def test_requests_are_needed_since_the_first_began_that_runs_and_reads_them(hall: Hall) -> None:
    begun(hall, share=0.2)
    assert keep.requests_needed(trials(hall)) is None
    since = hall.now
    for key in ("guarded", "later"):
        hall.now += DAY
        begun(hall, key=key, share=0.2, guardrails={"milliseconds": 0.2})
    hall.now += DAY
    keep.add_trial(trials(hall), plan(key="draft", primary="errors"))
    assert keep.requests_needed(trials(hall)) == since + DAY
    keep.stop_trial(trials(hall), "guarded", why="enough")
    assert keep.requests_needed(trials(hall)) == since + 2 * DAY
    keep.stop_trial(trials(hall), "later", why="enough")
    assert keep.requests_needed(trials(hall)) is None
