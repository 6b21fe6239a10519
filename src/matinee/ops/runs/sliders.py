"""What each slider costs and brings: slates at several strengths, judged on the people of a split.

Nothing is chosen here. The curves say what a person gives up who moves a slider.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split, Stage
from matinee.lab.evaluation.mixes import mean_year, mix_error
from matinee.lab.evaluation.ranking import Scorer, judge_lists
from matinee.lab.evaluation.statistics import bootstrap_interval, bootstrap_intervals
from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.flow import NEUTRAL, POOL, RERANKERS, Sliders, candidates_of, slate
from matinee.lab.ranking.reranker import Candidates
from matinee.ops.runs.bench import split_facts
from matinee.ops.runs.judge import fitted
from matinee.ops.runs.machine import describe_machine
from matinee.ops.runs.result_files import Value
from matinee.ops.runs.sliders_file import ALL_AT_REST, Setting, SlidersFile
from matinee.ops.runs.specs import ModelSpec
from matinee.version import __version__

STRENGTHS = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
BOTH_WAYS = ("obscure", "new", "surprising", "diverse")
TOLD = ("ndcg@10", "recall@10", "novelty@10", "ild@10", "serendipity@10", "coverage@10", "gini@10")
OF_FACTS = ("year@10", "mix_error@10")
"""Metrics that some people lack, where the facts do."""
WHO = 256
"""People whose scores are held at a time."""


@dataclass(frozen=True, eq=False)
class _Slates:
    """lists: int32 (people, 10). milliseconds: the median of filling one."""

    lists: np.ndarray
    milliseconds: float


def strengths_of(slider: str, strengths: Sequence[float] = STRENGTHS) -> list[float]:
    """Those asked for, and their opposites where a slider goes both ways."""
    ahead = sorted(strengths)
    return [*(-strength for strength in reversed(ahead)), *ahead] if slider in BOTH_WAYS else ahead


def measure_sliders(
    split: Split,
    spec: ModelSpec,
    *,
    context: FitContext,
    strengths: Sequence[float] = STRENGTHS,
    command: str = "matinee sliders",
    progress: Progress = SILENT,
) -> SlidersFile:
    """Fits the model and judges the slates of every slider at every strength, one slider at a time."""
    stage = split.final
    model = fitted(spec, stage, context)
    asked = [(ALL_AT_REST, 0.0, NEUTRAL)]
    asked += [
        (slider, strength, Sliders(**{slider: strength}))
        for slider in RERANKERS
        for strength in strengths_of(slider, strengths)
    ]
    slates = _fill(_everybody(model, stage), Facets.of(stage.train), [sliders for *_, sliders in asked], progress)
    judged = [_judge(made.lists, stage) for made in slates]
    rest = judged[0][1]
    points = [
        Setting(
            slider=slider,
            strength=strength,
            metrics=metrics,
            difference=None if slider == ALL_AT_REST else _difference(found["ndcg@10"], rest["ndcg@10"]),
            milliseconds=made.milliseconds,
        )
        for (slider, strength, _), made, (metrics, found) in zip(asked, slates, judged, strict=True)
    ]
    return SlidersFile(
        command=command,
        version=__version__,
        machine=describe_machine(context.threads),
        split=split_facts(split),
        people=len(stage.task),
        seed=context.seed,
        model=spec.label,
        settings=model.config.model_dump(mode="json"),
        diversity_by=judge_lists(slates[0].lists, stage).diversity_by,
        pool=POOL,
        points=points,
    )


def _everybody(model: Scorer, stage: Stage) -> list[Candidates]:
    histories = stage.task.histories
    found = []
    for first in range(0, len(histories), WHO):
        some = histories.rows(slice(first, first + WHO))
        scores = model.scores(some)
        found += [candidates_of(scores[row], some.row(row), stage.train.feedback) for row in range(len(some))]
    return found


def _fill(
    everybody: Sequence[Candidates], facets: Facets, asked: Sequence[Sliders], progress: Progress
) -> list[_Slates]:
    made = []
    for sliders in track(asked, label="moving sliders", progress=progress, total=len(asked)):
        lists = np.empty((len(everybody), 10), dtype=np.int32)
        took = np.empty(len(everybody))
        for row, candidates in enumerate(everybody):
            started = time.perf_counter()
            lists[row] = slate(candidates, facets, sliders=sliders).titles[0]
            took[row] = time.perf_counter() - started
        made.append(_Slates(lists, float(np.median(took)) * 1000))
    return made


def _judge(lists: np.ndarray, stage: Stage) -> tuple[dict[str, Value], Mapping[str, np.ndarray]]:
    result = judge_lists(lists, stage)
    facts, liked = stage.train.facts, stage.task.histories.liked(stage.train.feedback)
    found = dict(result.per_person)
    found["year@10"], found["mix_error@10"] = mean_year(lists, facts), mix_error(lists, liked, facts)
    whole = {name: found[name] for name in (*TOLD, *OF_FACTS) if name in found and not np.isnan(found[name]).any()}
    intervals = bootstrap_intervals(whole)
    for name in OF_FACTS:
        known = found[name][~np.isnan(found[name])]
        if name not in whole and len(known):
            intervals[name] = bootstrap_interval(known)
    metrics = {name: Value(mean=value) for name, value in result.overall.items() if name in TOLD}
    metrics |= {name: Value(mean=one.mean, low=one.low, high=one.high) for name, one in intervals.items()}
    return metrics, found


def _difference(found: np.ndarray, rest: np.ndarray) -> Value:
    interval = bootstrap_interval(found.astype(np.float64) - rest)
    return Value(mean=interval.mean, low=interval.low, high=interval.high)
