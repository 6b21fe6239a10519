"""A scorer that belongs to nobody: plain numpy, given only lists of titles and what was to be found.

NDCG@k with binary relevance. Full ranking over the titles of the training part, the history left out by whoever made
the lists; an empty list counts 0; the ideal holds min(k, relevant) titles, relevant ones outside the catalogue
included.
"""

from dataclasses import dataclass

import numpy as np

CUTS = (10, 100)
Z = 1.959964


@dataclass(frozen=True, eq=False)
class Answers:
    """What was to be found. offsets: int64 (people + 1,). titles: int32 (events,). missed: int32 (people,), relevant
    titles that the catalogue lacks."""

    offsets: np.ndarray
    titles: np.ndarray
    missed: np.ndarray
    n_titles: int

    def __len__(self) -> int:
        return len(self.missed)


@dataclass(frozen=True)
class Mean:
    """A mean over people with its 95 % interval, by the normal approximation."""

    mean: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """One standard error."""
        return (self.high - self.low) / (2 * Z)


def ndcg(lists: np.ndarray, answers: Answers, k: int) -> np.ndarray:
    """float64 (people,). lists: integer (people, at least k), best first, -1 where a list is short."""
    if len(lists) != len(answers):
        raise ValueError(f"{len(lists)} lists for {len(answers)} people")
    top = lists[:, :k].astype(np.int64)
    _refuse_repeats(top)
    people = np.repeat(np.arange(len(answers)), np.diff(answers.offsets))
    wanted = np.unique(people * answers.n_titles + answers.titles)
    asked = np.where(top >= 0, np.arange(len(top))[:, None] * answers.n_titles + top, -1)
    hit = np.isin(asked, wanted)
    gain = 1.0 / np.log2(np.arange(2, k + 2))
    relevant = np.diff(answers.offsets) + answers.missed
    ideal = np.concatenate([[0.0], np.cumsum(gain)])[np.minimum(relevant, k)]
    return np.divide(hit @ gain[: top.shape[1]], ideal, out=np.zeros(len(top)), where=ideal > 0)


def mean_of(per_person: np.ndarray) -> Mean:
    mean = float(per_person.mean())
    half = Z * float(per_person.std(ddof=1)) / len(per_person) ** 0.5
    return Mean(mean, mean - half, mean + half)


def seen_again(lists: np.ndarray, offsets: np.ndarray, history: np.ndarray, n_titles: int) -> int:
    """How many listed titles stand in the history of the person they are listed for."""
    known = np.repeat(np.arange(len(lists)), np.diff(offsets)) * n_titles + history
    listed = np.where(lists >= 0, np.arange(len(lists))[:, None] * n_titles + lists.astype(np.int64), -1)
    return int(np.isin(listed, known).sum())


def _refuse_repeats(lists: np.ndarray) -> None:
    in_order = np.sort(lists, axis=1)
    if ((in_order[:, 1:] == in_order[:, :-1]) & (in_order[:, 1:] >= 0)).any():
        raise ValueError("a list names a title twice")
