"""How the intervals of an experiment came to be what they are: what was known at each of a few moments since it began.

Figures of people do not change once they are complete, so what a moment showed can be worked out later as well. The
intervals hold at all moments together: whoever looks at each of them is misled no more often than whoever looks once.
"""

import math
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from matinee.lab.trials.analysis import Readings, analyse
from matinee.lab.trials.covariates import Covariate
from matinee.lab.trials.plan import Plan

MOMENTS = 24


@dataclass(frozen=True)
class Point:
    """at: microseconds. people: complete by then, of this arm and the control. difference, low, high: of the primary
    metric."""

    at: int
    arm: str
    people: int
    difference: float
    low: float
    high: float


def course_of(plan: Plan, readings: Readings, *, complete_at: np.ndarray) -> list[dict[str, Any]]:
    """complete_at: (people,), microseconds. Plain values, the oldest first. Nothing of a plan that is looked at once,
    at its end: looks before would not hold. Nothing either where the groups are not what chance would make them."""
    if plan.stop != "always" or not len(complete_at):
        return []
    bare = replace(plan, others=(), guardrails=())
    found: list[dict[str, Any]] = []
    for moment in _moments(complete_at):
        known = _of(readings, complete_at <= moment)
        analysis = analyse(bare, known)
        for one in analysis.findings:
            if math.isfinite(one.low) and math.isfinite(one.high):
                people = analysis.people[0] + analysis.people[plan.arms.index(one.arm)]
                found.append(asdict(Point(int(moment), one.arm, people, one.difference, one.low, one.high)))
    return found


def _moments(complete_at: np.ndarray) -> np.ndarray:
    """At which people were complete: evenly by their number, the last one included."""
    ordered = np.sort(complete_at)
    places = np.linspace(0, len(ordered) - 1, num=min(MOMENTS, len(ordered))).round().astype(int)
    return np.unique(ordered[places])


def _of(readings: Readings, known: np.ndarray) -> Readings:
    """Only of those who are known by then."""
    return replace(
        readings,
        arms=readings.arms[known],
        exposed_at=readings.exposed_at[known],
        values={name: values[known] for name, values in readings.values.items()},
        denominators={name: values[known] for name, values in readings.denominators.items()},
        covariates={
            name: Covariate(one.values[known], one.until if isinstance(one.until, int) else one.until[known])
            for name, one in readings.covariates.items()
        },
    )
