"""The best rated titles, with few ratings drawn towards the mean of all."""

from typing import ClassVar

import numpy as np
from pydantic import Field

from matinee.domain.reasons import Reason
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import same_for_all
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories


class WellRated(Recommender):
    """The best rated titles, with few ratings drawn towards the mean; the same for everybody.

    The Bayesian average: (sum of its ratings + strength * mean of all) / (number of its ratings + strength).
    It is the posterior mean of a title's rating where the titles' own means scatter normally about the mean of all and
    `strength` is the ratio of the variance within a title to the variance between titles.
    """

    class Config(ModelConfig):
        """strength: how many ratings of average height every title starts with."""

        grid: ClassVar[Grid] = {"strength": (1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 1000.0, 5000.0)}

        strength: float = Field(5.0, gt=0)

    family: ClassVar[Family] = "baseline"

    config: Config
    average: np.ndarray
    """float32 (titles,)"""
    ratings: np.ndarray
    """float32 (titles,): how many each average stands on."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        given = data.histories
        mean = float(given.values.mean(dtype=np.float64))
        above = np.bincount(given.titles, weights=given.values - mean, minlength=data.n_titles)
        counts = np.bincount(given.titles, minlength=data.n_titles)
        self.average = (mean + above / (counts + self.config.strength)).astype(np.float32)
        self.ratings = counts.astype(np.float32)

    def _scores(self, histories: Histories) -> Scores:
        return np.tile(self.average, (len(histories), 1))

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        return np.clip(self.average[titles], self.feedback.lowest, self.feedback.highest)

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        said = [f"rated {self.average[title]:.1f}, from {int(self.ratings[title]):,} ratings" for title in titles]
        return same_for_all(titles, self.average, said, kind="well rated")

    def state(self) -> State:
        return {"average": self.average, "ratings": self.ratings}

    def restore(self, state: State) -> None:
        self.average = taken(state, "average", shape=(len(self.titles),))
        self.ratings = taken(state, "ratings", shape=(len(self.titles),))
