"""Whether a metric holds its error rate on the data of this very house: people are split by chance, again and again.

Nothing was done to either half, so p-values must be uniform. Where they are not, the usual causes are a variance
over events instead of people, or a few people who outweigh the rest; such a metric is not to be used as it is.
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy

from matinee.kit import seeds
from matinee.lab.trials.analysis import Readings, samples_of_arms
from matinee.lab.trials.effects import welch
from matinee.lab.trials.metrics import Metric

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
    metric: Metric, readings: Readings, *, alpha: float = 0.05, splits: int = SPLITS, seed: int = 0
) -> SplitCheck:
    """readings: of people who were all treated alike; their arms are not looked at.

    Each person goes to either side by a coin, so that the halves differ in size from split to split, as those of
    experiments do, and the two are compared as arms are, with what was known of people before where there is that.
    """
    people = len(readings.exposed_at)
    chance = seeds.generator(seed, f"splits of {metric.name}")
    p = np.empty(splits)
    for split in range(splits):
        sides = replace(readings, arms=(chance.random(people) < 0.5).astype(np.int64))
        (one, other), _ = samples_of_arms(metric, sides, 2)
        p[split] = welch(one, other, alpha=alpha).p
    low, high = scipy.stats.binom.interval(SURE, splits, alpha)
    fine = len(np.unique(p)) > 0.5 * splits
    return SplitCheck(
        metric=metric.name,
        people=people,
        splits=splits,
        alpha=alpha,
        rate=float((p < alpha).mean()),
        lowest=float(low) / splits,
        highest=float(high) / splits,
        uniform=float(scipy.stats.kstest(p, "uniform").pvalue) if fine else float("nan"),
    )
