"""EASE: a linear model between titles with a closed form."""

from typing import ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.domain.errors import BadConfig
from matinee.domain.reasons import Reason
from matinee.kit import topk
from matinee.lab.core import prior
from matinee.lab.core.answers import Parts, Scores, Told, TopK
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.gram import gram
from matinee.lab.core.inverses import inverse_of_positive
from matinee.lab.core.likes_times import SomeRows, likes_times
from matinee.lab.core.pruning import largest_of_each_column, liked_titles, spread_out
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons_of
from matinee.lab.core.state import State, sparse_state, sparse_taken, taken
from matinee.lab.core.threads import blas_threads
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.vocabulary import ABSENT

FEW_TITLES = 2000


class Ease(Recommender):
    """Weights between titles by which every history is best told from its other titles, in closed form.

    scores = history @ weights, where the weights reproduce the training histories best with a zero diagonal.
    Harald Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019): with P the inverse of
    (X'X + l2 I), weights[i, j] = -P[i, j] / P[j, j]. The inverse is taken by Cholesky in float32.
    """

    class Config(ModelConfig):
        """l2: in units of likes. keep: entries kept for each title, the largest by size; None keeps all.
        dislike_weight: what a dislike in a history counts against, a like being 1; training knows only likes."""

        grid: ClassVar[Grid] = {
            "l2": (100.0, 200.0, 300.0, 500.0, 700.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0, 32000.0)
        }

        l2: float = Field(500.0, gt=0)
        keep: int | None = Field(None, ge=1)
        dislike_weight: float = Field(0.0, ge=0)

    family: ClassVar[Family] = "linear"

    config: Config
    liked: np.ndarray
    """int32, ascending: the titles that somebody liked; the weights of all others are zero."""
    weights: np.ndarray | sparse.csr_matrix
    """float32 (titles of the history, titles scored): dense over `liked` alone, sparse over all titles."""
    prior: np.ndarray
    """float32 (titles,)"""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        likes = data.histories.likes(data.feedback)
        self.prior = prior.popularity_prior(likes)
        self.liked = liked_titles(likes)
        products = gram(sparse.csr_matrix(likes[:, self.liked]), threads=context.threads)
        context.check_time("ease: products of titles")
        # On few titles the threads of BLAS wait for each other longer than they work, above all on a busy machine.
        with blas_threads(1 if len(self.liked) < FEW_TITLES else context.threads):
            inverse = _inverse(products, self.config.l2)
        weights = _weights(inverse)
        if self.config.keep is None:
            self.weights = weights
        else:
            self.weights = spread_out(largest_of_each_column(weights, self.config.keep), self.liked, data.n_titles)

    def _scores(self, histories: Histories) -> Scores:
        weight = self.config.dislike_weight
        if not isinstance(self.weights, np.ndarray):
            return self.prior + likes_times(self.weights, histories, self.feedback, dislike_weight=weight)
        signal = histories.likes(self.feedback, dislike_weight=weight)
        if len(self.liked) == len(self.titles):
            return self.prior + signal @ self.weights
        made = np.tile(self.prior, (len(histories), 1))
        made[:, self.liked] += signal[:, self.liked] @ self.weights
        return made

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        return reasons_of(titles, self._parts(history, np.asarray(titles)), rest_name=prior.NAME)

    def told(self, history: Histories) -> Told:
        if isinstance(self.weights, np.ndarray):
            return Told(self.scores(history)[0], lambda titles: self._parts(history, titles))
        sources, strengths = history.likes_of_one(self.feedback, dislike_weight=self.config.dislike_weight)
        rows = SomeRows.of(self.weights, sources)

        def parts(titles: np.ndarray) -> Parts:
            return Parts(sources, rows.block(titles) * strengths[:, None], self.prior[titles])

        return Told(self.prior + rows.summed(strengths), parts)

    def _parts(self, history: Histories, titles: np.ndarray) -> Parts:
        sources, strengths = history.likes_of_one(self.feedback, dislike_weight=self.config.dislike_weight)
        return Parts(sources, self._block(sources, titles) * strengths[:, None], self.prior[titles])

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By the weight with which liking one title raises the other."""
        near = self._block(np.asarray(titles), np.arange(len(self.titles)))
        near[np.arange(len(near)), titles] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def _block(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """float32 (rows, columns): the weights between titles at these positions."""
        if not isinstance(self.weights, np.ndarray):
            return SomeRows.of(self.weights, rows).block(columns)
        places = np.full(len(self.titles), ABSENT, dtype=np.int32)
        places[self.liked] = np.arange(len(self.liked), dtype=np.int32)
        down, across = places[rows], places[columns]
        made = np.zeros((len(rows), len(columns)), dtype=np.float32)
        made[np.ix_(down != ABSENT, across != ABSENT)] = self.weights[
            np.ix_(down[down != ABSENT], across[across != ABSENT])
        ]
        return made

    def state(self) -> State:
        weights = self.weights
        kept = {"weights": weights} if isinstance(weights, np.ndarray) else sparse_state(weights, prefix="weights")
        return {"prior": self.prior, "liked": self.liked, **kept}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.prior = taken(state, "prior", shape=(count,))
        self.liked = taken(state, "liked", shape=(None,), kind=np.int32)
        if len(self.liked) and (self.liked[0] < 0 or self.liked[-1] >= count or (np.diff(self.liked) <= 0).any()):
            raise ValueError(f"'liked' is no ascending list of titles from 0 to {count - 1}")
        if self.config.keep is None:
            self.weights = taken(state, "weights", shape=(len(self.liked), len(self.liked)))
        else:
            self.weights = sparse_taken(state, prefix="weights", shape=(count, count))


def _inverse(products: np.ndarray, l2: float) -> np.ndarray:
    """The inverse of `products` + l2 I, in place."""
    products[np.diag_indices(len(products))] += np.float32(l2)
    try:
        return inverse_of_positive(products)
    except np.linalg.LinAlgError as error:
        raise BadConfig(
            "the matrix cannot be inverted in single precision",
            where=f"setting 'l2' of model 'ease': {l2:g}",
            remedy="Choose a larger l2",
        ) from error


def _weights(inverse: np.ndarray) -> np.ndarray:
    """float32 (titles, titles), in place."""
    inverse /= -np.diag(inverse).copy()
    np.fill_diagonal(inverse, 0.0)
    return inverse
