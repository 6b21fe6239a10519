"""Less noise by what was known of people before: CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadInput


@dataclass(frozen=True, eq=False)
class Covariate:
    """What was known of each person. values: (people,), NaN where nothing was. until: (people,) or one number, the
    moment in microseconds up to which it was measured."""

    values: np.ndarray
    until: np.ndarray | int


@dataclass(frozen=True, eq=False)
class Adjusted:
    """values: by arm, with the same means on average and less spread. kept: the share of the variance that is left."""

    values: tuple[np.ndarray, ...]
    kept: float


def adjusted(outcome: np.ndarray, covariate: Covariate, *, arms: np.ndarray, exposed_at: np.ndarray) -> Adjusted:
    """outcome, arms, exposed_at: (people,), arms from 0 on, exposed_at in microseconds.

    Refused is a covariate that was measured after somebody was first exposed: the treatment may have changed it, and
    taking it out would take the effect out. People of whom nothing was known get the mean of the others.
    """
    late = int(np.count_nonzero(np.asarray(covariate.until) > exposed_at))
    if late:
        raise BadInput(
            f"the covariate of {late} people was measured after they entered the experiment",
            where="covariate",
            remedy="Measure it up to the first exposure: what comes later may be an effect",
        )
    known = np.isfinite(covariate.values)
    if not known.any():
        raise BadInput("nothing was known of anybody", where="covariate", remedy="Analyse without a covariate")
    centred = np.where(known, covariate.values - covariate.values[known].mean(), 0.0)
    parts = [arms == arm for arm in range(int(arms.max()) + 1)]
    slope = within([outcome[part] for part in parts], [centred[part] for part in parts])
    made = tuple(outcome[part] - slope * centred[part] for part in parts)
    before = sum(outcome[part].var() * part.sum() for part in parts)
    after = sum(values.var() * len(values) for values in made)
    return Adjusted(made, float(after / before) if before else 1.0)


def within(outcomes: Sequence[np.ndarray], covariates: Sequence[np.ndarray]) -> np.ndarray:
    """The slope of the outcome on the covariate inside the arms (..., people), 0 where the covariate has no spread.

    One slope for all arms. Differences between the arms are no part of it, or an effect would bend it.
    """
    pairs = list(zip(outcomes, covariates, strict=True))
    away = [(y - y.mean(axis=-1, keepdims=True), x - x.mean(axis=-1, keepdims=True)) for y, x in pairs]
    shared = np.asarray(sum((y * x).sum(axis=-1) for y, x in away))
    spread = np.asarray(sum((x * x).sum(axis=-1) for _, x in away))
    return np.divide(shared, spread, out=np.zeros_like(shared), where=spread > 0)
