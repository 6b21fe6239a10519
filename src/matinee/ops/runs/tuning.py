"""Choosing settings on the tuning stage, which holds nothing of the test."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matinee.kit import seeds
from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Protocol, Stage
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER
from matinee.ops.runs.judge import main_metric, value_of
from matinee.ops.runs.result_files import Tuning
from matinee.ops.runs.specs import ModelSpec

TRIALS = 40


@dataclass(frozen=True)
class Tuned:
    """A spec with the settings that did best, and how they were found; None where there was nothing to choose."""

    spec: ModelSpec
    tuning: Tuning | None


def tune(
    spec: ModelSpec,
    stage: Stage,
    *,
    protocol: Protocol,
    context: FitContext,
    trials: int = TRIALS,
    progress: Progress = SILENT,
) -> Tuned:
    """Tries the grid of the model: all of it where it is no larger than `trials`, else a seeded draw of that many.

    The settings the spec came with are always among those tried; on a tie the earlier one stays.
    """
    everything = candidates(spec)
    if len(everything) < 2:
        return Tuned(spec, None)
    tried = chosen(everything, trials=trials, seed=context.seed)
    metric = main_metric(protocol)
    sign = -1.0 if metric in LOWER_IS_BETTER else 1.0
    values = [
        sign * value_of(spec.with_settings(settings), stage, protocol=protocol, context=context)
        for settings in track(tried, label=f"tuning {spec.label}", progress=progress)
    ]
    best = values.index(max(values))
    tuning = Tuning(
        metric=metric, value=sign * values[best], tried=len(tried), of=len(everything), settings=dict(tried[best])
    )
    return Tuned(spec.with_settings(tried[best]), tuning)


def candidates(spec: ModelSpec) -> list[dict[str, Any]]:
    """Every combination of the grid laid over the settings of the spec, without repeats; those of the spec first."""
    grid = spec.kind.Config.grid
    combinations = (dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values()))
    distinct: dict[str, dict[str, Any]] = {}
    for changes in ({}, *combinations):
        settings = {**spec.settings, **changes}
        config = spec.with_settings(settings).make().config
        distinct.setdefault(config.model_dump_json(), settings)
    return list(distinct.values())


def chosen(everything: Sequence[dict[str, Any]], *, trials: int, seed: int) -> list[dict[str, Any]]:
    """The first, and as many of the others as are allowed, drawn without repeats and kept in order."""
    if len(everything) <= trials:
        return list(everything)
    drawn = seeds.generator(seed, "tuning").choice(len(everything) - 1, size=max(trials - 1, 0), replace=False) + 1
    return [everything[0], *(everything[index] for index in sorted(drawn.tolist()))]
