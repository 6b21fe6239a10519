"""What is known of one arm: how many people, their mean, and how far single people are from it.

Everything is over people, never over events: people are what was assigned by chance. Each function takes one arm, or
many simulated ones along the axes in front of the last.
"""

from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadInput

Number = float | np.ndarray
"""One figure, or as many as there are simulated experiments."""

AT_THE_CAP = 10
"""People, where there are so many that it is no more than a tenth of them."""
LOWEST_CAP = 0.9
"""The quantile."""


@dataclass(frozen=True, eq=False)
class Sample:
    """n: people. mean: of the arm. variance: of what one person adds to the mean, so that the mean's own is
    variance / n."""

    n: Number
    mean: Number
    variance: Number

    @property
    def error(self) -> Number:
        """The standard error of the mean."""
        return np.sqrt(self.variance / self.n)


def mean_of(values: np.ndarray) -> Sample:
    """Of one number a person (..., people); of zeros and ones it is a proportion."""
    checked = _people(values)
    return Sample(checked.shape[-1], checked.mean(axis=-1), checked.var(axis=-1, ddof=1))


def ratio_of(numerators: np.ndarray, denominators: np.ndarray) -> Sample:
    """Of sum(numerators) / sum(denominators), such as clicks for each slate, by the delta method.

    A person adds (numerator - ratio * denominator) / mean denominator (Deng, Knoblich and Lu, KDD 2018). Events of one
    person go together, so a test over events raises false alarms.
    """
    above, below = _people(numerators), _people(denominators)
    if above.shape != below.shape:
        raise BadInput(f"{above.shape} numerators and {below.shape} denominators", where="ratio")
    size = below.mean(axis=-1, keepdims=True)
    if (size <= 0).any():
        raise BadInput(
            "nobody has a denominator above 0", where="ratio", remedy="Wait until there is something to count"
        )
    ratio = above.mean(axis=-1, keepdims=True) / size
    added = (above - ratio * below) / size
    return Sample(above.shape[-1], ratio[..., 0], added.var(axis=-1, ddof=1))


def cap_of(values: np.ndarray, quantile: float) -> Number:
    """Where to cap: a quantile of everybody's values, all arms together. An arm must not choose a cap of its own.

    Of few people it is lower, so that AT_THE_CAP of them reach it: one that two reach leaves them far from all others.
    """
    if not 0.5 < quantile < 1:
        raise BadInput(f"a cap at the quantile {quantile:g}", where="cap", remedy="Choose above 0.5 and below 1")
    people = _people(values)
    enough = max(1 - AT_THE_CAP / people.shape[-1], LOWEST_CAP)
    found = np.quantile(people, min(quantile, enough), axis=-1)
    return found if found.ndim else float(found)


def capped(values: np.ndarray, cap: Number) -> np.ndarray:
    """What is above the cap counts as the cap: a few who do very much would drown everybody else."""
    return np.minimum(values, np.asarray(cap)[..., None])


def _people(values: np.ndarray) -> np.ndarray:
    made = np.asarray(values, dtype=np.float64)
    if not made.ndim or made.shape[-1] < 2:
        raise BadInput("an arm needs at least two people", where="sample", remedy="Wait until more have entered")
    if not np.isfinite(made).all():
        raise BadInput(
            "a value is not a number", where="sample", remedy="Count people without one as 0, or leave them out"
        )
    return made
