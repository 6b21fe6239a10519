"""How far one sample is from another, and how far it may be by luck alone.

Everything takes whole arrays of counts at once: the last axis is bins, what stands before it is tests.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

SMALL = 0.5
"""Added in both samples to each bin that either has, so that what one of them never saw is a finite surprise."""
EXPECTED = 5.0
"""Events that a bin should expect, below which neighbours are added up before a chi-square test."""
FEW_VALUES = 30
"""Different values up to which a sample is discrete: ties make Kolmogorov's test say 'no difference' too often."""


@dataclass(frozen=True)
class Shape:
    """Of a sample. sparsity: the share that is missing or zero. None where the sample is too small to say."""

    count: int
    mean: float | None = None
    std: float | None = None
    skew: float | None = None
    kurtosis: float | None = None
    sparsity: float | None = None


def shape_of(values: np.ndarray) -> Shape:
    """Excess kurtosis, 0 for a normal distribution. NaN is a value that is missing."""
    given = np.asarray(values, dtype=np.float64)
    known = given[np.isfinite(given)]
    if not len(given):
        return Shape(0)
    sparsity = float(1.0 - np.count_nonzero(known) / len(given))
    if len(known) < 3 or known.std() == 0:
        mean = float(known.mean()) if len(known) else None
        return Shape(len(given), mean, float(known.std()) if len(known) else None, None, None, sparsity)
    return Shape(
        len(given),
        float(known.mean()),
        float(known.std(ddof=1)),
        float(scipy.stats.skew(known)),
        float(scipy.stats.kurtosis(known)),
        sparsity,
    )


def psi(reference: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """float64: the population stability index, sum of (q - p) ln(q / p). Bins that neither has are nothing."""
    one, other = np.asarray(reference, dtype=np.float64), np.asarray(counts, dtype=np.float64)
    there = one + other > 0
    p, q = _shares(one, there), _shares(other, there)
    return ((q - p) * np.log(np.divide(q, p, out=np.ones_like(q), where=there))).sum(axis=-1)


def psi_limit(
    n: np.ndarray, m: np.ndarray, bins: np.ndarray, *, alpha: float, slack: np.ndarray | float = 0.0
) -> np.ndarray:
    """What the index of two samples of n and m events exceeds with probability alpha, if the two come from
    distributions that lie `slack` apart.

    Without slack it is (1/n + 1/m) times a quantile of chi-square with bins - 1 degrees of freedom; with slack that of
    the noncentral distribution, whose noncentrality is slack / (1/n + 1/m).
    """
    unit = 1.0 / np.maximum(n, 1) + 1.0 / np.maximum(m, 1)
    freedom = np.maximum(np.asarray(bins) - 1, 1)
    apart = np.asarray(slack, dtype=np.float64) / unit
    central = scipy.stats.chi2.isf(alpha, freedom)
    # Beyond some thousands the noncentral quantile is that of a normal, and the exact one takes long to find.
    normal = freedom + apart + scipy.stats.norm.isf(alpha) * np.sqrt(2 * (freedom + 2 * apart))
    exact = np.where(apart > 0, scipy.stats.ncx2.isf(alpha, freedom, np.clip(apart, 1e-9, 2_000)), central)
    return unit * np.where(apart > 2_000, normal, exact)


def chi2_p(reference: np.ndarray, counts: np.ndarray) -> float:
    """p-value of Pearson's test that two rows of counts come from one distribution, for whatever is discrete: stars,
    kinds, genres. Rare bins are added to their neighbours. 1 where there is nothing to compare."""
    table = np.stack([np.asarray(reference, dtype=np.float64), np.asarray(counts, dtype=np.float64)])
    table = table[:, table.sum(axis=0) > 0]
    sums = table.sum(axis=1)
    if table.shape[1] < 2 or not sums.all():
        return 1.0
    table = _merged(table, least=EXPECTED * sums.sum() / sums.min())
    if table.shape[1] < 2:
        return 1.0
    found: Any = scipy.stats.chi2_contingency(table, correction=False)
    return float(found.pvalue)


def same_p(reference: np.ndarray, values: np.ndarray) -> float:
    """p-value that two samples of numbers come from one distribution: chi-square where there are but few different
    values, Kolmogorov and Smirnov's test where ties are rare."""
    one, other = (np.asarray(given, dtype=np.float64) for given in (reference, values))
    one, other = one[np.isfinite(one)], other[np.isfinite(other)]
    if not len(one) or not len(other):
        return 1.0
    found = np.unique(np.concatenate([one, other]))
    if len(found) <= FEW_VALUES:
        rows = [np.searchsorted(found, given) for given in (one, other)]
        return chi2_p(*(np.bincount(row, minlength=len(found)) for row in rows))
    tested: Any = scipy.stats.ks_2samp(one, other)
    return float(tested.pvalue)


def _shares(counts: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Of the bins that are there; nothing of the others."""
    given = np.where(there, counts + SMALL, 0.0)
    return given / np.maximum(given.sum(axis=-1, keepdims=True), SMALL)


def _merged(table: np.ndarray, *, least: float) -> np.ndarray:
    """Neighbours are added up, from the rarest on, until each bin has as many events as `least`."""
    while table.shape[1] > 1:
        totals = table.sum(axis=0)
        rarest = int(totals.argmin())
        if totals[rarest] >= least:
            break
        beside = [at for at in (rarest - 1, rarest + 1) if 0 <= at < table.shape[1]]
        other = min(beside, key=lambda at: totals[at])
        table[:, other] += table[:, rarest]
        table = np.delete(table, rarest, axis=1)
    return table
