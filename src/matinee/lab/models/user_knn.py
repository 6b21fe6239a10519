"""User-based neighbours: people who liked the same titles."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.domain.reasons import Reason
from matinee.lab.core import prior
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.like_weights import LikeWeights, Weighting
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons
from matinee.lab.core.state import State, sparse_state, sparse_taken, taken
from matinee.lab.core.threads import spread
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

CELLS_AT_ONCE = 1 << 21
"""Likenesses held in memory at a time, for one thread."""


class UserKnn(Recommender):
    """What the people most like this person liked.

    The score of a title is the sum, over the people nearest to this history who liked it, of how near they are.
    Nearness of a neighbour b to the history a is a.b / (|b| + shrinkage), over weighted likes, to the power of `power`:
    the cosine, but for |a|, which is the same for all neighbours and so changes no order, and without which a title
    taken out of the history takes away what it brought and nothing else. The model remembers the likes of training
    without knowing whose they are. Resnick et al., "GroupLens: An Open Architecture for Collaborative Filtering of
    Netnews" (CSCW 1994); Breese, Heckerman and Kadie, "Empirical Analysis of Predictive Algorithms for Collaborative
    Filtering" (UAI 1998), for rarity and powers.
    """

    class Config(ModelConfig):
        """neighbours: people asked. weighting: of likes, "plain" or "bm25" with its k1 and b. shrinkage: in weighted
        likes. power: above 1 listens more to the nearest. dislike_weight: what a dislike in a history counts against;
        what is remembered are likes."""

        grid: ClassVar[Grid] = {
            "neighbours": (50, 100, 200, 400, 800),
            "weighting": ("plain", "bm25"),
            "shrinkage": (0.0, 1.0, 5.0),
            "power": (1.0, 2.0, 3.0),
        }
        small: ClassVar[Mapping[str, Any]] = {"neighbours": 6}

        neighbours: int = Field(100, ge=1)
        weighting: Weighting = "bm25"
        k1: float = Field(100.0, gt=0)
        b: float = Field(0.5, ge=0, le=1)
        shrinkage: float = Field(1.0, ge=0)
        power: float = Field(2.0, gt=0)
        dislike_weight: float = Field(0.0, ge=0)

    family: ClassVar[Family] = "neighbour"

    config: Config
    likes: sparse.csr_matrix
    """float32 (people remembered, titles)"""
    weights: LikeWeights
    prior: np.ndarray
    """float32 (titles,)"""
    _by_title: sparse.csr_matrix
    """float32 (titles, people remembered): the same likes, weighted."""
    _against: np.ndarray
    """float32 (people remembered,), above zero: what the product with each is divided by."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        likes = data.histories.likes(data.feedback)
        self.prior = prior.popularity_prior(likes)
        self.weights = LikeWeights.learned(likes, self.config.weighting, k1=self.config.k1, b=self.config.b)
        self._remember(likes[np.diff(likes.indptr) > 0])

    def _remember(self, likes: sparse.csr_matrix) -> None:
        self.likes = likes
        weighted = self.weights.of(likes)
        self._against = _lengths(weighted) + np.float32(self.config.shrinkage)
        self._by_title = sparse.csr_matrix(weighted.T)

    def _scores(self, histories: Histories) -> Scores:
        signal = histories.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        made = np.tile(self.prior, (len(histories), 1))
        size = max(1, CELLS_AT_ONCE // max(len(self._against), 1))

        def score(first: int) -> None:
            nearness = self._nearest(signal[first : first + size])
            made[first : first + size] += sparse.csr_matrix(nearness @ self.likes).toarray()

        spread(score, range(0, len(histories), size), threads=self.threads)
        return made

    def _nearest(self, signal: sparse.csr_matrix) -> sparse.csr_matrix:
        """float32 (rows, people remembered): the nearness of the nearest, nothing elsewhere."""
        asking = self.weights.of(signal)
        near = sparse.csr_matrix(asking @ self._by_title).toarray()
        near /= self._against
        rows, remembered = near.shape
        kept = min(self.config.neighbours, remembered)
        people = np.argpartition(near, remembered - kept, axis=1)[:, remembered - kept :]
        people.sort(axis=1)
        entries = np.maximum(np.take_along_axis(near, people, axis=1), np.float32(0.0)) ** np.float32(self.config.power)
        offsets = np.arange(0, rows * kept + 1, kept)
        made = sparse.csr_matrix((entries.ravel(), people.ravel(), offsets), shape=(rows, remembered))
        made.eliminate_zeros()
        return made

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        """A neighbour's say is shared out among the titles in common, as each enters the product; so the shares add up.

        With a power other than 1 the say of a neighbour is still split in the proportions of that product.
        """
        signal = history.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        nearest = self._nearest(signal)
        people, say = nearest.indices, nearest.data
        asking = self.weights.of(signal)
        common = self._by_title[signal.indices][:, people].toarray() * asking.data[:, None]
        split = common * (say / np.maximum(common.sum(axis=0), np.float32(1e-12)))
        part = split @ self.likes[people][:, titles].toarray()
        return reasons(titles, signal.indices, part, rest=self.prior[titles], rest_name=prior.NAME, kind="people")

    def state(self) -> State:
        return {"prior": self.prior, **self.weights.state(), **sparse_state(self.likes, prefix="likes")}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.prior = taken(state, "prior", shape=(count,))
        self.weights = LikeWeights.restored(state, count)
        self._remember(sparse_taken(state, prefix="likes", shape=(None, count)))


def _lengths(weighted: sparse.csr_matrix) -> np.ndarray:
    """float32 (rows,)"""
    rows = np.repeat(np.arange(len(weighted.indptr) - 1), np.diff(weighted.indptr))
    return np.sqrt(np.bincount(rows, weights=weighted.data**2, minlength=len(weighted.indptr) - 1)).astype(np.float32)
