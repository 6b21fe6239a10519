"""Item-based neighbours: titles liked by the same people are alike."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.domain.reasons import Reason
from matinee.kit import topk
from matinee.lab.core import prior
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.gram import gram
from matinee.lab.core.like_weights import LikeWeights, Weighting
from matinee.lab.core.likes_times import likes_times
from matinee.lab.core.pruning import largest_of_each_column, liked_titles, spread_out
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons
from matinee.lab.core.state import State, sparse_state, sparse_taken, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories


class ItemKnn(Recommender):
    """Titles like those of the history, by the people who liked both.

    The score of a title is the sum of its likeness to the titles of the history, over its nearest neighbours.
    The likeness is the cosine of the titles' weighted columns, shrunk where few people stand behind it:
    a.b / (|a| |b| + shrinkage). Sarwar, Karypis, Konstan and Riedl, "Item-Based Collaborative Filtering Recommendation
    Algorithms" (WWW 2001); Deshpande and Karypis, "Item-Based Top-N Recommendation Algorithms" (2004).
    """

    class Config(ModelConfig):
        """neighbours: kept for each title. weighting: of likes, "plain" or "bm25" with its k1 and b. shrinkage: in
        weighted likes. dislike_weight: what a dislike in a history counts against; training knows only likes."""

        grid: ClassVar[Grid] = {
            "neighbours": (50, 100, 200, 400, 1000),
            "shrinkage": (0.0, 5.0, 20.0, 100.0),
            "weighting": ("plain", "bm25"),
            "b": (0.5, 0.75, 0.9, 1.0),
        }
        small: ClassVar[Mapping[str, Any]] = {"neighbours": 6}

        neighbours: int = Field(200, ge=1)
        weighting: Weighting = "bm25"
        k1: float = Field(100.0, gt=0)
        b: float = Field(0.9, ge=0, le=1)
        shrinkage: float = Field(0.0, ge=0)
        dislike_weight: float = Field(0.0, ge=0)

    family: ClassVar[Family] = "neighbour"

    config: Config
    likeness: sparse.csr_matrix
    """float32 (titles of the history, titles scored)"""
    prior: np.ndarray
    """float32 (titles,)"""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        likes = data.histories.likes(data.feedback)
        self.prior = prior.popularity_prior(likes)
        weights = LikeWeights.learned(likes, config.weighting, k1=config.k1, b=config.b)
        liked = liked_titles(likes)
        products = gram(sparse.csr_matrix(weights.of(likes)[:, liked]), threads=context.threads)
        context.check_time("item_knn: products of titles")
        near = largest_of_each_column(_cosines(products, config.shrinkage), config.neighbours)
        self.likeness = spread_out(near, liked, data.n_titles)

    def _scores(self, histories: Histories) -> Scores:
        weight = self.config.dislike_weight
        return self.prior + likes_times(self.likeness, histories, self.feedback, dislike_weight=weight)

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        signal = history.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        part = self.likeness[signal.indices][:, titles].toarray() * signal.data[:, None]
        return reasons(titles, signal.indices, part, rest=self.prior[titles], rest_name=prior.NAME)

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By likeness, among the titles that count each of `titles` as a near neighbour."""
        near = self.likeness[titles].toarray()
        near[near == 0.0] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def state(self) -> State:
        return {"prior": self.prior, **sparse_state(self.likeness, prefix="likeness")}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.prior = taken(state, "prior", shape=(count,))
        self.likeness = sparse_taken(state, prefix="likeness", shape=(count, count))


def _cosines(products: np.ndarray, shrinkage: float) -> np.ndarray:
    """In place; a title is not its own neighbour, and one that nobody liked has none."""
    lengths = np.sqrt(np.diag(products))
    for column, length in enumerate(lengths):
        products[:, column] /= np.maximum(lengths * length + np.float32(shrinkage), np.float32(1e-12))
    np.fill_diagonal(products, 0.0)
    return products
