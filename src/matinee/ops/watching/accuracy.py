"""How far expected ratings were off, and from where on that is worse than it used to be."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

LEAST = 30
"""Ratings below which nothing is said."""
WORSE = 1.10
"""How many times the usual error is worth an alarm."""
BY_LUCK = 3.29
"""Standard errors that luck exceeds once in two thousand weeks."""


@dataclass(frozen=True)
class Squares:
    """Squared errors, in stars squared. spread: their standard deviation."""

    mean: float
    spread: float
    count: int

    @property
    def rmse(self) -> float:
        return float(np.sqrt(self.mean))


@dataclass(frozen=True)
class Errors:
    """In stars. spread: the standard deviation of the squared errors."""

    rmse: float
    mae: float
    spread: float
    count: int


def errors_of(expected: np.ndarray, stars: np.ndarray) -> Errors | None:
    """None where too few are known. expected: NaN where nothing was."""
    off = _off(expected, stars)
    found = _squares(off)
    if found is None or found.count < LEAST:
        return None
    return Errors(found.rmse, float(np.abs(off).mean()), found.spread, found.count)


def squares_of(expected: np.ndarray, stars: np.ndarray) -> Squares | None:
    """However few they are; None where none is known."""
    return _squares(_off(expected, stars))


def together(days: Iterable[Squares]) -> Squares | None:
    """As if they had been of one day; None where they are too few."""
    found = list(days)
    count = sum(one.count for one in found)
    if count < LEAST:
        return None
    mean = sum(one.count * one.mean for one in found) / count
    spread = sum(one.count * (one.spread**2 + (one.mean - mean) ** 2) for one in found) / count
    return Squares(mean, float(np.sqrt(spread)), count)


def limit_of(usual: Squares, now: Errors) -> float:
    """The root mean squared error from which on it is worse: a tenth above the usual one, or what luck alone reaches
    with so many ratings, whichever is more."""
    error = np.sqrt(usual.spread**2 / usual.count + now.spread**2 / now.count)
    return max(WORSE * usual.rmse, float(np.sqrt(usual.mean + BY_LUCK * error)))


def _off(expected: np.ndarray, stars: np.ndarray) -> np.ndarray:
    off = np.asarray(expected, dtype=np.float64) - np.asarray(stars, dtype=np.float64)
    return off[np.isfinite(off)]


def _squares(off: np.ndarray) -> Squares | None:
    return Squares(float((off**2).mean()), float((off**2).std()), len(off)) if len(off) else None
