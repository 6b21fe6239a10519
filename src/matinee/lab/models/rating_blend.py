"""A weighted sum of the ratings that other models expect."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from matinee.lab.blending.lessons import check_lesson
from matinee.lab.blending.members import PREFIX, Members, MemberSettings
from matinee.lab.blending.rated import expected, own_rating_lesson, predicting, rating_weights
from matinee.lab.core import registry
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

PAIRS_AT_ONCE = 1 << 18


class RatingBlend(Recommender):
    """What several models expect somebody to rate, weighted alike for everybody; it predicts ratings only.

    Weights are learned by least squares, none below 0, on ratings that no member has seen: those of the lesson that
    `FitContext` brings, or a tenth of the data. Breiman, "Stacked Regressions" (1996). The members are fitted to all of
    the data afterwards.
    """

    class Config(ModelConfig):
        """members: names of models that predict ratings, or a table of names and settings. hold: pull to equal weights,
        as if so many ratings had asked for these."""

        small: ClassVar[Mapping[str, Any]] = {"members": ("bias", "svd")}

        members: MemberSettings = Field(("svdpp", "bfm"), validate_default=True)  # pyright: ignore[reportAssignmentType]
        hold: float = Field(20.0, ge=0)

    family: ClassVar[Family] = "blend"
    ranks: ClassVar[bool] = False
    reads_lessons: ClassVar[bool] = True

    config: Config
    members: Members
    weights: np.ndarray
    """float64 (members,), none below 0."""
    added: float

    def _fit(self, data: Dataset, context: FitContext) -> None:
        named = self.config.members
        predicting([registry.make(name, settings) for name, settings in named.items()])
        lesson = context.lesson or own_rating_lesson(data, context)
        if lesson is None or len(named) == 1:
            self.weights, self.added = np.full(len(named), 1.0 / len(named)), 0.0
        else:
            check_lesson(lesson)
            task = lesson.task
            asked = (task.targets.row_numbers, task.targets.titles)
            students = Members.fitted(named, lesson.train, context)
            said = expected(students, task.histories, *asked, times=task.targets.times)
            self.weights, self.added = rating_weights(said, task.targets.values, hold=self.config.hold)
        self.members = Members.fitted(named, data, context)

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        made = expected(self.members, histories, rows, titles, times=times) @ self.weights + self.added
        return np.clip(made, self.feedback.lowest, self.feedback.highest).astype(np.float32)

    def _scores(self, histories: Histories) -> Scores:
        """The expected rating of every title, before it is kept to the scale."""
        count, made = histories.n_titles, np.empty((len(histories), histories.n_titles), dtype=np.float32)
        people = max(1, PAIRS_AT_ONCE // count)
        for first in range(0, len(histories), people):
            part = histories.rows(slice(first, first + people))
            rows, titles = np.divmod(np.arange(len(part) * count), count)
            said = expected(self.members, part, rows, titles, times=None) @ self.weights + self.added
            made[first : first + people] = said.reshape(len(part), count)
        return made

    def state(self) -> State:
        return {"weights": self.weights, "added": np.array([self.added]), **self.members.state()}

    def restore(self, state: State) -> None:
        self.weights = taken(state, "weights", shape=(len(self.config.members),), kind=np.float64)
        self.added = float(taken(state, "added", shape=(1,), kind=np.float64)[0])
        if (self.weights < 0).any() or not np.isfinite([*self.weights, self.added]).all():
            raise ValueError("a weight is below 0, or a number is not finite")
        held = {key: array for key, array in state.items() if key.startswith(f"{PREFIX}.")}
        self.members = Members.restored(
            self.config.members, held, titles=self.titles, feedback=self.feedback, threads=self.threads
        )
