"""Choosing settings on the tuning stage, which holds nothing of the test."""

import math
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from matinee.domain.errors import BadConfig, BadInput, MatineeError, OutOfTime
from matinee.kit.progress import SILENT, Progress
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Protocol, Stage
from matinee.ops.runs.result_files import Tuning
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.tuned import TRIALS, Tuned, Tuner
from matinee.ops.tuning.company import search_in_company
from matinee.ops.tuning.measure import Measure, measure_named
from matinee.ops.tuning.search import Problem, Share, Told, nobody, search
from matinee.ops.tuning.space import Space
from matinee.ops.tuning.study import Study, TrialRecord, opened


@dataclass(frozen=True)
class TuneOptions:
    """trials: how many the study is to have in all, those of earlier runs counted. timeout: seconds for this run.

    study: its name. path: the file it is kept in, None for a study that is forgotten afterwards. metric: None for that
    of the protocol. jobs: processes at work, which need a file to share.
    """

    study: str = "study"
    path: Path | None = None
    trials: int = TRIALS
    timeout: float | None = None
    metric: str | None = None
    jobs: int = 1


@dataclass(frozen=True, eq=False)
class Studied:
    """trials: all that were begun, the earliest first. resumed: how many of them there were before this run. spec: with
    the best settings. of: how many combinations there are, infinite where a setting has a range. sign: -1 where the
    metric is an error, whose values are kept negated."""

    name: str
    metric: str
    seed: int
    spec: ModelSpec
    trials: list[TrialRecord]
    resumed: int
    sign: float
    of: float
    importance: Mapping[str, float] = field(default_factory=dict)

    def shown(self, record: TrialRecord) -> float | None:
        """The metric itself, an error as an error."""
        return None if record.value is None else self.sign * record.value

    def place_of(self, record: TrialRecord) -> int:
        """From 1, in the order they were begun. Optuna counts what was cut off or proposed twice as well."""
        return 1 + self.trials.index(record)

    @property
    def ranked(self) -> list[TrialRecord]:
        """The finished, best first; of equals the earlier one."""
        done = [record for record in self.trials if record.value is not None]
        return sorted(done, key=lambda record: (-(record.value or 0.0), record.number))

    @property
    def best(self) -> TrialRecord:
        return self.ranked[0]


def tune(
    problem: Problem,
    *,
    context: FitContext,
    options: TuneOptions,
    told: Told = nobody,
    progress: Progress = SILENT,
) -> Studied:
    """Tries settings until the study has as many trials as it is to have, or time is up.

    The settings the spec came with are tried first. A space no larger than the number of trials is tried whole; of a
    larger one the tree-structured Parzen estimator proposes (Bergstra et al., "Algorithms for Hyper-Parameter
    Optimization", NIPS 2011), and a model that learns step by step is given up where it stands below the median of the
    others. told: is given each trial of this run once it has ended.
    """
    measure = measure_named(options.metric, problem.protocol)
    space = Space(problem.spec)
    _check(space, problem.spec, options)
    context = _limited(context, options)
    with open_study(problem, measure=measure, options=options) as study:
        study.reclaim()
        before = len(study.records())
        study.queue([space.own()])
        if space.size <= options.trials:
            study.queue(space.everything())
        if options.jobs > 1:
            search_in_company(
                study,
                problem,
                jobs=options.jobs,
                total=options.trials,
                open=partial(open_study, measure=measure, options=options),
                measure=measure,
                context=context,
                told=told,
                progress=progress,
            )
        else:
            share = Share(options.trials)
            search(study, problem, share, measure=measure, space=space, context=context, told=told, progress=progress)
        return _studied(study, problem, options=options, measure=measure, space=space, before=before)


def tuner(
    stage: Stage,
    *,
    protocol: Protocol,
    split: str,
    context: FitContext,
    options: TuneOptions,
    progress: Progress = SILENT,
) -> Tuner:
    """Chooses for one model after another, each by a study that is forgotten."""

    def choose(spec: ModelSpec) -> Tuned:
        if not spec.choosable:
            return Tuned(spec, None)
        problem = Problem(spec, stage, protocol, split, context.seed)
        found = tune(problem, context=context, options=replace(options, study=spec.label), progress=progress)
        return Tuned(found.spec, tuning_of(found))

    return choose


def tuning_of(found: Studied) -> Tuning:
    """As a result file tells it."""
    return Tuning(
        metric=found.metric,
        value=found.shown(found.best),
        tried=len(found.trials),
        of=None if math.isinf(found.of) else int(found.of),
        settings=dict(found.spec.settings),
    )


def open_study(problem: Problem, *, measure: Measure, options: TuneOptions) -> AbstractContextManager[Study]:
    space = Space(problem.spec)
    identity: dict[str, Any] = {
        "model": problem.spec.name,
        "protocol": problem.protocol,
        "split": problem.split,
        "metric": measure.name,
        "seed": problem.seed,
        "settings": problem.spec.make().config.model_dump(mode="json"),
        "grid": space.described(),
    }
    return opened(options.study, path=options.path, space=space, seed=problem.seed, identity=identity)


def _check(space: Space, spec: ModelSpec, options: TuneOptions) -> None:
    if space.size < 2:
        raise BadConfig(f"there is nothing to choose in '{spec.name}'", remedy="See: matinee models show NAME")
    if options.jobs > 1 and options.path is None:
        raise BadInput("several processes need a file to share", where="--jobs", remedy="Name a study")


def _limited(context: FitContext, options: TuneOptions) -> FitContext:
    if options.timeout is None:
        return context
    ends = time.monotonic() + options.timeout
    return replace(context, deadline=ends if context.deadline is None else min(ends, context.deadline))


def _studied(
    study: Study, problem: Problem, *, options: TuneOptions, measure: Measure, space: Space, before: int
) -> Studied:
    records = [record for record in study.records() if record.state != "running"]
    done = [record for record in records if record.value is not None]
    if not done:
        failed = [record.report.error for record in records if record.report.error]
        if failed:
            raise MatineeError(f"every trial failed, the first with: {failed[0]}", where=f"study '{options.study}'")
        raise OutOfTime("no trial was finished", where=f"study '{options.study}'", remedy="Allow more time")
    best = max(done, key=lambda record: (record.value or 0.0, -record.number))
    return Studied(
        name=options.study,
        metric=measure.name,
        seed=problem.seed,
        spec=problem.spec.with_settings(best.report.settings),
        trials=records,
        resumed=before,
        sign=measure.sign,
        of=space.size,
        importance=study.importance(),
    )
