"""A blend that reads the person: whom to trust, and how far, depends on who asks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from matinee.domain.reasons import Reason
from matinee.lab.blending.blend import SMALL, Blend, BlendConfig
from matinee.lab.blending.candidates import Candidates, listed
from matinee.lab.blending.explaining import explained, voices
from matinee.lab.blending.listwise import FEW, listwise
from matinee.lab.blending.opinions import Opinion
from matinee.lab.blending.reading import OF_PERSON, OF_TITLE, Knowledge, Usual
from matinee.lab.core.answers import Scores
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage

MORE = "how known and how new it is"
HOLD_OF_ALL = 10.0
"""Pull of what is the same for everybody to zero, in titles found: next to nothing."""


class Stacked(Blend):
    """What several models think of a title, and how known and new it is, weighted for each person.

    A person's weights are a linear function of features of the person: how active, regular, varied and recent, and how
    known and new the titles of the history are. The function is learned by a listwise loss with a pull to the same
    weights for all, on people whom no member has seen; weights may be negative. Wolpert, "Stacked Generalization"
    (1992); Sill, Takács, Mackey and Lin, "Feature-Weighted Linear Stacking" (2009).
    """

    class Config(BlendConfig):
        """hold: pull to the same weights for everybody, as if so many titles had been found by these. traits: weigh how
        known and new a title is, too."""

        small: ClassVar[Mapping[str, Any]] = {"members": SMALL}

        hold: float = Field(2000.0, ge=0)
        traits: bool = True

    config: Config
    way: np.ndarray
    """float64 (1 + OF_PERSON, members + OF_TITLE): a person's weights are the features of the person @ this."""
    usual: Usual
    knowledge: Knowledge

    def weigh(self, lesson: Stage, candidates: Candidates) -> None:
        if len(candidates) < FEW:
            self._do_without(lesson.train)
            return
        known = Knowledge.of(lesson.train)
        people = known.of_people(lesson.task.histories)
        self.usual = Usual.of(people)
        found = max(1, int(candidates.hits.sum()))
        hold = np.full(self._shape, self.config.hold / found)
        hold[0] = HOLD_OF_ALL / found
        start, features = np.zeros(self._shape), self.usual.seen(people)
        self.way = listwise(self._with_traits(candidates, known), features, start=start, hold=hold, free=True)

    def hear(self, lesson: Stage, candidates: Candidates) -> np.ndarray:
        known = Knowledge.of(lesson.train)
        weights = self.usual.seen(known.of_people(lesson.task.histories)) @ self.way
        return (self._with_traits(candidates, known).opinions @ weights[:, :, None])[:, :, 0]

    def _with_traits(self, candidates: Candidates, known: Knowledge) -> Candidates:
        """Traits of titles beside the members' opinions; all 0 where they are not to be weighed."""
        inside = (candidates.titles >= 0)[:, :, None] * np.float32(self.config.traits)
        seen = np.concatenate([candidates.opinions, known.traits[candidates.titles] * inside], axis=2)
        return replace(candidates, opinions=seen)

    def _do_without(self, data: Dataset) -> None:
        self.usual = Usual.of_nobody()
        self.way = np.zeros(self._shape)
        self.way[0, : len(self.config.members)] = 1.0

    def _know(self, data: Dataset) -> None:
        self.knowledge = Knowledge.of(data)

    @property
    def _shape(self) -> tuple[int, int]:
        return 1 + len(OF_PERSON), len(self.config.members) + len(OF_TITLE)

    def weights_of(self, histories: Histories) -> np.ndarray:
        """float64 (people, members + OF_TITLE): how much each member and trait counts for each person."""
        return self.usual.seen(self.knowledge.of_people(histories)) @ self.way

    def _scores(self, histories: Histories) -> Scores:
        opinions = self._opinions(histories)
        weights = self.weights_of(histories).astype(np.float32)
        made = self._of_traits(histories, opinions, weights[:, len(opinions) :])
        for place, one in enumerate(opinions):
            made += weights[:, place : place + 1] * one.values
        return _where_somebody_judges(made, opinions)

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        opinions, weights = self._opinions(history), self.weights_of(history)[0]
        heard = voices(opinions, weights[: len(opinions)], titles, np.ones(len(titles)))
        more = self._of_traits(history, opinions, weights[None, len(opinions) :])[0, titles]
        return explained(self.members, history, titles, heard, more=more, more_name=MORE)

    def _of_traits(self, histories: Histories, opinions: list[Opinion], weights: np.ndarray) -> np.ndarray:
        """(people, titles): what traits add. How to weigh them was learned of titles that a member would list: among
        these, the less known one may well be the better. Of all other titles that would be false, and so none of them
        gains more by its traits than the listed title that gains least."""
        said = weights @ self.knowledge.traits.T
        inside = listed((one.values for one in opinions), histories)
        least = np.min(said, axis=1, where=inside, initial=np.inf, keepdims=True)
        return np.where(inside, said, np.minimum(said, least)) if self.config.traits else said

    def _way(self) -> State:
        return {"way": self.way, "mean": self.usual.mean, "spread": self.usual.spread, **self.knowledge.state()}

    def _take_way(self, state: State) -> None:
        self.way = taken(state, "way", shape=self._shape, kind=np.float64)
        mean, spread = (taken(state, name, shape=(len(OF_PERSON),), kind=np.float64) for name in ("mean", "spread"))
        self.usual = Usual(mean, spread)
        self.knowledge = Knowledge.restored(state)
        if len(self.knowledge.traits) != len(self.titles):
            raise ValueError("there are not as many traits as titles")


def _where_somebody_judges(scores: np.ndarray, opinions: list[Opinion]) -> np.ndarray:
    """Written into: -inf for titles that no member judges."""
    judged = [one.judged for one in opinions if one.judged is not None]
    if len(judged) == len(opinions):
        scores[~np.any(judged, axis=0)] = -np.inf
    return scores
