"""How far expected ratings were off, and from where on that is worse than it used to be."""

from dataclasses import dataclass

import numpy as np

LEAST = 30
"""Ratings below which nothing is said."""
WORSE = 1.10
"""How many times the usual error is worth an alarm."""
BY_LUCK = 3.29
"""Standard errors that luck exceeds once in two thousand weeks."""


@dataclass(frozen=True)
class Errors:
    """In stars. spread: the standard deviation of the squared errors."""

    rmse: float
    mae: float
    spread: float
    count: int


def errors_of(expected: np.ndarray, stars: np.ndarray) -> Errors | None:
    """None where too few are known. expected: NaN where nothing was."""
    off = np.asarray(expected, dtype=np.float64) - np.asarray(stars, dtype=np.float64)
    off = off[np.isfinite(off)]
    if len(off) < LEAST:
        return None
    squared = off**2
    return Errors(float(np.sqrt(squared.mean())), float(np.abs(off).mean()), float(squared.std(ddof=1)), len(off))


def limit_of(usual: Errors, now: Errors) -> float:
    """The root mean squared error from which on it is worse: a tenth above the usual one, or what luck alone reaches
    with so many ratings, whichever is more."""
    error = np.sqrt(usual.spread**2 / usual.count + now.spread**2 / now.count)
    return max(WORSE * usual.rmse, float(np.sqrt(usual.rmse**2 + BY_LUCK * error)))
