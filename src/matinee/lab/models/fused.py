"""Other models' lists, fused by the places in them."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from matinee.lab.blending.blend import SMALL, Blend, BlendConfig
from matinee.lab.blending.candidates import Candidates
from matinee.lab.blending.listwise import learned_weights
from matinee.lab.blending.opinions import opinion
from matinee.lab.core.answers import Scores
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage

CONSTANT = 60.0
"""How slowly a place loses worth: the first is worth 61 / 61, the 62nd half of that."""
ALIKE = 3
"""Decimals of an opinion beyond which two titles are level, so that rounding does not decide between them."""


class Fused(Blend):
    """Places in the lists of several models, added up: reciprocal rank fusion.

    A title at place r among the titles that the person does not know gets weight * 61 / (60 + r) from each member;
    titles that a member scores alike share the mean of their places, and one that it does not judge gets nothing.
    Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods"
    (SIGIR 2009), with weights that are learned as those of `weighted` are.
    """

    class Config(BlendConfig):
        """learn: learn the weights; else all members weigh the same, as in the paper. hold: pull to equal weights, as
        if so many people had asked for these."""

        small: ClassVar[Mapping[str, Any]] = {"members": SMALL}

        learn: bool = True
        hold: float = Field(1.0, ge=0)

    config: Config
    weights: np.ndarray
    """float64 (members,), not below 0, sum 1."""

    @staticmethod
    def view(scores: Scores, histories: Histories) -> np.ndarray:
        thought = opinion(scores)
        shown = np.round(thought.values.astype(np.float64), ALIKE)
        if thought.judged is not None:
            shown[~thought.judged] = -np.inf
        silent = ~np.isfinite(shown)
        shown[histories.row_numbers, histories.titles] = -np.inf
        worth = (CONSTANT + 1.0) / (CONSTANT + _places(shown))
        worth[silent] = 0.0
        return worth.astype(np.float32)

    def _has_to_learn(self) -> bool:
        return self.config.learn and len(self.config.members) > 1

    def weigh(self, lesson: Stage, candidates: Candidates) -> None:
        self.weights = learned_weights(candidates, hold=self.config.hold)

    def hear(self, lesson: Stage, candidates: Candidates) -> np.ndarray:
        return candidates.opinions @ self.weights

    def _do_without(self, data: Dataset) -> None:
        self.weights = np.full(len(self.config.members), 1.0 / len(self.config.members))

    def _scores(self, histories: Histories) -> Scores:
        made = np.zeros((len(histories), histories.n_titles), dtype=np.float32)
        judged = np.zeros(made.shape, dtype=bool)
        for model, weight in zip(self.members, self.weights, strict=True):
            worth = self.view(model.scores(histories), histories)
            made += np.float32(weight) * worth
            judged |= worth > 0
        made[~judged] = -np.inf
        return made

    def _way(self) -> State:
        return {"weights": self.weights}

    def _take_way(self, state: State) -> None:
        self.weights = taken(state, "weights", shape=(len(self.config.members),), kind=np.float64)


def _places(scores: np.ndarray) -> np.ndarray:
    """float64 (people, titles): 1 for the highest score of a row; equal scores share the middle of their places."""
    order = np.argsort(-scores, axis=1, kind="stable")
    in_turn = np.take_along_axis(scores, order, axis=1)
    place = np.broadcast_to(np.arange(1.0, scores.shape[1] + 1), scores.shape)
    begins = np.ones(scores.shape, dtype=bool)
    begins[:, 1:] = in_turn[:, 1:] != in_turn[:, :-1]
    ends = np.ones(scores.shape, dtype=bool)
    ends[:, :-1] = begins[:, 1:]
    first = np.maximum.accumulate(np.where(begins, place, 0.0), axis=1)
    last = np.minimum.accumulate(np.where(ends, place, np.inf)[:, ::-1], axis=1)[:, ::-1]
    made = np.empty(scores.shape)
    np.put_along_axis(made, order, (first + last) / 2, axis=1)
    return made
