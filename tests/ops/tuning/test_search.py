import os
import time

import pytest

from matinee.kit.progress import Silent
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tuning.measure import measure_named
from matinee.ops.tuning.search import Problem, Share, search
from matinee.ops.tuning.space import Space
from matinee.ops.tuning.study import TrialRecord, opened
from tests.ops.tuning.stepwise import STEPWISE

EASE = ModelSpec("ease", "ease", {})


class Shown(Silent):
    def __init__(self) -> None:
        self.labels: list[str] = []
        self.advanced = 0

    def start(self, label: str, total: float | None) -> None:
        self.labels.append(label)

    def advance(self, amount: float = 1.0) -> None:
        self.advanced += 1


def searched(split: Split, share: Share, *, spec: ModelSpec = EASE, **context) -> tuple[list[TrialRecord], Shown]:
    told: list[TrialRecord] = []
    shown, space = Shown(), Space(spec)
    problem = Problem(spec, split.tuning, split.protocol, split.fingerprint, 0)
    with opened("s", path=None, space=space, seed=0, identity={}) as study:
        search(
            study, problem, share, measure=measure_named(None, "weak"), space=space,
            context=FitContext(**context), told=told.append, progress=shown,
        )  # fmt: skip
    return told, shown


def test_a_process_does_its_share(weak: Split) -> None:
    assert len(searched(weak, Share(total=9, most=2))[0]) == 2
    assert len(searched(weak, Share(total=3))[0]) == 3


def test_what_another_process_only_asked_for_takes_nothing_off_the_share_of_this_one(weak: Split) -> None:
    space, problem = Space(EASE), Problem(EASE, weak.tuning, weak.protocol, weak.fingerprint, 0)
    with opened("s", path=None, space=space, seed=0, identity={}) as study:
        study.ask(desk=1)
        search(
            study, problem, Share(total=1, most=1), measure=measure_named(None, "weak"), space=space,
            context=FitContext(),
        )  # fmt: skip
        assert [record.state for record in study.records()] == ["running", "complete"]


def test_whoever_waits_sees_the_best_so_far(weak: Split) -> None:
    told, shown = searched(weak, Share(total=3))

    assert shown.labels[:2] == ["tuning ease", "trial 1"]
    assert shown.labels[2].startswith("trial 2, best ndcg@10+ndcg@100 so far 0.")
    assert shown.advanced == len(told)


def test_when_everything_was_tried_there_is_nothing_more_to_do(weak: Split) -> None:
    assert len(searched(weak, Share(total=1_000))[0]) == 11


@pytest.mark.parametrize(
    ("share", "deadline"),
    [(Share(9, parent=os.getppid() + 1), None), (Share(9), time.monotonic() - 1), (Share(0), None)],
    ids=["without a parent", "without time", "without need"],
)
def test_nothing_is_begun_without_a_parent_without_time_or_without_need(weak: Split, share: Share, deadline) -> None:
    assert searched(weak, share, spec=STEPWISE, deadline=deadline)[0] == []
