"""Matrix factorisation with biases, by alternating ridge regressions."""

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
    ridge_row,
    ridge_rows,
    rows_of,
    with_one,
)
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories


class Svd(Recommender):
    """A person and a title agree as far as a few hidden traits of both do; it predicts ratings only.

    rating = mean of all + bias of the title + bias of the person + factors of the title . factors of the person.
    Funk (2006); Koren, Bell and Volinsky, "Matrix Factorization Techniques for Recommender Systems" (2009), equations 4
    and 5, there with one lambda and gradient steps. Here biases and factors of all people, then of all titles, are
    found at once by ridge regression. A person is placed by their history with that same regression.
    """

    class Config(ModelConfig):
        """l2, l2_power: regularisation of the factors of a row with n ratings, l2 * n^l2_power. l2_bias: that of the
        biases, as a number of ratings. spread: of the first factors."""

        grid: ClassVar[Grid] = {
            "factors": (16, 32, 64),
            "l2": (2.0, 3.0, 4.0, 6.0),
            "l2_power": (0.15, 0.25, 0.35),
            "l2_bias": (2.0, 3.0, 5.0),
        }

        factors: int = Field(32, ge=1)
        l2: float = Field(3.0, gt=0)
        l2_power: float = Field(0.3, ge=0)
        l2_bias: float = Field(3.0, gt=0)
        epochs: int = Field(10, ge=1)
        spread: float = Field(0.1, gt=0)

    family: ClassVar[Family] = "factor"
    ranks: ClassVar[bool] = False

    config: Config
    mean: float
    biased: np.ndarray
    """float32 (titles, 1 + factors): bias and factors of each title."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config, given = self.config, data.histories
        self.mean = float(given.values.mean(dtype=np.float64))
        by_person = given.matrix(given.values - np.float32(self.mean))
        by_title = sparse.csr_matrix(by_person.T)
        start = context.generator("svd: first factors").standard_normal((data.n_titles, config.factors))
        self.biased = np.hstack([np.zeros((data.n_titles, 1)), config.spread * start]).astype(np.float32)
        for epoch in context.track(range(config.epochs), label="svd"):
            people = self._placed(by_person, self.biased, threads=context.threads)
            self.biased = self._placed(by_title, people, threads=context.threads)
            left = by_title.data - people[by_title.indices, 0]
            left -= products(self.biased, with_one(people), rows_of(by_title), by_title.indices)
            context.point("train rmse", epoch + 1, float(np.sqrt(np.mean(left**2))))

    def _placed(self, targets: sparse.csr_matrix, others: np.ndarray, *, threads: int) -> np.ndarray:
        """float32 (rows, 1 + factors): biases and factors of the rows, given those of the columns."""
        holds = self._holds(np.diff(targets.indptr))
        left = filled(targets, targets.data - others[targets.indices, 0])
        return ridge_rows(left, with_one(others), holds, threads=threads)

    def _holds(self, counts: np.ndarray) -> np.ndarray:
        """float32 (rows, 1 + factors), of rows with so many ratings."""
        config = self.config
        return holds_of(counts, config.factors, l2=config.l2, power=config.l2_power, l2_bias=config.l2_bias)

    def _people(self, histories: Histories) -> np.ndarray:
        """float32 (people, 1 + factors)"""
        if len(histories) == 1:
            return self._person(histories)[None]
        targets = histories.matrix(histories.values - np.float32(self.mean))
        return self._placed(targets, self.biased, threads=self.threads)

    def _person(self, history: Histories) -> np.ndarray:
        """float32 (1 + factors,): as `_people`, which for one person is mostly spent on copying all titles."""
        rated = self.biased[history.titles]
        left = history.values - np.float32(self.mean) - rated[:, 0]
        return ridge_row(left, with_one(rated), self._holds(history.lengths)[0])

    def _scores(self, histories: Histories) -> Scores:
        return ratings_of_all(self._people(histories), self.biased, self.mean)

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        if len(histories) == 1:
            wanted = slice(None) if 2 * len(titles) > len(self.biased) else titles
            made = ratings_of_all(self._person(histories)[None], self.biased[wanted], self.mean)[0]
            made = made if wanted is titles else made[titles]
        else:
            made = ratings_of_pairs(self._people(histories), self.biased, self.mean, rows=rows, columns=titles)
        return np.clip(made, self.feedback.lowest, self.feedback.highest)

    def state(self) -> State:
        return {"biased": self.biased, "mean": np.array([self.mean], dtype=np.float64)}

    def restore(self, state: State) -> None:
        self.biased = taken(state, "biased", shape=(len(self.titles), 1 + self.config.factors))
        self.mean = float(taken(state, "mean", shape=(1,), kind=np.float64)[0])
