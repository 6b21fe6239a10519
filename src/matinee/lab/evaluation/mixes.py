"""How near slates come to the person's own mix of genres, and how new they are."""

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleFacts
from matinee.lab.evaluation.variety import SHOWN

SMOOTHING = 0.01
"""So much of the slate's mix is taken from the person's own, so that a genre it lacks is not infinitely far."""


def mix_error(lists: np.ndarray, liked: Histories, facts: TitleFacts) -> np.ndarray:
    """float64 (people,): KL(p || q), 0 for a slate of the person's own mix; NaN where one of the two is unknown.

    p: the mean over the titles that the person liked of each title's genres, in equal shares; q: the same over the
    first ten places of the list, with SMOOTHING of p. lists: int32 (people, places), -1 for an empty place. Steck,
    "Calibrated Recommendations" (RecSys 2018).
    """
    held = facts.genre_matrix.astype(np.float64)
    shares = held / np.maximum(held.sum(axis=1, keepdims=True), 1.0)
    own = np.zeros((len(lists), shares.shape[1]))
    np.add.at(own, liked.row_numbers, shares[liked.titles])
    shown = lists[:, :SHOWN]
    seen = np.where((shown >= 0)[:, :, None], shares[shown], 0.0).sum(axis=1)
    known = (own.sum(axis=1) > 0) & (seen.sum(axis=1) > 0)
    made = np.full(len(lists), np.nan)
    p = own[known] / own[known].sum(axis=1, keepdims=True)
    q = seen[known] / seen[known].sum(axis=1, keepdims=True)
    ratio = np.divide(p, (1 - SMOOTHING) * q + SMOOTHING * p, out=np.ones_like(p), where=p > 0)
    made[known] = (p * np.log(ratio)).sum(axis=1)
    return made


def mean_year(lists: np.ndarray, facts: TitleFacts) -> np.ndarray:
    """float64 (people,): of the first ten places of a list; NaN where no year is known."""
    shown = lists[:, :SHOWN]
    years = np.where(shown >= 0, facts.years[shown], 0)
    count = (years > 0).sum(axis=1)
    return np.divide(years.sum(axis=1), count, out=np.full(len(lists), np.nan), where=count > 0)
