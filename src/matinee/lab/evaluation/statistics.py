"""How sure a number is, and whether two numbers differ: everything over people, never over events.

Offered are the bootstrap, the paired t-test and the randomisation test, which hold their error rate on metrics of
recommenders. Wilcoxon's and the sign test are not offered: they ask about medians and signs, which zeros and skew pull
away from the mean that is being compared (Ihemelandu and Ekstrand, SIGIR 2023, found their false alarms inflated).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from matinee.domain.errors import BadInput
from matinee.kit import seeds

Alternative = Literal["two-sided", "greater"]
Bootstrap = Literal["bca", "percentile"]

RESAMPLES = 2_000
FLIPS = 10_000
CELLS = 4_000_000
"""Draws held at a time."""


@dataclass(frozen=True)
class Interval:
    """A mean and the range that holds the true one with the stated confidence (95 % unless asked otherwise)."""

    mean: float
    low: float
    high: float


def bootstrap_interval(
    values: np.ndarray,
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
    method: Bootstrap = "bca",
) -> Interval:
    """Of the mean of one number a person. values: (people,), finite; a single person gives an interval of one point.

    The bias-corrected and accelerated interval of Efron (JASA 1987), or the plain percentiles.
    """
    made = bootstrap_intervals({"": values}, level=level, resamples=resamples, seed=seed, method=method)
    return made[""]


def bootstrap_intervals(
    per_person: Mapping[str, np.ndarray],
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
    method: Bootstrap = "bca",
) -> dict[str, Interval]:
    """The interval of each metric, from the same drawn people for all of them; alone or together, the answer is one."""
    if not per_person:
        return {}
    table = np.stack([_finite(values, name) for name, values in per_person.items()], axis=1)
    means = np.concatenate([counts @ table for counts in _drawn_people(len(table), resamples, seed)]) / len(table)
    return {
        name: _interval(table[:, column], means[:, column], level=level, method=method)
        for column, name in enumerate(per_person)
    }


def pooled_interval(
    sums: np.ndarray,
    counts: np.ndarray,
    *,
    root: bool = False,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Interval:
    """Of sum(sums) / sum(counts), or of its square root: a mean over pairs, where people are drawn and not pairs.

    sums, counts: (people,), or (people, parts), of which each part gives a figure and the mean of these is taken.
    Percentile interval.
    """
    both = np.stack([_table(sums, "sums"), _table(counts, "counts")], axis=1)
    if not both[:, 1].any(axis=1).all():
        raise BadInput("a person has nothing to be averaged", where="pooled interval", remedy="Leave such people out")
    flat = both.reshape(len(both), -1)
    drawn = np.concatenate([times @ flat for times in _drawn_people(len(both), resamples, seed)])

    def figures(totals: np.ndarray) -> np.ndarray:
        added, count = np.moveaxis(totals.reshape(len(totals), *both.shape[1:]), 1, 0)
        ratios = np.divide(added, count, out=np.full(added.shape, np.nan), where=count > 0)
        return np.nanmean(np.sqrt(ratios) if root else ratios, axis=1)

    low, high = np.quantile(figures(drawn), [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(figures(flat.sum(axis=0)[None])[0]), float(low), float(high))


def relative_interval(
    differences: np.ndarray, base: np.ndarray, *, level: float = 0.95, resamples: int = RESAMPLES, seed: int = 0
) -> Interval:
    """Of mean(differences) / mean(base): a lift as a share of what it is a lift over. Both (people,), of the same
    people, whose base is above 0 on average. Percentile interval."""
    both = np.stack([_finite(differences, "differences"), _finite(base, "base")], axis=1)
    if both[:, 1].mean() <= 0:
        raise BadInput("a lift over nothing has no size", where="relative interval", remedy="Compare the differences")
    sums = np.concatenate([times @ both for times in _drawn_people(len(both), resamples, seed)])
    ratios = np.divide(sums[:, 0], sums[:, 1], out=np.zeros(len(sums)), where=sums[:, 1] > 0)
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(both[:, 0].mean() / both[:, 1].mean()), float(low), float(high))


def paired_t_test(first: np.ndarray, second: np.ndarray, *, alternative: Alternative = "two-sided") -> float:
    """The p-value of Student's test that the mean of first - second is 0; 'greater' asks whether first is higher.

    Where no person differs, 1.
    """
    differences = _differences(first, second)
    spread = differences.std(ddof=1)
    if spread <= 1e-12 * np.abs(differences).max(initial=0.0):
        return _p_without_spread(float(differences.mean()), alternative)
    statistic = differences.mean() / (spread / np.sqrt(len(differences)))
    if alternative == "greater":
        return float(special.stdtr(len(differences) - 1, -statistic))
    return float(2 * special.stdtr(len(differences) - 1, -abs(statistic)))


def randomisation_test(
    first: np.ndarray,
    second: np.ndarray,
    *,
    alternative: Alternative = "two-sided",
    flips: int = FLIPS,
    seed: int = 0,
) -> float:
    """The p-value that swapping the two values of random people gives as large a difference of the means.

    Exact over every way of swapping where these are no more than `flips`; else (1 + as large) / (1 + flips), never 0.
    """
    differences = _differences(first, second)
    moving = differences[differences != 0]
    seen = moving.sum()
    slack = 1e-9 * np.abs(moving).sum()
    exact = len(moving) < np.log2(flips)
    drawn = [_every_swap(len(moving))] if exact else _random_swaps(len(moving), flips, seed)
    as_large = tried = 0
    for swapped in drawn:
        sums = seen - 2.0 * (swapped @ moving)
        reached = sums >= seen - slack if alternative == "greater" else np.abs(sums) >= abs(seen) - slack
        as_large += int(np.count_nonzero(reached))
        tried += len(swapped)
    return as_large / tried if exact else (1 + as_large) / (1 + tried)


def holm(p_values: Sequence[float] | np.ndarray) -> np.ndarray:
    """float64 p-values adjusted for having asked several questions (Holm 1979), in the order given."""
    given = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    stepped = np.maximum.accumulate(given[order] * (len(given) - np.arange(len(given))))
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def smallest_detectable_effect(
    differences: np.ndarray,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    alternative: Alternative = "two-sided",
) -> float:
    """The true mean difference that a paired t-test on so many people with this spread finds with the given power.

    In units of the metric, from the noncentral t distribution. A difference smaller than this may well be missed.
    """
    values = _differences(differences, np.zeros(len(differences)))
    error = float(values.std(ddof=1) / np.sqrt(len(values)))
    if error == 0.0:
        return 0.0
    free = len(values) - 1
    # The other tail of a two-sided test is left out: it holds a millionth where the power is not small.
    bar = -special.stdtrit(free, alpha / 2 if alternative == "two-sided" else alpha)
    return error * float(special.nctdtrinc(free, 1.0 - power, bar))


def _interval(values: np.ndarray, means: np.ndarray, *, level: float, method: Bootstrap) -> Interval:
    mean = float(values.mean())
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    if method == "bca":
        tails = _corrected(tails, values - mean, means, mean)
    low, high = np.quantile(means, tails)
    return Interval(mean, float(low), float(high))


def _corrected(tails: np.ndarray, deviations: np.ndarray, means: np.ndarray, mean: float) -> np.ndarray:
    """Tail probabilities moved for bias and skew; the acceleration of a mean is its skewness / (6 sqrt(n))."""
    below = (np.count_nonzero(means < mean) + 0.5 * np.count_nonzero(means == mean)) / len(means)
    squares = float((deviations**2).sum())
    if squares <= 0.0 or not 0.0 < below < 1.0:
        return tails
    bias = special.ndtri(below)
    acceleration = float((deviations**3).sum()) / (6.0 * squares**1.5)
    shifted = bias + special.ndtri(tails)
    return special.ndtr(bias + shifted / (1.0 - acceleration * shifted))


def _drawn_people(count: int, resamples: int, seed: int) -> Iterator[np.ndarray]:
    """float64 (some resamples, people): how often each person was drawn."""
    chance = seeds.generator(seed, "bootstrap")
    size = max(1, CELLS // count)
    for first in range(0, resamples, size):
        rows = min(size, resamples - first)
        drawn = chance.integers(0, count, size=(rows, count)) + np.arange(rows)[:, None] * count
        yield np.bincount(drawn.ravel(), minlength=rows * count).reshape(rows, count).astype(np.float64)


def _random_swaps(count: int, flips: int, seed: int) -> Iterator[np.ndarray]:
    """float64 (some flips, people) of 0 and 1."""
    chance = seeds.generator(seed, "randomisation")
    size = max(1, CELLS // count)
    width = -(-count // 8)
    for first in range(0, flips, size):
        rows = min(size, flips - first)
        octets = np.frombuffer(chance.bytes(rows * width), dtype=np.uint8).reshape(rows, width)
        yield np.unpackbits(octets, axis=1, count=count).astype(np.float64)


def _every_swap(count: int) -> np.ndarray:
    """float64 (2^count, count) of 0 and 1."""
    return ((np.arange(2**count)[:, None] >> np.arange(count)) & 1).astype(np.float64)


def _p_without_spread(mean: float, alternative: Alternative) -> float:
    if mean == 0.0:
        return 1.0
    return 1.0 if alternative == "greater" and mean < 0 else 0.0


def _differences(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    one, other = _finite(first, "first"), _finite(second, "second")
    if one.shape != other.shape:
        raise BadInput(
            f"{len(one)} people on one side and {len(other)} on the other",
            where="paired test",
            remedy="Compare results on the same people",
        )
    if len(one) < 2:
        raise BadInput("one person proves nothing", where="paired test", remedy="Give results of at least two people")
    return one - other


def _table(values: np.ndarray, name: str) -> np.ndarray:
    """float64 (people, parts), finite."""
    made = np.asarray(values, dtype=np.float64)
    return _finite(made.ravel(), name).reshape(len(made), -1)


def _finite(values: np.ndarray, name: str) -> np.ndarray:
    made = np.asarray(values, dtype=np.float64)
    if made.ndim != 1 or not len(made) or not np.isfinite(made).all():
        raise BadInput(
            "statistics need one finite number a person, and at least one person", where=f"'{name}'" if name else None
        )
    return made
