"""Towards the person's own mix of genres."""

import numpy as np

from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.reranker import Candidates, Steady, Wish

SMOOTHING = 0.01
"""So much of the slate's mix is taken from the person's own, so that a genre it lacks costs much, but not all."""
WORST = np.float32(np.log(1 / SMOOTHING))
"""The divergence of a slate that has nothing of what the person likes."""


class Calibration:
    """Titles with which the genres of the slate come nearest to those of what the person liked.

    The worth falls with KL(p || q), p the mix of the history and q that of the slate with the title on it. Harald
    Steck, "Calibrated Recommendations" (RecSys 2018), whose greedy choice this is. A person, or a title, of unknown
    genres is left as it is.
    """

    def wish(self, candidates: Candidates, facets: Facets) -> Wish:
        own = facets.mix[candidates.liked].sum(axis=0)
        if not own.sum():
            return Steady(np.zeros(len(candidates), dtype=np.float32))
        return _Nearing(own / own.sum(), facets.mix[candidates.titles])


class _Nearing:
    """mixes lie genre by genre, since long rows are quicker to work on."""

    def __init__(self, own: np.ndarray, mixes: np.ndarray) -> None:
        held = own > 0
        self.own, self.mixes = own[held], np.ascontiguousarray(mixes[:, held].T)
        self.known = mixes.sum(axis=1)
        self.sum = np.zeros(len(self.own), dtype=np.float32)
        self.count = np.float32(0.0)
        self.most = self.own @ np.log(self.own)

    def worth(self) -> np.ndarray:
        mixed = self.mixes + self.sum[:, None]
        mixed *= np.float32(1 - SMOOTHING) / np.maximum(self.count + self.known, np.float32(1.0))
        mixed += np.float32(SMOOTHING) * self.own[:, None]
        np.log(mixed, out=mixed)
        return np.clip(1 - (self.most - self.own @ mixed) / WORST, 0.0, 1.0)

    def chosen(self, place: int) -> None:
        self.sum += self.mixes[:, place]
        self.count += self.known[place]
