"""The rating baseline: some titles are rated higher than others, and some people rate higher than others."""

from typing import ClassVar

import numpy as np
from pydantic import Field

from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories


class Bias(Recommender):
    """Some titles are rated higher than others, and some people rate higher than others; it predicts ratings only.

    rating = mean of all + offset of the title + offset of the person, by alternating regularised least squares.
    The offset of a person is computed from the history at hand, so that somebody new is treated like everybody else.
    Koren, Bell and Volinsky, "Matrix Factorization Techniques for Recommender Systems" (2009), equation 3.
    """

    class Config(ModelConfig):
        """l2_title, l2_person: shrinkage, as a number of ratings of average height. epochs: rounds of alternation."""

        grid: ClassVar[Grid] = {"l2_title": (1.0, 2.0, 4.0, 8.0, 16.0), "l2_person": (2.0, 4.0, 8.0, 16.0)}

        l2_title: float = Field(3.0, gt=0)
        l2_person: float = Field(5.0, gt=0)
        epochs: int = Field(10, ge=1)

    family: ClassVar[Family] = "baseline"
    ranks: ClassVar[bool] = False

    config: Config
    mean: float
    offsets: np.ndarray
    """float32 (titles,)"""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        given = data.histories
        self.mean = float(given.values.mean(dtype=np.float64))
        self.offsets = np.zeros(data.n_titles, dtype=np.float32)
        counts = np.bincount(given.titles, minlength=data.n_titles)
        for _ in context.track(range(self.config.epochs), label="bias"):
            left = given.values - self.mean - self._person_offsets(given)[given.row_numbers]
            total = np.bincount(given.titles, weights=left, minlength=data.n_titles)
            self.offsets = (total / (counts + self.config.l2_title)).astype(np.float32)

    def _person_offsets(self, histories: Histories) -> np.ndarray:
        """float32 (people,)"""
        left = histories.values - self.mean - self.offsets[histories.titles]
        total = np.bincount(histories.row_numbers, weights=left, minlength=len(histories))
        return (total / (histories.lengths + self.config.l2_person)).astype(np.float32)

    def _scores(self, histories: Histories) -> Scores:
        return self.mean + self.offsets[None, :] + self._person_offsets(histories)[:, None]

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        made = self.mean + self.offsets[titles] + self._person_offsets(histories)[rows]
        return np.clip(made, self.feedback.lowest, self.feedback.highest).astype(np.float32)

    def state(self) -> State:
        return {"offsets": self.offsets, "mean": np.array([self.mean], dtype=np.float64)}

    def restore(self, state: State) -> None:
        self.offsets = taken(state, "offsets", shape=(len(self.titles),))
        self.mean = float(taken(state, "mean", shape=(1,), kind=np.float64)[0])
