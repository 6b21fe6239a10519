"""Whether the confidence learned beside a model holds for people and ratings it was not learned from."""

from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadInput
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage
from matinee.lab.evaluation.calibration import Reliability, reliability
from matinee.lab.evaluation.statistics import Interval, pooled_interval
from matinee.lab.reasons.confidence import Confidence
from matinee.lab.reasons.intervals import LEVELS, RatingIntervals


@dataclass(frozen=True)
class Held:
    """Of the intervals of a level, the share that held the rating, over people; and how wide they are, in stars."""

    level: float
    share: Interval
    width: float


@dataclass(frozen=True, eq=False)
class ConfidenceResult:
    """likes: of "will like", by bins. brier: the mean squared error of those probabilities; base: that of telling
    everybody the share of likes of the training data. held: of the intervals, none for a model that predicts no
    ratings."""

    likes: Reliability
    brier: float
    base: float
    held: tuple[Held, ...] = ()


def evaluate_confidence(model: Recommender, confidence: Confidence, stage: Stage) -> ConfidenceResult:
    """On every held-out rating of the stage, on whose training part the model was fitted; confidence: learned on
    another stage."""
    if model.titles != stage.train.titles:
        raise BadInput("the model was trained on another catalogue", where=model.name(), remedy="Fit it on this split")
    targets, known = stage.task.targets, stage.task.histories
    like_at = stage.train.feedback.like_at
    liked = targets.values >= like_at
    said = confidence.will_like.of(model, known, targets.row_numbers, targets.titles)
    usual = float(np.mean(stage.train.log.values >= like_at))
    return ConfidenceResult(
        likes=reliability(said, liked),
        brier=float(np.mean((said - liked) ** 2)),
        base=float(np.mean((usual - liked) ** 2)),
        held=_held(model, confidence.intervals, known, targets) if confidence.intervals else (),
    )


def _held(model: Recommender, intervals: RatingIntervals, known: Histories, targets: Histories) -> tuple[Held, ...]:
    if not isinstance(model, PredictsRatings):
        raise TypeError(f"{model.name()} does not predict ratings")
    rows, titles, scale = targets.row_numbers, targets.titles, model.feedback
    expected = np.clip(model.predict_ratings(known, rows, titles), scale.lowest, scale.highest)
    people = targets.lengths > 0
    made = []
    for level in LEVELS:
        low, high = intervals.around(expected, known, rows, titles, scale=scale, level=level)
        inside = (targets.values >= low) & (targets.values <= high)
        sums = np.bincount(rows, weights=inside, minlength=len(targets))[people]
        made.append(Held(level, pooled_interval(sums, targets.lengths[people]), float(np.mean(high - low))))
    return tuple(made)
