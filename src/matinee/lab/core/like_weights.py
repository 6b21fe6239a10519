"""How much a like tells, for models that reason by likeness."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

from matinee.lab.core.state import State, taken

Weighting = Literal["plain", "bm25"]


@dataclass(frozen=True, eq=False)
class LikeWeights:
    """Okapi BM25 with histories as documents and titles as their words: a like tells more in a short history, and more
    for a title that few people like. Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
    (2009). A word occurs once in a document here, so `k1` only says how far the length counts at all.

    rarity: float32 (titles,), the inverse document frequency. mean_length: likes of the mean person of training.
    """

    rarity: np.ndarray
    mean_length: float
    k1: float
    b: float

    @classmethod
    def learned(cls, likes: sparse.csr_matrix, weighting: Weighting, *, k1: float, b: float) -> "LikeWeights":
        people, titles = likes.get_shape()
        if weighting == "plain":
            return cls(np.ones(titles, dtype=np.float32), 1.0, 0.0, 0.0)
        liked = np.bincount(likes.indices, minlength=titles)
        rarity = np.log1p((people - liked + 0.5) / (liked + 0.5)).astype(np.float32)
        return cls(rarity, max(likes.nnz / people, 1.0), k1, b)

    def of(self, signal: sparse.csr_matrix) -> sparse.csr_matrix:
        """The same entries, weighted; each row by itself."""
        lengths = np.diff(signal.indptr)
        against = self.k1 * ((1.0 - self.b) + self.b * lengths / self.mean_length)
        factors = ((self.k1 + 1.0) / (against + 1.0)).astype(np.float32)
        made = signal.copy()
        made.data = signal.data * np.repeat(factors, lengths) * self.rarity[signal.indices]
        return made

    def state(self) -> State:
        return {"rarity": self.rarity, "scale": np.array([self.mean_length, self.k1, self.b], dtype=np.float64)}

    @classmethod
    def restored(cls, state: State, titles: int) -> "LikeWeights":
        scale = taken(state, "scale", shape=(3,), kind=np.float64)
        return cls(taken(state, "rarity", shape=(titles,)), *(float(value) for value in scale))
