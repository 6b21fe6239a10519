"""Trial after trial, by one process, until there are enough of them or time is up."""

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from matinee.domain.errors import OutOfTime
from matinee.kit.progress import SILENT, Progress
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Protocol, Stage
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tuning.measure import Measure
from matinee.ops.tuning.space import Space
from matinee.ops.tuning.study import Study, TrialRecord
from matinee.ops.tuning.trial import run_trial

HOPELESS = 5
"""Trials that fail, none having gone well, after which something is wrong that no setting can mend."""
REPEATS = 50
"""Times in a row that nothing new is proposed, after which there is nothing new."""

Told = Callable[[TrialRecord], None]


def nobody(_: TrialRecord) -> None:
    pass


@dataclass(frozen=True)
class Problem:
    """What is searched for, and over what: nothing here holds anything of a test. split: its fingerprint."""

    spec: ModelSpec
    stage: Stage
    protocol: Protocol
    split: str
    seed: int


@dataclass(frozen=True)
class Share:
    """What one process is to do. total: trials the study is to have in all. most: how many of them are for this
    process. parent: the process it works for, with which it ends; None where it works for itself. desk: its number
    among those that work side by side."""

    total: int
    most: float = math.inf
    parent: int | None = None
    desk: int = 0


def search(
    study: Study,
    problem: Problem,
    share: Share,
    *,
    measure: Measure,
    space: Space,
    context: FitContext,
    told: Told = nobody,
    progress: Progress = SILENT,
) -> None:
    """told: is given each trial of this process once it has ended."""
    done, repeats = 0, 0
    progress.start(f"tuning {problem.spec.label}", max(share.total - len(study.records()), 0))
    try:
        while done < share.most and repeats < REPEATS:
            records = study.records()
            if _enough(records, share, space) or _out_of_time(context) or _orphaned(share):
                return
            trial = study.ask(share.desk)
            spec = space.spec_of(trial.params)
            twin = _twin(study.records(), spec, space, before=trial.number)
            if twin is not None:
                study.repeat(trial, twin)
                repeats += 1
                continue
            repeats = 0
            progress.start(_so_far(records, measure), None)
            try:
                run_trial(study, trial, spec, problem.stage, measure=measure, context=context, seed=problem.seed)
            except OutOfTime:
                return
            finally:
                progress.finish()
            done += 1
            progress.advance()
            told(study.record(trial.number))
    finally:
        progress.finish()


def _enough(records: list[TrialRecord], share: Share, space: Space) -> bool:
    """What another process has just asked for may yet turn out to be a repetition: only what has ended counts."""
    ended = [record for record in records if record.state != "running"]
    failed = sum(record.state == "failed" for record in ended)
    hopeless = failed >= HOPELESS and failed == len(ended)
    return len(ended) >= min(share.total, space.size) or hopeless


def _out_of_time(context: FitContext) -> bool:
    return context.deadline is not None and time.monotonic() > context.deadline


def _orphaned(share: Share) -> bool:
    return share.parent is not None and os.getppid() != share.parent


def _twin(records: list[TrialRecord], spec: ModelSpec, space: Space, *, before: int) -> TrialRecord | None:
    """An earlier trial of the same settings, be it another process's; 1 and 1.0 are the same to a model."""
    wanted = spec.make().config
    drawn = (one for one in records if one.number < before and space.is_whole(one.params))
    return next((one for one in drawn if space.spec_of(one.params).make().config == wanted), None)


def _so_far(records: list[TrialRecord], measure: Measure) -> str:
    values = [record.value for record in records if record.value is not None]
    best = f", best {measure.name} so far {measure.sign * max(values):.4f}" if values else ""
    return f"trial {len(records) + 1}{best}"
