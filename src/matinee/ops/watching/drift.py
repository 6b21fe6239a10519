"""Whether a day is as days of this house are.

A day is compared with the days of a reference by the population stability index. Days of one house differ even where
nothing has changed: weekends are not weekdays, a premiere fills an evening. So the question is not whether a day
differs at all, which with many events it always does, but whether it differs by more than days of the reference differ
among themselves; and the limit is such that false alarms of all features together stay within a budget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matinee.ops.watching.distances import psi, psi_limit

FEWEST_DAYS = 14
"""Two whole weeks, so that each day of the week is seen more than once."""
LEAST = 20
"""Events of a day below which it is not judged."""
APART = 0.02
"""An index that is put up with whatever the reference says: nobody would notice."""
BEYOND = 1.5
"""How many times as far as the strangest day of the reference."""
FURTHEST = 0.5
"""What the reference can excuse at most."""


@dataclass(frozen=True)
class Score:
    """drifted: whether the index lies above its limit."""

    psi: float
    limit: float

    @property
    def drifted(self) -> bool:
        return self.psi > self.limit


def alpha_of(*, alarms_a_year: float, features: int) -> float:
    """The chance of a false alarm that one test of one day may have, so that all of a year stay within the budget."""
    return float(1.0 - (1.0 - min(alarms_a_year, 300.0) / 365.0) ** (1.0 / max(features, 1)))


def slack_of(days: np.ndarray) -> np.ndarray:
    """How far days of one house lie apart where nothing has changed. days: counts (..., days, bins) of a reference.

    Each day is compared with all the others; what luck alone would bring is taken off, since what is asked for is how
    the distributions differ, not the counts.
    """
    days = np.asarray(days, dtype=np.float64)
    others = days.sum(axis=-2, keepdims=True) - days
    n, m = days.sum(axis=-1), others.sum(axis=-1)
    unit = 1.0 / np.maximum(n, 1) + 1.0 / np.maximum(m, 1)
    freedom = np.maximum((days.sum(axis=-2) > 0).sum(axis=-1) - 1, 1)
    excess = psi(others, days) - unit * freedom[..., None]
    excess = np.where(n >= LEAST, excess, 0.0)
    return np.clip(BEYOND * excess.max(axis=-1), APART, FURTHEST)


def scored(days: np.ndarray, today: np.ndarray, *, alpha: float) -> Score | None:
    """None where there is too little to compare. days: float64 (days, bins), the reference. today: float64 (bins,)."""
    reference = np.asarray(days, dtype=np.float64)
    counts = np.asarray(today, dtype=np.float64)
    judged = reference[reference.sum(axis=1) >= LEAST] if len(reference) else reference
    if len(judged) < FEWEST_DAYS or counts.sum() < LEAST:
        return None
    pooled = judged.sum(axis=0)
    bins = max(2, int(((pooled > 0) | (counts > 0)).sum()))
    limit = psi_limit(
        np.asarray(counts.sum()), np.asarray(pooled.sum()), np.asarray(bins), alpha=alpha, slack=slack_of(judged)
    )
    return Score(float(psi(pooled, counts)), float(limit))


def judged_day(
    reference: Mapping[str, Sequence[Sequence[float]]], today: Mapping[str, Sequence[float]], *, alarms_a_year: float
) -> dict[str, Score | None]:
    """By feature. reference: counts of its days, by feature. A day whose bins are not those of today is left out: the
    feature was defined otherwise then."""
    alpha = alpha_of(alarms_a_year=alarms_a_year, features=len(today))
    return {
        name: scored(
            np.array([day for day in reference.get(name, ()) if len(day) == len(counts)], dtype=np.float64).reshape(
                -1, len(counts)
            ),
            np.asarray(counts, dtype=np.float64),
            alpha=alpha,
        )
        for name, counts in today.items()
    }
