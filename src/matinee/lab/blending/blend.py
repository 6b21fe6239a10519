"""What all blends share: members that are fitted, a lesson on which they are weighed, and a state made of theirs."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, final

import numpy as np
from pydantic import Field

from matinee.lab.blending.candidates import Candidates, as_opinion, gather
from matinee.lab.blending.lessons import check_lesson, own_lesson
from matinee.lab.blending.members import PREFIX, Members, MemberSettings
from matinee.lab.blending.opinions import Opinion, opinion
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage

DEFAULT = ("ease", "ials")
SMALL = ("ease", "item_knn")


class BlendConfig(ModelConfig):
    """members: names of models, or a table of names and settings; settings that are not named are the defaults."""

    small: ClassVar[Mapping[str, Any]] = {"members": SMALL}

    members: MemberSettings = Field(DEFAULT, validate_default=True)  # pyright: ignore[reportAssignmentType]


class Blend(Recommender):
    """Members, and a way to hear them together.

    The way is learned on a lesson that `FitContext` brings, or on people of the data that are held out for it: the
    members are fitted without those, judged on them, and then fitted to everything. Where the lesson's data is the data
    itself, they are fitted once.
    """

    family: ClassVar[Family] = "blend"
    reads_lessons: ClassVar[bool] = True

    members: Members

    def _fit(self, data: Dataset, context: FitContext) -> None:
        lesson = self._lesson(data, context) if self._has_to_learn() else None
        if lesson is None:
            self._do_without(data)
        elif lesson.train.fingerprint != data.fingerprint:
            self.weigh(
                lesson, gather(Members.fitted(self.member_settings, lesson.train, context), lesson.task, self.view)
            )
        self.members = Members.fitted(self.member_settings, data, context)
        if lesson is not None and lesson.train.fingerprint == data.fingerprint:
            self.weigh(lesson, gather(self.members, lesson.task, self.view))
        self._know(data)

    @property
    def member_settings(self) -> dict[str, dict[str, Any]]:
        """All settings by name, in the order of the members."""
        if not isinstance(self.config, BlendConfig):
            raise TypeError(f"the config of a blend is a BlendConfig, not {type(self.config).__qualname__}")
        return self.config.members

    def _lesson(self, data: Dataset, context: FitContext) -> Stage | None:
        if context.lesson is None:
            return own_lesson(data, context)
        check_lesson(context.lesson)
        return context.lesson

    def _has_to_learn(self) -> bool:
        """Whether there is anything to learn beside the members."""
        return True

    @staticmethod
    def view(scores: Scores, histories: Histories) -> np.ndarray:
        """What is weighed of a member's scores; see `candidates.View`."""
        return as_opinion(scores, histories)

    @abstractmethod
    def weigh(self, lesson: Stage, candidates: Candidates) -> None:
        """Decides how to hear the members, from what they said of the people of a lesson, over its titles."""

    @abstractmethod
    def hear(self, lesson: Stage, candidates: Candidates) -> np.ndarray:
        """float (people, places): scores of candidates, as it hears members now. lesson: whose people they are."""

    @abstractmethod
    def _do_without(self, data: Dataset) -> None:
        """Hears the members as nobody could be asked about them."""

    def _know(self, data: Dataset) -> None:
        """Takes from all of the data what is needed to answer beside members and what was learned."""

    @abstractmethod
    def _way(self) -> State:
        """What was learned beside the members."""

    @abstractmethod
    def _take_way(self, state: State) -> None:
        """Takes back what `_way` gave; ValueError where it does not fit."""

    def _opinions(self, histories: Histories) -> list[Opinion]:
        return [opinion(model.scores(histories)) for model in self.members]

    @final
    def state(self) -> State:
        return {**{key: np.asarray(array) for key, array in self._way().items()}, **self.members.state()}

    @final
    def restore(self, state: State) -> None:
        self._take_way({key: array for key, array in state.items() if not key.startswith(f"{PREFIX}.")})
        self.members = Members.restored(
            self.member_settings, state, titles=self.titles, feedback=self.feedback, threads=self.threads
        )
