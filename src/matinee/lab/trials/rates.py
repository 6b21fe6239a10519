"""Whether something happens more often than it may, at whatever look: exact, so that few cases are enough to tell.

A test by betting: any share above the one that is allowed, all alike, against that one (a uniform mixture of likelihood
ratios, Robbins 1970). Over all looks together the p-value falls below a with a chance of a at most, while the share is
what is allowed or less. `sequences` does so for means of any kind, and needs many more before it says anything.
"""

import numpy as np
import scipy
from scipy import special

from matinee.domain.errors import BadInput


def exceeds(cases: int, of: int, *, allowed: float) -> float:
    """p: always valid, of the claim that more than the share `allowed` are cases. 1 where nothing was seen."""
    if not 0 < allowed < 1 or not 0 <= cases <= of:
        raise BadInput(f"{cases} cases of {of} where {allowed:g} are allowed", where="rates")
    above = scipy.stats.beta.logsf(allowed, cases + 1, of - cases + 1)
    grown = special.betaln(cases + 1, of - cases + 1) + above - np.log1p(-allowed)
    plain = cases * np.log(allowed) + (of - cases) * np.log1p(-allowed)
    return float(np.exp(-max(grown - plain, 0.0)))


def at_most(cases: int, of: int, *, sure: float = 0.975) -> float:
    """The share that the true one is below with a probability of `sure`, by what was seen and nothing else."""
    return float(scipy.stats.beta.ppf(sure, cases + 1, of - cases + 1))
