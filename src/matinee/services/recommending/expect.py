"""What rating somebody would give titles, how far off that may be, and how likely they like them."""

from dataclasses import dataclass

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.reasons.intervals import USUAL
from matinee.lab.reasons.will_like import mildness
from matinee.services.recommending.bound import Bound


@dataclass(frozen=True, eq=False)
class Expected:
    """float64, one a title asked about. stars: on the scale of the release. low, high: with probability `level` the
    rating lies between them; None where that was not learned. likely: the chance that the person likes it, once they
    have seen it; None where that was not learned."""

    stars: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    likely: np.ndarray | None = None
    level: float = USUAL


def expected(bound: Bound, history: Histories, positions: np.ndarray) -> Expected | None:
    """None where the release has no model that rates. history: one row."""
    model, confidence = bound.rater, bound.release.confidence
    if model is None:
        return None
    rows = np.zeros(len(positions), dtype=np.int64)
    scale = bound.release.feedback
    stars = np.clip(model.predict_ratings(history, rows, positions).astype(np.float64), scale.lowest, scale.highest)
    if confidence is None:
        return Expected(stars)
    signals = np.column_stack([stars, mildness(history, scale)[rows]])
    likely = confidence.will_like.from_signals(signals)
    if confidence.intervals is None:
        return Expected(stars, likely=likely)
    low, high = confidence.intervals.around(stars, history, rows, positions, scale=scale)
    return Expected(stars, low, high, likely)
