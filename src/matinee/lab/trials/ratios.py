"""Did as many people come to each arm as were to come? If not, something loses people, and no figure can be trusted."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from scipy import special

from matinee.domain.errors import BadInput

SUSPICIOUS = 0.001
"""Experiments are checked by the dozen: a lower bar would cry wolf."""
CONCENTRATION = 1_000.0
"""How near to the planned shares a mismatch is expected to be: within a few percent. Most is found where about sixteen
times as many people have come."""


@dataclass(frozen=True)
class SampleRatio:
    """counts: people of each arm. expected: the shares of the layout. p: always valid where method is sequential."""

    counts: tuple[int, ...]
    expected: tuple[float, ...]
    method: Literal["fixed", "sequential"]
    p: float

    @property
    def mismatch(self) -> bool:
        return self.p < SUSPICIOUS


def sample_ratio(counts: np.ndarray, expected: np.ndarray, *, sequential: bool = False) -> SampleRatio:
    """counts: people of each arm. expected: their weights, of any sum. sequential: where it is looked at again and
    again."""
    weights = np.asarray(expected, dtype=np.float64)
    if len(counts) != len(weights) or (weights <= 0).any():
        raise BadInput(f"{len(counts)} arms and weights {weights.tolist()}", where="sample ratio")
    shares = weights / weights.sum()
    p = sequential_p(counts, shares) if sequential else fixed_p(counts, shares)
    return SampleRatio(
        counts=tuple(int(count) for count in counts),
        expected=tuple(shares.tolist()),
        method="sequential" if sequential else "fixed",
        p=float(p),
    )


def fixed_p(counts: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Of the chi-square test, for one look. counts: (..., arms). 1 where nobody has come."""
    total = counts.sum(axis=-1, keepdims=True)
    wanted = np.where(total > 0, total * shares, 1.0)
    seen = np.where(total > 0, counts, 1.0)
    return scipy.stats.chi2.sf(((seen - wanted) ** 2 / wanted).sum(axis=-1), counts.shape[-1] - 1)


def sequential_p(counts: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Always valid: over all looks together it falls below a with a chance of a at most. counts: (..., arms).

    One over the Bayes factor of a Dirichlet prior around the shares against the shares themselves, which is a
    martingale where these are true (Lindon and Malek, NeurIPS 2022).
    """
    prior = CONCENTRATION * shares
    total = counts.sum(axis=-1)
    held = (special.gammaln(prior + counts) - special.gammaln(prior) - counts * np.log(shares)).sum(axis=-1)
    grown = special.gammaln(CONCENTRATION) - special.gammaln(CONCENTRATION + total) + held
    return np.exp(-np.maximum(grown, 0.0))
