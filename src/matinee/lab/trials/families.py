"""Several questions of one experiment, asked as one family."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import scipy

from matinee.lab.evaluation.statistics import holm

Promise = Literal["no_false_alarm", "few_false_alarms"]
"""no_false_alarm: the chance of even one is alpha at most (Holm 1979). few_false_alarms: of what is found, a share of
alpha is false on average (Benjamini and Hochberg 1995), for questions that point to what to look at next."""


def asked_together(p_values: Sequence[float] | np.ndarray, promise: Promise) -> np.ndarray:
    """float64, adjusted, in the order given: what is below alpha is found."""
    given = np.asarray(p_values, dtype=np.float64)
    if not len(given):
        return given
    return holm(given) if promise == "no_false_alarm" else scipy.stats.false_discovery_control(given)
