"""Judging several models on one split, the same people and titles for all, so that they can be compared honestly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from matinee.domain.errors import BadData, MatineeError
from matinee.kit.files import written_whole
from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.core.context import FitContext
from matinee.lab.core.shelf import Shelf
from matinee.lab.data.splits.split import Split, Stage
from matinee.lab.evaluation.leaks import lint_split
from matinee.lab.evaluation.suspicions import lint_model, lint_referee
from matinee.ops.runs.best import against_the_best, main_figures
from matinee.ops.runs.judge import Judged, judge
from matinee.ops.runs.keeping import settings_to_keep
from matinee.ops.runs.machine import describe_machine
from matinee.ops.runs.members import members_of
from matinee.ops.runs.recording import bench_run, facts_of_bench, figures_of_bench, figures_of_judged, judged_run
from matinee.ops.runs.result_files import (
    CurveValue,
    ModelResult,
    ResultFile,
    SliceValue,
    SplitFacts,
    Value,
)
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.tuned import Tuned, Tuner
from matinee.ops.tracking.recorder import UNRECORDED, Recorder
from matinee.version import __version__

TRACED = ("ndcg@10", "ndcg@100", "recall@20", "recall@50", "mrr", "rmse", "mae")
"""Metrics kept for each person in the file, for later comparisons."""
DECIMALS = 6
"""Of what is kept for each person."""


@dataclass(frozen=True)
class BenchOptions:
    """curve: judge with shortened histories too. lint: rankings only; check the referee with a constant model, and each
    model by fitting it on shuffled labels.

    command: what this run is called in its file, so that it can be repeated.
    """

    command: str = "matinee bench"
    curve: bool = False
    lint: bool = False


@dataclass(frozen=True, eq=False)
class Bench:
    """people: external ids of those who were judged. lists: int (people, 100) external title ids by label, -1 for an
    empty place, of rankings. failures: what went wrong, by label. recipe: by model the settings used, or of several
    those that did best on the tuning part."""

    result: ResultFile
    people: np.ndarray
    lists: dict[str, np.ndarray] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    recipe: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def bench(
    split: Split,
    specs: Sequence[ModelSpec],
    *,
    context: FitContext,
    options: BenchOptions | None = None,
    tuner: Tuner | None = None,
    recorder: Recorder = UNRECORDED,
    progress: Progress = SILENT,
) -> Bench:
    """Judges each model on the final stage; one that fails is told in its row, and the others go on.

    A split that leaks is refused. tuner: chooses settings first, of all models before anything of the final stage is
    looked at. recorder: remembers the comparison, and each model in it.

    Blends learn how far to trust their members on the tuning stage. A model that stands for itself and in blends is
    fitted once, and each row tells what its fit takes when nothing is there yet.
    """
    options = options or BenchOptions()
    with recorder.run(bench_run(split, specs, command=options.command, context=context)) as run:
        failures: dict[str, str] = {}
        tuned = _tuned(specs, tuner, failures=failures)
        doubts = _doubts(split)
        shelf = Shelf(members_of(found.spec.make() for found in tuned.values()))
        surrounds = replace(context, lesson=split.tuning, shelf=shelf)
        judged: dict[str, Judged] = {}
        for label, found in track(tuned.items(), label="judging models", progress=progress, total=len(tuned)):
            try:
                with recorder.run(judged_run(found.spec, split, context), inside=run) as inner:
                    watched = replace(surrounds, listener=inner)
                    judged[label] = judge(
                        found.spec, split.final, protocol=split.protocol, context=watched, curve=options.curve
                    )
                    inner.figures(figures_of_judged(judged[label]))
            except Exception as error:  # noqa: BLE001  one model must not take the others with it
                failures[label] = _told(error)
        suspicions = _suspicions(split, tuned, judged, context.seed) if options.lint else []
        made = _bench(
            split, specs, tuned, judged, failures=failures, context=context, warnings=[*doubts, *suspicions],
            command=options.command,
        )  # fmt: skip
        run.figures(figures_of_bench(made.result, main_figures(made.result)))
        run.facts(facts_of_bench(made.result, main_figures(made.result)))
        run.keep("result.json", made.result.summary().model_dump_json(indent=1))
    return made


def _bench(
    split: Split,
    specs: Sequence[ModelSpec],
    tuned: Mapping[str, Tuned],
    judged: Mapping[str, Judged],
    *,
    failures: dict[str, str],
    context: FitContext,
    warnings: list[str],
    command: str,
) -> Bench:
    people = _people(split, judged)
    rows = {
        spec.label: _row(tuned.get(spec.label, Tuned(spec, None)), judged[spec.label], context.seed)
        if spec.label in judged
        else _failed_row(spec, failures[spec.label], context.seed)
        for spec in specs
    }
    result = ResultFile(
        command=command,
        version=__version__,
        machine=describe_machine(context.threads),
        split=split_facts(split),
        warnings=warnings,
        models=rows,
        comparisons=against_the_best(judged, split, people),
        people=people.tolist(),
    )
    return Bench(result, people, _lists(split.final, judged), failures, settings_to_keep(tuned, judged))


def write_lists(path: Path, made: Bench) -> None:
    """An npz of `people` and, by label, each model's ranked title ids."""
    with written_whole(path) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, people=made.people, **made.lists)


def split_facts(split: Split) -> SplitFacts:
    train, task = split.final.train, split.final.task
    counts = {
        "train_people": train.n_people,
        "train_titles": train.n_titles,
        "train_events": len(train.log),
        "people": len(task),
        "people_left_out": int(task.left_out),
        "history_events": len(task.histories.titles),
        "targets": len(task.targets.titles),
        "targets_outside_catalogue": int(task.missed.sum()),
    }
    return SplitFacts(
        name=split.name,
        protocol=split.protocol,
        fingerprint=split.fingerprint,
        seed=split.seed,
        counts=counts,
        fold=split.about.get("fold"),
    )


def _doubts(split: Split) -> list[str]:
    """What the lint cannot rule out, in words; BadData where it is sure of a leak."""
    found = lint_split(split)
    leaks = [finding for finding in found if finding.severity == "leak"]
    if leaks:
        more = f" (and {len(leaks) - 1} more)" if len(leaks) > 1 else ""
        raise BadData(f"the split leaks: {leaks[0]}{more}", where=split.name, remedy="Make the split anew")
    return [str(finding) for finding in found]


def _suspicions(split: Split, tuned: Mapping[str, Tuned], judged: Mapping[str, Judged], seed: int) -> list[str]:
    """Leaks that show only in what a model or the referee does."""
    if split.protocol == "rating":
        return []
    found = list(lint_referee(split.final))
    for label in judged:
        found += lint_model(tuned[label].spec.make, split.final, seed=seed)
    return [str(finding) for finding in found]


def _tuned(specs: Sequence[ModelSpec], tuner: Tuner | None, *, failures: dict[str, str]) -> dict[str, Tuned]:
    """What to judge, by label, with the settings that are to be used."""
    if tuner is None:
        return {spec.label: Tuned(spec, None) for spec in specs}
    made: dict[str, Tuned] = {}
    for spec in specs:
        try:
            made[spec.label] = tuner(spec)
        except Exception as error:  # noqa: BLE001  one model must not take the others with it
            failures[spec.label] = f"while tuning: {_told(error)}"
    return made


def _row(found: Tuned, judged: Judged, seed: int) -> ModelResult:
    return ModelResult(
        name=found.spec.name,
        family=found.spec.kind.family,
        metrics={
            name: Value(mean=mean, low=low, high=high) for name, (mean, low, high) in sorted(judged.figures.items())
        },
        fit_seconds=judged.report.seconds,
        predict_seconds=judged.answering.seconds,
        fit_processor_seconds=judged.report.processor_seconds,
        predict_processor_seconds=judged.answering.processor_seconds,
        peak_mib=judged.report.peak_mib,
        config=judged.config,
        version=__version__,
        seed=seed,
        slices=[
            SliceValue(
                kind=one.kind,
                name=one.name,
                metric=one.metric,
                people=one.people,
                mean=one.interval.mean,
                low=one.interval.low,
                high=one.interval.high,
            )
            for one in judged.slices
        ],
        curve=[
            CurveValue(
                length=one.length,
                metric=one.metric,
                people=one.people,
                mean=one.interval.mean,
                low=one.interval.low,
                high=one.interval.high,
            )
            for one in judged.curve
        ],
        tuning=found.tuning,
        per_person={
            name: [round(float(value), DECIMALS) for value in values]
            for name, values in judged.per_person.items()
            if name in TRACED
        },
    )


def _failed_row(spec: ModelSpec, failure: str, seed: int) -> ModelResult:
    return ModelResult(
        name=spec.name,
        family=spec.kind.family,
        metrics={},
        fit_seconds=None,
        predict_seconds=None,
        peak_mib=None,
        config=spec.make().config.model_dump(mode="json"),
        version=__version__,
        seed=seed,
        failed=failure,
    )


def _people(split: Split, judged: Mapping[str, Judged]) -> np.ndarray:
    """External ids of the people who were judged; the same for every model."""
    rows = next((one.rows for one in judged.values() if one.rows is not None), slice(None))
    return split.final.task.people[rows]


def _lists(stage: Stage, judged: Mapping[str, Judged]) -> dict[str, np.ndarray]:
    """External ids; where these are texts an empty place is '-1'."""
    ids = stage.train.titles.ids
    nothing = -1 if ids.dtype.kind == "i" else "-1"
    return {
        label: np.where(one.lists >= 0, ids[np.maximum(one.lists, 0)], nothing)
        for label, one in judged.items()
        if one.lists is not None
    }


def _told(error: Exception) -> str:
    text = str(error) if isinstance(error, MatineeError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())
