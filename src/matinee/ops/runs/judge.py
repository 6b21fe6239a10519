"""One model, fitted afresh and judged on one stage."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matinee.domain.errors import BadConfig
from matinee.kit.progress import step
from matinee.kit.stopwatch import Took
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.context import FitContext, FitReport
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.splits.split import Protocol, Stage
from matinee.lab.evaluation.history_length import CurvePoint, history_curve
from matinee.lab.evaluation.ranking import RankingResult, evaluate_ranking
from matinee.lab.evaluation.rating import RatingResult, evaluate_rating
from matinee.lab.evaluation.slices import SliceFigure, slice_metrics
from matinee.lab.evaluation.statistics import Interval, bootstrap_intervals
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.train import report_of

CURVE_METRICS = ("ndcg@10", "recall@20")


@dataclass(frozen=True, eq=False)
class Judged:
    """figures: each metric with its interval; one without spread over people has low and high None. per_person:
    float32 (people,), of the people of the task that were judged, who are the rows `rows`, or all where None. lists:
    int32 (people, 100) positions, rankings only."""

    report: FitReport
    config: dict[str, Any]
    figures: dict[str, tuple[float, float | None, float | None]]
    per_person: dict[str, np.ndarray]
    answering: Took
    rows: np.ndarray | None = None
    lists: np.ndarray | None = None
    slices: tuple[SliceFigure, ...] = ()
    curve: tuple[CurvePoint, ...] = ()


def main_metric(protocol: Protocol) -> str:
    """What models are ordered, compared and tuned by."""
    return "rmse" if protocol == "rating" else "ndcg@10"


def judge(spec: ModelSpec, stage: Stage, *, protocol: Protocol, context: FitContext, curve: bool = False) -> Judged:
    """Fits on the stage's data and answers for its people. curve: also with shortened histories, rankings only."""
    model = fitted(spec, stage, context)
    if protocol == "rating":
        return _judge_ratings(model, evaluate_rating(predicting(model), stage, progress=context.progress))
    answer = evaluate_ranking(model, stage, progress=context.progress)
    points = history_curve(model, stage, metrics=CURVE_METRICS, progress=context.progress) if curve else ()
    return _judge_ranking(model, answer, stage, points)


def value_of(spec: ModelSpec, stage: Stage, *, protocol: Protocol, context: FitContext) -> float:
    """Only the main metric, for tuning."""
    model = fitted(spec, stage, context)
    if protocol == "rating":
        return evaluate_rating(predicting(model), stage).overall["rmse"]
    return evaluate_ranking(model, stage).overall["ndcg@10"]


def fitted(spec: ModelSpec, stage: Stage, context: FitContext) -> Recommender:
    """Off the context's shelf where the very same fit was made before. Only blends are given the context's lesson."""
    model = spec.make()
    if not model.reads_lessons:
        context = replace(context, lesson=None)
    with step(f"fitting {spec.label}", progress=context.progress):
        return model.fit_once(stage.train, context)


def predicting(model: Recommender) -> PredictsRatings:
    if not isinstance(model, PredictsRatings):
        raise BadConfig(f"'{model.name()}' does not predict ratings", remedy="Judge it on a ranking protocol")
    return model


def _judge_ratings(model: Recommender, answer: RatingResult) -> Judged:
    return Judged(
        report=report_of(model),
        config=model.config.model_dump(mode="json"),
        figures={name: _figure(interval) for name, interval in answer.intervals.items()},
        per_person=answer.per_person,
        answering=answer.answering,
        rows=answer.judged,
    )


def _judge_ranking(model: Recommender, answer: RankingResult, stage: Stage, curve: tuple[CurvePoint, ...]) -> Judged:
    intervals = bootstrap_intervals(answer.per_person)
    figures = {name: _figure(interval) for name, interval in intervals.items()}
    figures |= {name: (value, None, None) for name, value in answer.overall.items() if name not in figures}
    return Judged(
        report=report_of(model),
        config=model.config.model_dump(mode="json"),
        figures=figures,
        per_person=answer.per_person,
        answering=answer.answering,
        lists=answer.lists,
        slices=slice_metrics(answer, stage),
        curve=curve,
    )


def _figure(interval: Interval) -> tuple[float, float | None, float | None]:
    return interval.mean, interval.low, interval.high
