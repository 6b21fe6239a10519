"""A scorer that belongs to nobody: plain numpy, given only lists of titles, or ratings, and what was to be found.

NDCG@k with binary relevance. Full ranking over the titles of the training part, the history left out by whoever made
the lists; an empty list counts 0; the ideal holds min(k, relevant) titles, relevant ones outside the catalogue
included. Ratings are judged by the root of the mean squared error and the mean absolute error, over all pairs.
"""

from dataclasses import dataclass

import numpy as np

CUTS = (10, 100)
Z = 1.959964
TINY = 1e-12


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


@dataclass(frozen=True, eq=False)
class Stars:
    """What was to be predicted. rows: int (pairs,), whose rating each is. values: float (pairs,)."""

    rows: np.ndarray
    values: np.ndarray
    n_titles: int

    def __len__(self) -> int:
        """People with a pair."""
        return len(np.unique(self.rows))


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


@dataclass(frozen=True, eq=False)
class Marks:
    """What one contender got. each: float64, a person's mark, or the error of a pair. rows: of errors, whose each is;
    None for marks of people. root: the figure is the root of the mean."""

    each: np.ndarray
    rows: np.ndarray | None = None
    root: bool = False

    def figure(self) -> Mean:
        return self._with_error(self._of(self.each), self._pull())

    def less(self, other: "Marks") -> Mean:
        """This figure less the other's, paired over people."""
        apart = self._of(self.each) - self._of(other.each)
        return self._with_error(apart, self._pull() - other._pull())

    def _of(self, each: np.ndarray) -> float:
        mean = float(each.mean())
        return mean**0.5 if self.root else mean

    def _pull(self) -> np.ndarray:
        """float64 (people,): how far each person pulls the figure from what it is (the delta method)."""
        apart = self.each - self.each.mean()
        if self.root:
            apart = apart / max(2 * self._of(self.each), TINY)
        if self.rows is None:
            return apart / len(apart)
        _, person = np.unique(self.rows, return_inverse=True)
        return np.bincount(person, weights=apart) / len(apart)

    @staticmethod
    def _with_error(figure: float, pull: np.ndarray) -> Mean:
        people = len(pull)
        half = Z * float(np.sqrt(np.sum((pull - pull.mean()) ** 2) * people / max(people - 1, 1)))
        return Mean(figure, figure - half, figure + half)


def marks_of_lists(lists: np.ndarray, answers: Answers) -> dict[str, Marks]:
    return {f"ndcg@{cut}": Marks(ndcg(lists, answers, cut)) for cut in CUTS}


def marks_of_ratings(ratings: np.ndarray, stars: Stars) -> dict[str, Marks]:
    errors = ratings.astype(np.float64) - stars.values
    if errors.shape != stars.values.shape or not np.isfinite(errors).all():
        raise ValueError("a rating is missing or is not a number")
    return {"rmse": Marks(errors**2, stars.rows, root=True), "mae": Marks(np.abs(errors), stars.rows)}


def seen_again(lists: np.ndarray, offsets: np.ndarray, history: np.ndarray, n_titles: int) -> int:
    """How many listed titles stand in the history of the person they are listed for."""
    known = np.repeat(np.arange(len(lists)), np.diff(offsets)) * n_titles + history
    listed = np.where(lists >= 0, np.arange(len(lists))[:, None] * n_titles + lists.astype(np.int64), -1)
    return int(np.isin(listed, known).sum())


def _refuse_repeats(lists: np.ndarray) -> None:
    in_order = np.sort(lists, axis=1)
    if ((in_order[:, 1:] == in_order[:, :-1]) & (in_order[:, 1:] >= 0)).any():
        raise ValueError("a list names a title twice")
