"""Whether a metric holds its error rate on the data of this very house: people are split by chance, again and again.

Nothing was done to either half, so p-values must be uniform. Where they are not, the usual causes are a variance
over events instead of people, or a few people who outweigh the rest; such a metric is not to be used as it is.
"""

from dataclasses import dataclass

import numpy as np
import scipy

from matinee.kit import seeds
from matinee.lab.trials.effects import welch
from matinee.lab.trials.metrics import Metric, samples_of

SPLITS = 2_000
SURE = 0.999


@dataclass(frozen=True)
class SplitCheck:
    """rate: of p-values below alpha. lowest, highest: the band in which that of a sound metric lies in 99.9 % of
    checks. uniform: the p-value of the Kolmogorov-Smirnov test that they are uniform, NaN where values are too coarse
    for it."""

    metric: str
    people: int
    splits: int
    alpha: float
    rate: float
    lowest: float
    highest: float
    uniform: float

    @property
    def sound(self) -> bool:
        return self.lowest <= self.rate <= self.highest and not self.uniform < 1 - SURE


def check_by_splitting(
    metric: Metric,
    values: np.ndarray,
    denominators: np.ndarray | None = None,
    *,
    alpha: float = 0.05,
    splits: int = SPLITS,
    seed: int = 0,
) -> SplitCheck:
    """values, denominators: (people,), of people whom no experiment touched.

    Each person goes to either side by a coin, so that the halves differ in size from split to split, as those of
    experiments do.
    """
    chance = seeds.generator(seed, f"splits of {metric.name}")
    p = np.empty(splits)
    for split in range(splits):
        side = chance.random(len(values)) < 0.5
        below = None if denominators is None else [denominators[side], denominators[~side]]
        one, other = samples_of(metric, [values[side], values[~side]], below)
        p[split] = welch(one, other, alpha=alpha).p
    low, high = scipy.stats.binom.interval(SURE, splits, alpha)
    fine = len(np.unique(p)) > 0.5 * splits
    return SplitCheck(
        metric=metric.name,
        people=len(values),
        splits=splits,
        alpha=alpha,
        rate=float((p < alpha).mean()),
        lowest=float(low) / splits,
        highest=float(high) / splits,
        uniform=float(scipy.stats.kstest(p, "uniform").pvalue) if fine else float("nan"),
    )
