"""Recent popularity: the titles most people liked shortly before the data ends."""

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


class PopularRecent(Recommender):
    """Titles that most people liked lately; the same for everybody.

    The score is the number of people who liked it in the last `days` before the last event of training.
    Equal counts are ordered by likes of all time, which enter as a fraction below one. Where the data has no times,
    the likes of all time are the score.
    """

    class Config(ModelConfig):
        """days: length of the window."""

        grid: ClassVar[Grid] = {"days": (7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0)}

        days: float = Field(30.0, gt=0)

    family: ClassVar[Family] = "baseline"

    config: Config
    recent: np.ndarray
    """float32 (titles,): people who liked each inside the window."""
    ever: np.ndarray
    """float32 (titles,): people who liked each at any time."""
    timed: bool

    def _fit(self, data: Dataset, context: FitContext) -> None:
        liked = data.histories.liked(data.feedback)
        self.ever = np.bincount(liked.titles, minlength=data.n_titles).astype(np.float32)
        self.timed = data.log.times is not None and liked.times is not None
        self.recent = self.ever
        if data.log.times is not None and liked.times is not None:
            inside = liked.times > data.log.times.max() - self.config.days * DAY
            self.recent = np.bincount(liked.titles[inside], minlength=data.n_titles).astype(np.float32)

    @property
    def _scored(self) -> np.ndarray:
        if not self.timed:
            return self.ever
        return self.recent + self.ever / (self.ever.max() + 1.0)

    def _scores(self, histories: Histories) -> Scores:
        return np.tile(self._scored, (len(histories), 1))

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        period = f" in the last {self.config.days:g} days of the data" if self.timed else ""
        said = [f"liked by {int(self.recent[title]):,} people{period}" for title in titles]
        return same_for_all(titles, self._scored, said)

    def state(self) -> State:
        return {"recent": self.recent, "ever": self.ever, "timed": np.array([self.timed])}

    def restore(self, state: State) -> None:
        self.recent = taken(state, "recent", shape=(len(self.titles),))
        self.ever = taken(state, "ever", shape=(len(self.titles),))
        self.timed = bool(taken(state, "timed", shape=(1,), kind=np.bool_)[0])
