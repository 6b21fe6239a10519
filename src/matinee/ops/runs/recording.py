"""What trackers are told of a comparison and of the models in it."""

from collections.abc import Mapping, Sequence

from matinee.domain.tracking import NewRun
from matinee.lab.core.context import FitContext, FitReport
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.best import best_of
from matinee.ops.runs.judge import Judged, main_metric
from matinee.ops.runs.machine import describe_machine
from matinee.ops.runs.result_files import ResultFile
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tracking.facts import MAIN, data_facts, plain, surroundings

SECONDS, PEAK = "fit seconds", "fit peak MiB"


def bench_run(split: Split, specs: Sequence[ModelSpec], *, command: str, context: FitContext) -> NewRun:
    """Only what can be known without a look at the final stage."""
    return NewRun(
        kind="bench",
        name=f"{len(specs)} models on {split.name}",
        settings={"command": command, "models": ",".join(spec.label for spec in specs)},
        facts=surroundings_of(context) | split_words(split),
    )


def judged_run(spec: ModelSpec, split: Split, context: FitContext) -> NewRun:
    return NewRun(
        kind="judged",
        name=f"{spec.label} on {split.name}",
        model=spec.name,
        settings=plain(spec.make().config.model_dump(mode="json")),
        facts={"seed": str(context.seed), MAIN: main_metric(split.protocol)}
        | split_words(split)
        | data_facts(split.final.train),
    )


def split_words(split: Split) -> dict[str, str]:
    return {"split": split.name, "split.protocol": split.protocol, "split.fingerprint": split.fingerprint}


def surroundings_of(context: FitContext) -> dict[str, str]:
    return surroundings(context, describe_machine(context.threads).model_dump())


def figures_of_fit(report: FitReport) -> dict[str, float | None]:
    return {SECONDS: report.seconds, PEAK: report.peak_mib}


def figures_of_judged(judged: Judged) -> dict[str, float | None]:
    means = {name: mean for name, (mean, _, _) in judged.figures.items()}
    return means | figures_of_fit(judged.report) | {"answer seconds": judged.answering.seconds}


def figures_of_bench(result: ResultFile, best: Mapping[str, float]) -> dict[str, float | None]:
    """best: the main metric by label."""
    metric = main_metric(result.split.protocol)
    times = [model.fit_seconds for model in result.models.values() if model.fit_seconds is not None]
    peaks = [model.peak_mib for model in result.models.values() if model.peak_mib is not None]
    highest = best[best_of(best, metric)] if best else None
    return {metric: highest, SECONDS: sum(times), PEAK: max(peaks, default=None)}


def facts_of_bench(result: ResultFile, best: Mapping[str, float]) -> dict[str, str]:
    """best: the main metric by label."""
    metric = main_metric(result.split.protocol)
    counts = {f"split.{name}": str(count) for name, count in result.split.counts.items()}
    return counts | {MAIN: metric} | ({"best model": best_of(best, metric)} if best else {})
