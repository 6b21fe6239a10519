"""A study as trackers remember it: one run, and one inside it for each trial."""

from functools import partial

from matinee.domain.tracking import NewRun
from matinee.kit.progress import SILENT, Progress
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.machine import describe_machine
from matinee.ops.runs.recording import PEAK, SECONDS, split_words
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tracking.facts import MAIN, data_facts, plain, surroundings
from matinee.ops.tracking.recorder import UNRECORDED, Recorded, Recorder
from matinee.ops.tuning.log import StudyLog, log_of
from matinee.ops.tuning.measure import measure_named
from matinee.ops.tuning.search import Problem
from matinee.ops.tuning.study import TrialRecord
from matinee.ops.tuning.tune import Studied, TuneOptions, tune


def tune_on(
    split: Split,
    spec: ModelSpec,
    *,
    context: FitContext,
    options: TuneOptions,
    recorder: Recorder = UNRECORDED,
    progress: Progress = SILENT,
) -> tuple[Studied, StudyLog]:
    """As `tune`, on the tuning stage of a split; the final stage is not so much as looked at."""
    problem = Problem(spec, split.tuning, split.protocol, split.fingerprint, context.seed)
    with recorder.run(_run(split, spec, context, options)) as run:
        told = partial(_tell, recorder, run, spec=spec, options=options, problem=problem)
        found = tune(problem, context=context, options=options, told=told, progress=progress)
        log = log_of(found, split=split.name, protocol=split.protocol, fingerprint=split.fingerprint)
        run.figures({found.metric: found.shown(found.best), **_cost(found)})
        run.facts({f"best.{key}": str(value) for key, value in found.spec.settings.items()})
        run.keep("study.json", log.model_dump_json(indent=1))
    return found, log


def _run(split: Split, spec: ModelSpec, context: FitContext, options: TuneOptions) -> NewRun:
    metric = measure_named(options.metric, split.protocol).name
    return NewRun(
        kind="tune",
        name=options.study,
        model=spec.name,
        settings={"trials": options.trials, "metric": metric, "timeout": options.timeout}
        | {f"first.{key}": value for key, value in plain(spec.settings).items()},
        facts=surroundings(context, describe_machine(context.threads).model_dump())
        | split_words(split)
        | data_facts(split.tuning.train)
        | {
            MAIN: metric,
            "study": options.study,
            "study file": str(options.path.absolute()) if options.path else "none",
        },
    )


def _tell(
    recorder: Recorder, run: Recorded, record: TrialRecord, *, spec: ModelSpec, options: TuneOptions, problem: Problem
) -> None:
    """After the trial has ended, so that it is told alike whichever process it was."""
    measure = measure_named(options.metric, problem.protocol)
    new = NewRun(
        kind="trial",
        name=f"{options.study} {record.number}",
        model=spec.name,
        settings=plain(record.report.settings),
        facts={MAIN: measure.name, "seed": str(problem.seed), "state": record.state},
    )
    with recorder.run(new, inside=run) as inner:
        for curve, points in record.report.curves.items():
            for step, value in points:
                inner.point(curve, step, value)
        shown = None if record.value is None else measure.sign * record.value
        inner.figures({measure.name: shown, SECONDS: record.report.seconds, PEAK: record.report.peak_mib})
        if record.state == "pruned":
            inner.end("stopped")
        if record.report.error is not None:
            inner.facts({"failure": record.report.error})
            inner.end("failed")


def _cost(found: Studied) -> dict[str, float | None]:
    reports = [record.report for record in found.trials]
    peak = max((report.peak_mib for report in reports), default=None)
    return {SECONDS: sum(report.seconds for report in reports), PEAK: peak, "trials": float(len(reports))}
