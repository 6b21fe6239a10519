"""One of several models, chosen by how much is known of the person."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from matinee.domain.reasons import Reason
from matinee.lab.blending.blend import SMALL, Blend, BlendConfig
from matinee.lab.blending.candidates import Candidates
from matinee.lab.blending.listwise import FEW
from matinee.lab.core.abilities import Explains
from matinee.lab.core.answers import Scores
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage

CUTS = 8
"""Boundaries that are tried: the inner quantiles of so many parts of equal size."""


class Switching(Blend):
    """Each person is answered by one of several models: one for those with few events, one for many, one between.

    The best member of all stands for everybody, and another takes over a group only where it is better there by more
    than chance would make it; boundaries and members are chosen on people whom no member has seen, by the mean of
    NDCG@10 and NDCG@100. So on these people it is never worse than the best member alone. Burke, "Hybrid Recommender
    Systems: Survey and Experiments" (2002), calls this a switching hybrid.
    """

    class Config(BlendConfig):
        """doubt: in standard errors, by how much another member must be better in a group to take it over."""

        small: ClassVar[Mapping[str, Any]] = {"members": SMALL}

        doubt: float = Field(1.0, ge=0)

    config: Config
    bounds: np.ndarray
    """int64 (2,): a history of fewer events than the first is cold, of fewer than the second warm, else heavy."""
    chosen: np.ndarray
    """int64 (3,): the member of each group."""

    def _has_to_learn(self) -> bool:
        return len(self.config.members) > 1

    def weigh(self, lesson: Stage, candidates: Candidates) -> None:
        quality = np.stack(
            [candidates.quality(candidates.opinions[:, :, place]).mean(axis=1) for place in range(self._count)], axis=1
        )
        lengths = lesson.task.histories.lengths
        best = int(quality.mean(axis=0).argmax())
        self.bounds, self.chosen = np.zeros(2, dtype=np.int64), np.full(3, best, dtype=np.int64)
        if len(lengths) < FEW:
            return
        cuts = np.unique(np.quantile(lengths, np.arange(1, CUTS) / CUTS, method="higher")).astype(np.int64)
        highest = 0.0
        for first, second in [(one, other) for one in cuts for other in cuts if one <= other]:
            groups = np.digitize(lengths, [first, second])
            found = [self._taking_over(quality[groups == group], best) for group in range(3)]
            if (gain := sum(one[1] for one in found)) > highest:
                highest = gain
                self.bounds = np.array([first, second], dtype=np.int64)
                self.chosen = np.array([one[0] for one in found], dtype=np.int64)

    def hear(self, lesson: Stage, candidates: Candidates) -> np.ndarray:
        places = self._members_for(lesson.task.histories)
        return np.take_along_axis(candidates.opinions, places[:, None, None], axis=2)[:, :, 0]

    def _taking_over(self, quality: np.ndarray, best: int) -> tuple[int, float]:
        """The member for a group, and what it gains over `best`, summed over people. quality: (people, members)."""
        people = len(quality)
        if people < 2:
            return best, 0.0
        more = quality - quality[:, best : best + 1]
        least = self.config.doubt * more.std(axis=0, ddof=1) * np.sqrt(people)
        sure = np.where(more.sum(axis=0) > least, more.sum(axis=0), 0.0)
        place = int(sure.argmax())
        return (place, float(sure[place])) if sure[place] > 0 else (best, 0.0)

    @property
    def _count(self) -> int:
        return len(self.config.members)

    def _do_without(self, data: Dataset) -> None:
        self.bounds, self.chosen = np.zeros(2, dtype=np.int64), np.zeros(3, dtype=np.int64)

    def _members_for(self, histories: Histories) -> np.ndarray:
        """int64 (people,): the place of the member that answers each."""
        return self.chosen[np.digitize(histories.lengths, self.bounds)]

    def _scores(self, histories: Histories) -> Scores:
        places = self._members_for(histories)
        made = np.empty((len(histories), histories.n_titles), dtype=np.float32)
        for place in np.unique(places):
            rows = np.flatnonzero(places == place)
            made[rows] = self.members.models[place].scores(histories.rows(rows))
        return made

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        """Those of the member that answers; one that cannot say why leaves its whole score in the rest."""
        model = self.members.models[self._members_for(history)[0]]
        if isinstance(model, Explains):
            return model.explain(history, titles)
        scores = model.scores(history)[0, titles]
        name = f"what {model.name()} cannot divide"
        return [
            Reason(int(title), float(score), shares=(), rest=float(score), rest_name=name)
            for title, score in zip(titles, scores, strict=True)
        ]

    def _way(self) -> State:
        return {"bounds": self.bounds, "chosen": self.chosen}

    def _take_way(self, state: State) -> None:
        self.bounds = taken(state, "bounds", shape=(2,), kind=np.int64)
        self.chosen = taken(state, "chosen", shape=(3,), kind=np.int64)
        if self.bounds[0] > self.bounds[1] or (self.chosen < 0).any() or (self.chosen >= self._count).any():
            raise ValueError("the groups are out of order, or one has no member")
