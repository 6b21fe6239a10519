"""SVD++: a person is also what they chose to rate, whatever they made of it."""

from typing import ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.ridge import (
    filled,
    holds_of,
    products,
    ratings_of_all,
    ratings_of_pairs,
    ridge_rows,
    rows_of,
    turned,
    with_one,
)
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

_TINY = 1e-12


class Svdpp(Recommender):
    """Hidden traits of people and titles, where choosing to rate a title tells a taste too; it predicts ratings only.

    The factors of a person are a part of their own plus one vector for each title they have rated, scaled by the root
    of their number; ratings are made of biases and factors as by svd.
    Koren, "Factorization Meets the Neighborhood" (2008), equation 15, there with gradient steps. Here people and titles
    are found by ridge regressions in turn, and the vectors of all rated titles at once by conjugate gradients. A person
    is placed by their history with that same regression.
    """

    class Config(ModelConfig):
        """l2, l2_power: regularisation of the factors of a row with n ratings, l2 * n^l2_power. l2_bias: that of the
        biases, as a number of ratings. l2_rated: that of the vectors of rated titles. steps: of conjugate gradients an
        epoch. spread: of the first factors."""

        grid: ClassVar[Grid] = {
            "factors": (16, 32, 64),
            "l2": (3.0, 4.0, 6.0, 10.0),
            "l2_power": (0.15, 0.25, 0.35),
            "l2_rated": (30.0, 60.0, 100.0, 300.0),
        }

        factors: int = Field(32, ge=1)
        l2: float = Field(3.0, gt=0)
        l2_power: float = Field(0.3, ge=0)
        l2_bias: float = Field(3.0, gt=0)
        l2_rated: float = Field(60.0, gt=0)
        epochs: int = Field(10, ge=1)
        steps: int = Field(3, ge=1)
        spread: float = Field(0.1, gt=0)

    family: ClassVar[Family] = "factor"
    ranks: ClassVar[bool] = False

    config: Config
    mean: float
    biased: np.ndarray
    """float32 (titles, 1 + factors): bias and factors of each title."""
    rated: np.ndarray
    """float32 (titles, factors): what it says of a person that they rated the title."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config, given = self.config, data.histories
        self.mean = float(given.values.mean(dtype=np.float64))
        ratings = given.matrix(given.values - np.float32(self.mean))
        chosen = _chosen(ratings)
        start = context.generator("svdpp: first factors").standard_normal((data.n_titles, config.factors))
        self.biased = np.hstack([np.zeros((data.n_titles, 1)), config.spread * start]).astype(np.float32)
        self.rated = np.zeros((data.n_titles, config.factors), dtype=np.float32)
        rows, (by_title, order) = rows_of(ratings), turned(ratings)
        title_holds = self._holds(np.diff(by_title.indptr))
        for epoch in context.track(range(config.epochs), label="svdpp"):
            own = self._own(ratings, threads=context.threads)
            people = own.copy()
            people[:, 1:] += chosen @ self.rated
            left = ratings.data - people[rows, 0]
            wanted = filled(by_title, left[order])
            self.biased = ridge_rows(wanted, with_one(people), title_holds, threads=context.threads)
            left -= self.biased[ratings.indices, 0]
            left -= products(own[:, 1:], self.biased[:, 1:], rows, ratings.indices)
            self._improve_rated(filled(ratings, left), chosen, rows)
            left -= products(chosen @ self.rated, self.biased[:, 1:], rows, ratings.indices)
            context.point("train rmse", epoch + 1, float(np.sqrt(np.mean(left**2))))

    def _improve_rated(self, unsaid: sparse.csr_matrix, chosen: sparse.csr_matrix, rows: np.ndarray) -> None:
        """A few steps of conjugate gradients towards the vectors of rated titles that say best what is left unsaid.

        unsaid: (people, titles), what each rating is beside biases and the own part of the person.
        """
        factors, back = self.biased[:, 1:], sparse.csr_matrix(chosen.T)

        def said(vectors: np.ndarray) -> np.ndarray:
            return products(chosen @ vectors, factors, rows, unsaid.indices)

        def pulled(entries: np.ndarray) -> np.ndarray:
            return back @ (filled(unsaid, entries) @ factors)

        hold = np.float32(self.config.l2_rated)
        residual = pulled(unsaid.data - said(self.rated)) - hold * self.rated
        direction, size = residual, float((residual**2).sum())
        for _ in range(self.config.steps):
            if size <= _TINY:
                return
            pull = pulled(said(direction)) + hold * direction
            stride = np.float32(size / float((direction * pull).sum()))
            self.rated = self.rated + stride * direction
            residual = residual - stride * pull
            previous, size = size, float((residual**2).sum())
            direction = residual + np.float32(size / previous) * direction

    def _own(self, ratings: sparse.csr_matrix, *, threads: int) -> np.ndarray:
        """float32 (people, 1 + factors): the bias and the part of the factors that is nobody else's."""
        given = _chosen(ratings) @ self.rated
        left = ratings.data - self.biased[ratings.indices, 0]
        left -= products(given, self.biased[:, 1:], rows_of(ratings), ratings.indices)
        holds = self._holds(np.diff(ratings.indptr))
        return ridge_rows(filled(ratings, left), with_one(self.biased), holds, threads=threads)

    def _holds(self, counts: np.ndarray) -> np.ndarray:
        config = self.config
        return holds_of(counts, config.factors, l2=config.l2, power=config.l2_power, l2_bias=config.l2_bias)

    def _people(self, histories: Histories) -> np.ndarray:
        """float32 (people, 1 + factors)"""
        ratings = histories.matrix(histories.values - np.float32(self.mean))
        made = self._own(ratings, threads=self.threads)
        made[:, 1:] += _chosen(ratings) @ self.rated
        return made

    def _scores(self, histories: Histories) -> Scores:
        return ratings_of_all(self._people(histories), self.biased, self.mean)

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        made = ratings_of_pairs(self._people(histories), self.biased, self.mean, rows=rows, columns=titles)
        return np.clip(made, self.feedback.lowest, self.feedback.highest)

    def state(self) -> State:
        return {"biased": self.biased, "rated": self.rated, "mean": np.array([self.mean], dtype=np.float64)}

    def restore(self, state: State) -> None:
        self.biased = taken(state, "biased", shape=(len(self.titles), 1 + self.config.factors))
        self.rated = taken(state, "rated", shape=(len(self.titles), self.config.factors))
        self.mean = float(taken(state, "mean", shape=(1,), kind=np.float64)[0])


def _chosen(ratings: sparse.csr_matrix) -> sparse.csr_matrix:
    """What each person has rated, whatever they made of it: 1 / sqrt(number) for each of their titles."""
    counts = np.diff(ratings.indptr)
    return filled(ratings, np.repeat(1.0 / np.sqrt(np.maximum(counts, 1)), counts).astype(np.float32))
