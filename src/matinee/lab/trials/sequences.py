"""Intervals and tests that hold however often one looks, so that an experiment may be stopped at any look.

Asymptotic confidence sequences (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Annals of Statistics 2024): the mean,
plus and minus so many standard errors, where the number of standard errors hangs on how much was seen. They are
narrowest at the number of people that was planned, and wider than a plain interval everywhere: that is the price.

What is looked at must be people in the order in which their outcome was complete, each with a number that does not
change any more (`exposures.Outcomes.complete`). A figure that grows for the same people day by day is not covered.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.lab.trials.samples import Number, Sample

Side = Literal["both", "above", "below"]
"""Which claim is made: that the difference is not 0, is above 0, or below 0."""

FEWEST = 25
"""People of each arm below which nothing is said: a spread is not known from fewer."""


@dataclass(frozen=True, eq=False)
class Sequence:
    """One look. difference: treatment less control, with its standard error. low, high: hold the true difference at all
    looks together with a confidence of 1 - alpha; of a one-sided claim one of them is infinite. p: always valid."""

    difference: Number
    error: Number
    p: Number
    low: Number
    high: Number


def always_valid(
    treatment: Sample, control: Sample, *, alpha: float = 0.05, planned: int, side: Side = "both"
) -> Sequence:
    """planned: people of both arms together when the experiment was to end."""
    people = np.asarray(treatment.n, dtype=np.float64) + control.n
    difference = np.asarray(treatment.mean - control.mean, dtype=np.float64)
    error = np.sqrt(np.asarray(treatment.variance / treatment.n + control.variance / control.n, dtype=np.float64))
    known = (np.minimum(treatment.n, control.n) >= FEWEST) & (error > 0)
    seen = _tuned(alpha, side) * people / planned
    reach = np.where(known, error * _reach(seen, alpha, side), np.inf)
    away = np.divide(difference, error, out=np.zeros_like(difference), where=error > 0)
    p = np.where(known, _p_value(away, seen, side), 1.0)
    low = np.full_like(difference, -np.inf) if side == "below" else difference - reach
    high = np.full_like(difference, np.inf) if side == "above" else difference + reach
    return Sequence(_plain(difference), _plain(error), _plain(p), _plain(low), _plain(high))


def reach_at_plan(alpha: float, side: Side = "both") -> float:
    """How many standard errors wide the interval is to each side when as many people as planned were seen."""
    return float(_reach(np.asarray(_tuned(alpha, side)), alpha, side))


def _tuned(alpha: float, side: Side) -> float:
    """rho² times the planned people, for which the interval is narrowest there (section 3.5 of the paper)."""
    level = -2 * np.log(alpha if side == "both" else min(2 * alpha, 0.5))
    return float(level + np.log(level + 1))


def _reach(seen: np.ndarray, alpha: float, side: Side) -> np.ndarray:
    root = np.sqrt(1 + seen)
    bar = np.log(root / alpha) if side == "both" else np.log1p(root / (2 * alpha))
    return np.sqrt(2 * (1 + 1 / seen) * bar)


def _p_value(away: np.ndarray, seen: np.ndarray, side: Side) -> np.ndarray:
    """The alpha at which the interval, tuned as it was, would just reach 0."""
    root = np.sqrt(1 + seen)
    if side == "both":
        return np.minimum(1.0, root * np.exp(-(away**2) * seen / (2 * (1 + seen))))
    towards = np.maximum(away if side == "above" else -away, 0.0)
    grown = np.expm1(np.minimum(towards**2 * seen / (2 * (1 + seen)), 700.0))
    return np.minimum(1.0, np.divide(root, 2 * grown, out=np.ones_like(grown), where=grown > 0))


def _plain(value: np.ndarray) -> Number:
    return value if np.ndim(value) else float(value)
