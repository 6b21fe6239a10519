"""All-time popularity: the titles most people liked."""

from typing import ClassVar

import numpy as np

from matinee.domain.reasons import Reason
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import same_for_all
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories


class Popular(Recommender):
    """Titles that most people liked, of all time; the same for everybody.

    The score is the number of people who liked it.
    """

    class Config(ModelConfig):
        """Nothing to set."""

    family: ClassVar[Family] = "baseline"

    config: Config
    likes: np.ndarray
    """float32 (titles,): people who liked each."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        liked = data.histories.liked(data.feedback)
        self.likes = np.bincount(liked.titles, minlength=data.n_titles).astype(np.float32)

    def _scores(self, histories: Histories) -> Scores:
        return np.tile(self.likes, (len(histories), 1))

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        return same_for_all(titles, self.likes, [f"liked by {int(self.likes[title]):,} people" for title in titles])

    def state(self) -> State:
        return {"likes": self.likes}

    def restore(self, state: State) -> None:
        self.likes = taken(state, "likes", shape=(len(self.titles),))
