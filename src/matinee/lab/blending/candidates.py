"""What members thought of the titles that any of them would list, and which of these were to be found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from matinee.lab.blending.members import Members
from matinee.lab.blending.opinions import opinion
from matinee.lab.core.answers import Scores
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Task

TOP = 100
"""Best titles of each member that are looked at. More of them dilute the lesson with titles nobody would list."""
CELLS = 1 << 22
"""Opinions held at a time."""
_DISCOUNTS = 1.0 / np.log2(np.arange(2, TOP + 2))
_IDEALS = np.concatenate([[0.0], np.cumsum(_DISCOUNTS)])
_SHORT = 10


@dataclass(frozen=True, eq=False)
class Candidates:
    """opinions: float32 (people, places, members). titles: int32 (people, places), -1 for an empty place. hits: bool
    of that shape. relevant: int64 (people,), how many titles there were to find, in the catalogue or not."""

    opinions: np.ndarray
    titles: np.ndarray
    hits: np.ndarray
    relevant: np.ndarray

    def __len__(self) -> int:
        return len(self.titles)

    def rows(self, people: np.ndarray) -> "Candidates":
        return Candidates(self.opinions[people], self.titles[people], self.hits[people], self.relevant[people])

    def only(self, members: np.ndarray) -> "Candidates":
        """The same titles, as some of the members see them."""
        return Candidates(self.opinions[:, :, members], self.titles, self.hits, self.relevant)

    def quality(self, scores: np.ndarray) -> np.ndarray:
        """float64 (people, 2): NDCG@10 and NDCG@100 of candidates ordered by scores (people, places)."""
        shown = np.where(self.titles >= 0, scores, -np.inf)
        places = min(TOP, shown.shape[1])
        best = np.argpartition(-shown, places - 1, axis=1)[:, :places]
        inside = np.argsort(-np.take_along_axis(shown, best, axis=1), axis=1, kind="stable")
        hits = np.take_along_axis(self.hits, np.take_along_axis(best, inside, axis=1), axis=1)
        gains = hits * _DISCOUNTS[:places]
        short = gains[:, :_SHORT].sum(axis=1) / _IDEALS[np.minimum(self.relevant, _SHORT)]
        return np.stack([short, gains.sum(axis=1) / _IDEALS[np.minimum(self.relevant, TOP)]], axis=1)


View = Callable[[Scores, Histories], np.ndarray]
"""What a blend makes of a member's scores for some histories, before it weighs them: float32 (people, titles)."""


def as_opinion(scores: Scores, _: Histories) -> np.ndarray:
    return opinion(scores).values


def gather(members: Members, task: Task, view: View = as_opinion) -> Candidates:
    """Asks the members about the people of a task; titles of their histories are no candidates."""
    size = max(1, CELLS // max(1, task.histories.n_titles * len(members)))
    parts = [
        _of_batch(members, task, view, slice(first, min(first + size, len(task))))
        for first in range(0, len(task), size)
    ]
    places = max(part.titles.shape[1] for part in parts)
    wide = [_padded(part, places) for part in parts]
    return Candidates(
        np.concatenate([part.opinions for part in wide]),
        np.concatenate([part.titles for part in wide]),
        np.concatenate([part.hits for part in wide]),
        np.concatenate([part.relevant for part in wide]),
    )


def listed(said: Iterable[np.ndarray], histories: Histories) -> np.ndarray:
    """bool (people, titles): what any member would list. said: (people, titles) of each member."""
    known = np.zeros((len(histories), histories.n_titles), dtype=bool)
    known[histories.row_numbers, histories.titles] = True
    chosen = np.zeros_like(known)
    top = min(TOP, histories.n_titles)
    for values in said:
        shown = np.where(known, -np.inf, values)
        np.put_along_axis(chosen, np.argpartition(-shown, top - 1, axis=1)[:, :top], True, axis=1)
    return chosen & ~known


def _of_batch(members: Members, task: Task, view: View, people: slice) -> Candidates:
    histories, targets = task.histories.rows(people), task.targets.rows(people)
    said = np.stack([view(model.scores(histories), histories) for model in members], axis=2)
    chosen = listed(np.moveaxis(said, 2, 0), histories)
    relevant = np.zeros_like(chosen)
    relevant[targets.row_numbers, targets.titles] = True
    counts = chosen.sum(axis=1)
    titles = np.argsort(~chosen, axis=1, kind="stable")[:, : max(1, int(counts.max()))].astype(np.int32)
    empty = np.arange(titles.shape[1]) >= counts[:, None]
    opinions = np.take_along_axis(said, titles[:, :, None].astype(np.int64), axis=1)
    opinions[empty] = 0.0
    hits = np.take_along_axis(relevant, titles.astype(np.int64), axis=1) & ~empty
    titles[empty] = -1
    return Candidates(opinions, titles, hits, targets.lengths + task.missed[people])


def _padded(part: Candidates, places: int) -> Candidates:
    more = ((0, 0), (0, places - part.titles.shape[1]))
    return Candidates(
        np.pad(part.opinions, (*more, (0, 0))),
        np.pad(part.titles, more, constant_values=-1),
        np.pad(part.hits, more),
        part.relevant,
    )
