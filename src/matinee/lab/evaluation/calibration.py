"""Whether a model that says how unsure it is can be believed. Arrays in, numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from matinee.domain.errors import BadInput

LEVELS = (0.5, 0.68, 0.8, 0.9, 0.95)


@dataclass(frozen=True, eq=False)
class Reliability:
    """One row a bin of probabilities that is not empty. error: the expected calibration error, the mean over all cases
    of |said - came true| of their bin (Naeini et al., AAAI 2015)."""

    said: np.ndarray
    came_true: np.ndarray
    cases: np.ndarray
    error: float


@dataclass(frozen=True)
class Coverage:
    """Of the intervals that should hold the truth with probability `level`, the share that does."""

    level: float
    share: float


def reliability(said: np.ndarray, came_true: np.ndarray, *, bins: int = 10) -> Reliability:
    """Of probabilities. said: (cases,) in 0 to 1. came_true: bool (cases,). Bins of equal width."""
    probabilities, outcomes = _same_length(said, came_true)
    if probabilities.min() < 0.0 or probabilities.max() > 1.0:
        raise BadInput("a probability lies outside 0 to 1", where="calibration")
    bin_of = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    cases = np.bincount(bin_of, minlength=bins)
    kept = cases > 0
    mean_said = np.bincount(bin_of, weights=probabilities, minlength=bins)[kept] / cases[kept]
    mean_true = np.bincount(bin_of, weights=outcomes, minlength=bins)[kept] / cases[kept]
    error = float((cases[kept] / len(outcomes)) @ np.abs(mean_said - mean_true))
    return Reliability(mean_said, mean_true, cases[kept], error)


def interval_coverage(
    predicted: np.ndarray, doubt: np.ndarray, truth: np.ndarray, *, levels: Sequence[float] = LEVELS
) -> tuple[Coverage, ...]:
    """How often predicted ± z(level) * doubt holds the truth, taking the doubt as a standard deviation.

    All (pairs,). A well calibrated model has share = level at every level; a lower share says it is too sure.
    """
    surprises = _standardised(predicted, doubt, truth)
    return tuple(
        Coverage(level, float(np.mean(np.abs(surprises) <= special.ndtri((1 + level) / 2)))) for level in levels
    )


def interval_calibration_error(
    predicted: np.ndarray, doubt: np.ndarray, truth: np.ndarray, *, steps: int = 20
) -> float:
    """The mean of |share - level| over levels spread evenly between 0 and 1 (Kuleshov et al., ICML 2018)."""
    levels = (np.arange(steps) + 0.5) / steps
    covered = interval_coverage(predicted, doubt, truth, levels=levels.tolist())
    return float(np.mean([abs(row.share - row.level) for row in covered]))


def doubt_order(doubt: np.ndarray, errors: np.ndarray) -> float:
    """Spearman's correlation of doubt and absolute error: does the model doubt where it errs? 0 where one is constant.

    Both (pairs,).
    """
    unsure, wrong = _same_length(doubt, np.abs(errors))
    ranks = [_mean_ranks(values) for values in (unsure, wrong)]
    centred = [values - values.mean() for values in ranks]
    lengths = [float(np.sqrt(values @ values)) for values in centred]
    return float(centred[0] @ centred[1] / (lengths[0] * lengths[1])) if all(lengths) else 0.0


def _mean_ranks(values: np.ndarray) -> np.ndarray:
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(sizes)
    return (ends - (sizes - 1) / 2)[group]


def _standardised(predicted: np.ndarray, doubt: np.ndarray, truth: np.ndarray) -> np.ndarray:
    centre, spread = _same_length(predicted, doubt)
    _, actual = _same_length(predicted, truth)
    if spread.min() <= 0.0:
        raise BadInput("a doubt is not above 0", where="calibration", remedy="Give standard deviations")
    return (actual - centre) / spread


def _same_length(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.shape != other.shape or one.ndim != 1 or not len(one):
        raise BadInput(f"arrays of shape {one.shape} and {other.shape} do not pair up", where="calibration")
    if not (np.isfinite(one).all() and np.isfinite(other).all()):
        raise BadInput("a value is not a finite number", where="calibration")
    return one, other
