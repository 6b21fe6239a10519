"""A model without fault, from which faulty ones are made."""

from typing import ClassVar

import numpy as np

from matinee.domain.reasons import Reason, Share
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories


class Faultless(Recommender):
    """How often two titles were liked by one person, and a little popularity."""

    class Config(ModelConfig):
        dislike_weight: float = 0.0

    family: ClassVar[Family] = "neighbour"

    config: Config

    def _fit(self, data: Dataset, context: FitContext) -> None:
        likes = data.histories.likes(data.feedback)
        self.together = np.asarray((likes.T @ likes).todense(), dtype=np.float32)
        self.popularity = 1e-3 * np.diag(self.together).copy()
        np.fill_diagonal(self.together, 0.0)

    def _scores(self, histories: Histories) -> Scores:
        signal = histories.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        return signal @ self.together + self.popularity

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        return np.clip(self.scores(histories)[rows, titles], 1.0, 5.0)

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        signal = history.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        scores = self.scores(history)[0]
        return [
            Reason(
                int(title),
                float(scores[title]),
                tuple(
                    Share(int(source), float(weight * self.together[source, title]))
                    for source, weight in zip(signal.indices, signal.data, strict=True)
                ),
                rest=float(self.popularity[title]),
                rest_name="popularity",
            )
            for title in titles
        ]

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        near = self.together[titles].copy()
        near[np.arange(len(near)), titles] = -np.inf
        order = np.argsort(-near, axis=1)[:, :k]
        return TopK(order.astype(np.int32), np.take_along_axis(near, order, axis=1))

    def state(self) -> State:
        return {"together": self.together, "popularity": self.popularity}

    def restore(self, state: State) -> None:
        self.together = taken(state, "together", shape=(len(self.titles), len(self.titles)))
        self.popularity = taken(state, "popularity", shape=(len(self.titles),))
