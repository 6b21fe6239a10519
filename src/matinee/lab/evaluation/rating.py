"""The referee of predicted ratings: how far from the stars that people gave."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matinee.domain.errors import BadData, BadInput
from matinee.kit.progress import SILENT, Progress, track
from matinee.kit.stopwatch import Took
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage
from matinee.lab.evaluation.statistics import Interval, pooled_interval


@dataclass(frozen=True, eq=False)
class RatingResult:
    """per_person: float32 (people,) 'rmse' and 'mae' of the person's own pairs, people with at least one pair, who are
    the rows `judged` of the task. overall: 'rmse' and 'mae' over all pairs, so people with many pairs weigh more.
    predictions: float32 (pairs,), clipped to the scale, in the order of the targets. missed: ratings of titles the
    catalogue lacks, which no model was asked for."""

    per_person: dict[str, np.ndarray]
    overall: dict[str, float]
    judged: np.ndarray
    predictions: np.ndarray
    squared: np.ndarray
    absolute: np.ndarray
    pairs: np.ndarray
    missed: int
    answering: Took

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """Of the overall figures; people are drawn, with all their pairs."""
        return {
            "rmse": pooled_interval(self.squared, self.pairs, root=True),
            "mae": pooled_interval(self.absolute, self.pairs),
        }


def evaluate_rating(
    model: PredictsRatings, stage: Stage, *, batch: int = 4096, progress: Progress = SILENT
) -> RatingResult:
    """Asks for every held-out rating and compares. batch: people asked at once, at most."""
    task = stage.task
    if isinstance(model, Recommender) and model.titles != stage.train.titles:
        raise BadInput(
            "the model was trained on another catalogue than the one it is judged by",
            where=f"model '{model.name()}'",
            remedy="Fit it on the training part of this split",
        )
    if not len(task.targets.titles):
        raise BadData("there is no rating to predict", where="the task", remedy="Choose a split with test ratings")
    answering = Took()
    with answering.more():
        predicted = _predict(model, task.histories, task.targets, batch=batch, progress=progress)
    scale = stage.train.feedback
    predicted = np.clip(predicted, scale.lowest, scale.highest).astype(np.float32)
    return _judge(predicted, task.targets, missed=int(task.missed.sum()), answering=answering)


def _predict(
    model: PredictsRatings, histories: Histories, targets: Histories, *, batch: int, progress: Progress
) -> np.ndarray:
    parts = []
    for first in track(range(0, len(targets), batch), label="predicting", progress=progress):
        asked = targets.rows(slice(first, first + batch))
        parts.append(
            np.asarray(
                model.predict_ratings(
                    histories.rows(slice(first, first + batch)), asked.row_numbers, asked.titles, times=asked.times
                )
            )
        )
    predicted = np.concatenate(parts)
    if predicted.shape != targets.titles.shape or not np.isfinite(predicted).all():
        raise BadInput(
            "a prediction is missing or is not a finite number",
            where=type(model).__name__,
            remedy="Train the model again",
        )
    return predicted


def _judge(predicted: np.ndarray, targets: Histories, *, missed: int, answering: Took) -> RatingResult:
    errors = predicted.astype(np.float64) - targets.values
    rows, people = targets.row_numbers, len(targets)
    judged = np.flatnonzero(targets.lengths)
    squared = np.bincount(rows, weights=errors**2, minlength=people)[judged]
    absolute = np.bincount(rows, weights=np.abs(errors), minlength=people)[judged]
    pairs = targets.lengths[judged]
    return RatingResult(
        per_person={
            "rmse": np.sqrt(squared / pairs).astype(np.float32),
            "mae": (absolute / pairs).astype(np.float32),
        },
        overall={"rmse": float(np.sqrt(np.mean(errors**2))), "mae": float(np.mean(np.abs(errors)))},
        judged=judged,
        predictions=predicted,
        squared=squared,
        absolute=absolute,
        pairs=pairs,
        missed=missed,
        answering=answering,
    )
