"""A weighted mean of what other models think."""

import copy
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import Field

from matinee.domain.errors import BadConfig
from matinee.domain.reasons import Reason
from matinee.lab.blending.blend import SMALL, Blend, BlendConfig
from matinee.lab.blending.candidates import Candidates
from matinee.lab.blending.explaining import explained, parts_together, voices
from matinee.lab.blending.listwise import learned_weights
from matinee.lab.blending.opinions import opinion, together, weight_of_judges
from matinee.lab.core.abilities import tells_at_once
from matinee.lab.core.answers import Parts, Scores, Told
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage


class Weighted(Blend):
    """What several models think of a title, weighted alike for everybody.

    Each member's scores are brought to mean 0 and spread 1 for each person; the score is the weighted mean of those
    that judge the title. Weights are learned on people whom no member has seen: first by a listwise loss, then by a
    search for the best mean of NDCG@10 and NDCG@100, which ends no worse there than the best member alone.
    """

    class Config(BlendConfig):
        """weights: by member, to fix them, in place of learning them; members that are not named get 0. hold: pull to
        equal weights, as if so many people had asked for these."""

        small: ClassVar[Mapping[str, Any]] = {"members": SMALL}

        weights: dict[str, float] | None = None
        hold: float = Field(1.0, ge=0)

    config: Config
    weights: np.ndarray
    """float64 (members,), not below 0, sum 1."""

    def with_weights(self, weights: Mapping[str, float]) -> Self:
        """The same members heard with other weights, for one request say; the model itself stays as it is."""
        other = copy.copy(self)
        other.weights = self._read(weights)
        return other

    def _has_to_learn(self) -> bool:
        if self.config.weights is not None:
            self._read(self.config.weights)
        return self.config.weights is None and len(self.config.members) > 1

    def weigh(self, lesson: Stage, candidates: Candidates) -> None:
        self.weights = learned_weights(candidates, hold=self.config.hold)

    def hear(self, lesson: Stage, candidates: Candidates) -> np.ndarray:
        return candidates.opinions @ self.weights

    def _do_without(self, data: Dataset) -> None:
        count = len(self.config.members)
        self.weights = np.full(count, 1.0 / count) if self.config.weights is None else self._read(self.config.weights)

    def _read(self, weights: Mapping[str, float]) -> np.ndarray:
        unknown = sorted(set(weights) - set(self.config.members))
        made = np.array([float(weights.get(name, 0.0)) for name in self.config.members])
        if unknown or not np.isfinite(made).all() or (made < 0).any() or made.sum() <= 0:
            raise BadConfig(
                f"'{unknown[0]}' is no member" if unknown else "weights must be numbers from 0, and not all of them 0",
                where="weights of a blend",
                remedy=f"Its members: {', '.join(self.config.members)}",
            )
        return made / made.sum()

    def _scores(self, histories: Histories) -> Scores:
        return together(self._opinions(histories), self.weights)

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        opinions = self._opinions(history)
        total = weight_of_judges(opinions, self.weights)
        judging = np.full(len(titles), total) if total.ndim == 0 else np.maximum(total[0, titles], 1e-12)
        return explained(self.members, history, titles, voices(opinions, self.weights, titles, judging))

    def told(self, history: Histories) -> Told:
        tellers = [model.told(history) if tells_at_once(type(model)) else None for model in self.members]  # type: ignore[attr-defined]
        opinions = [
            opinion(model.scores(history) if teller is None else teller.scores.copy()[None, :])
            for model, teller in zip(self.members, tellers, strict=True)
        ]
        scores = together(opinions, self.weights)[0]

        def parts(titles: np.ndarray) -> Parts:
            total = weight_of_judges(opinions, self.weights)
            judging = np.full(len(titles), total) if total.ndim == 0 else np.maximum(total[0, titles], 1e-12)
            heard = voices(opinions, self.weights, titles, judging)
            found = [None if teller is None else teller.parts(titles) for teller in tellers]
            return parts_together(history, scores[titles], [(v.factors, p) for v, p in zip(heard, found, strict=True)])

        return Told(scores, parts)

    def _way(self) -> State:
        return {"weights": self.weights}

    def _take_way(self, state: State) -> None:
        self.weights = taken(state, "weights", shape=(len(self.config.members),), kind=np.float64)
        if (self.weights < 0).any() or self.weights.sum() <= 0:
            raise ValueError("weights below 0, or all of them 0")
