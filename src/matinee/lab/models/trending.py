"""What is on the rise: likes that fade with age, set against the long run."""

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

DAY = 86_400


class Trending(Recommender):
    """Titles that people like more now than usual; the same for everybody.

    score = now * (now / (usual + prior)) ** growth. `now` is the number of likes a title has, each halved for every
    `half_life_days` of its age when the data ends; `usual` is what `now` would be had its likes been spread evenly over
    the whole data. growth = 0 is popularity with exponential decay, growth = 1 puts the rise before the size. `prior`
    likes keep a title with a handful of events from looking like a wonder. Where the data has no times, the likes of
    all time are the score.
    """

    class Config(ModelConfig):
        """half_life_days: age at which a like counts half. growth: how much the rise counts. prior: in likes."""

        grid: ClassVar[Grid] = {
            "half_life_days": (3.0, 7.0, 14.0, 30.0, 60.0, 120.0, 365.0),
            "growth": (0.0, 0.1, 0.25, 0.5, 1.0),
            "prior": (1.0, 5.0, 20.0),
        }

        half_life_days: float = Field(14.0, gt=0)
        growth: float = Field(0.5, ge=0, le=4)
        prior: float = Field(5.0, gt=0)

    family: ClassVar[Family] = "baseline"

    config: Config
    trend: np.ndarray
    """float32 (titles,): the score."""
    rise: np.ndarray
    """float32 (titles,): how many times its usual rate each title is liked at now; 0 where there are no times."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        liked = data.histories.liked(data.feedback)
        ever = np.bincount(liked.titles, minlength=data.n_titles).astype(np.float64)
        self.trend, self.rise = ever.astype(np.float32), np.zeros(data.n_titles, dtype=np.float32)
        if data.log.times is None or liked.times is None or not len(liked.times):
            return
        ages = (data.log.times.max() - liked.times) / DAY
        fade = np.exp2(-ages / self.config.half_life_days)
        now = np.bincount(liked.titles, weights=fade, minlength=data.n_titles)
        usual = ever * self._mean_fade(float(data.log.times.max() - data.log.times.min()) / DAY)
        rise = now / (usual + self.config.prior)
        self.trend = (now * rise**self.config.growth).astype(np.float32)
        self.rise = rise.astype(np.float32)

    def _mean_fade(self, days: float) -> float:
        """The weight of a like, averaged over moments spread evenly over the last `days`."""
        lives = max(days, 1.0) / self.config.half_life_days
        return float((1.0 - np.exp2(-lives)) / (lives * np.log(2.0)))

    def _scores(self, histories: Histories) -> Scores:
        return np.tile(self.trend, (len(histories), 1))

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        return same_for_all(titles, self.trend, [self._said_of(int(title)) for title in titles], kind="trending")

    def _said_of(self, title: int) -> str:
        if not self.rise.any():
            return f"liked by {int(self.trend[title]):,} people"
        return f"liked {self.rise[title]:.1f} times as often as usual lately"

    def state(self) -> State:
        return {"trend": self.trend, "rise": self.rise}

    def restore(self, state: State) -> None:
        self.trend = taken(state, "trend", shape=(len(self.titles),))
        self.rise = taken(state, "rise", shape=(len(self.titles),))
