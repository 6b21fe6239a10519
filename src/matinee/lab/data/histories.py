"""A batch of people as the lab knows them: rows of titles, values and times. There is no person id here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from matinee.domain.feedback import Feedback
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.traits import Traits


@dataclass(frozen=True, eq=False)
class Histories:
    """Row i holds titles[offsets[i]:offsets[i + 1]], oldest first where times are known.

    offsets: int64 (rows + 1,). titles: int32 (events,), positions below `n_titles`. values: float32 (events,).
    times: int64 seconds (events,) or None. traits: what each person told of themselves, row by row, or None. A title
    stands at most once in a row.
    """

    offsets: np.ndarray
    titles: np.ndarray
    values: np.ndarray
    n_titles: int
    times: np.ndarray | None = None
    traits: Traits | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "offsets", np.ascontiguousarray(self.offsets, dtype=np.int64))
        object.__setattr__(self, "titles", np.ascontiguousarray(self.titles, dtype=np.int32))
        object.__setattr__(self, "values", np.ascontiguousarray(self.values, dtype=np.float32))
        if self.times is not None:
            object.__setattr__(self, "times", np.ascontiguousarray(self.times, dtype=np.int64))
        if self.offsets[0] != 0 or self.offsets[-1] != len(self.titles) or len(self.values) != len(self.titles):
            raise ValueError("offsets, titles and values of histories do not fit each other")
        if self.traits is not None and len(self.traits) != len(self):
            raise ValueError("there are not as many traits as histories")
        if len(self.titles) and (self.titles.min() < 0 or self.titles.max() >= self.n_titles):
            raise ValueError(f"a history holds a title position outside 0 to {self.n_titles - 1}")

    @classmethod
    def from_interactions(cls, log: Interactions, *, n_people: int, n_titles: int) -> "Histories":
        """One row a person, people 0 to n_people - 1; of several events with one title the latest counts."""
        rows = log.where(log.by_person_and_time())
        rows = rows.where(_latest_of_each_title(rows, n_titles))
        counts = np.bincount(rows.people, minlength=n_people)
        return cls(np.concatenate([[0], np.cumsum(counts)]), rows.titles, rows.values, n_titles, rows.times)

    @classmethod
    def from_lists(
        cls, rows: Sequence[Sequence[int]], *, n_titles: int, values: Sequence[Sequence[float]] | None = None
    ) -> "Histories":
        """For tests and single people: lists of title positions; every value 5 where none are given."""
        flat = [title for row in rows for title in row]
        stars = [5.0] * len(flat) if values is None else [value for row in values for value in row]
        offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
        return cls(offsets, np.array(flat, dtype=np.int32), np.array(stars, dtype=np.float32), n_titles)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> np.ndarray:
        return np.diff(self.offsets)

    @cached_property
    def row_numbers(self) -> np.ndarray:
        """int32 (events,): the row each event belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths)

    def row(self, index: int) -> "Histories":
        return self.rows(slice(index, index + 1))

    def rows(self, wanted: slice | np.ndarray) -> "Histories":
        """The histories of some people, as a batch of their own."""
        if isinstance(wanted, slice):
            first, last, _ = wanted.indices(len(self))
            last = max(first, last)
            people: slice | np.ndarray = slice(first, last)
            events: slice | np.ndarray = slice(int(self.offsets[first]), int(self.offsets[last]))
            offsets = self.offsets[first : last + 1] - self.offsets[first]
        else:
            people = chosen = np.flatnonzero(wanted) if wanted.dtype == bool else wanted
            lengths = self.lengths[chosen]
            offsets = np.concatenate([[0], np.cumsum(lengths)])
            events = np.repeat(self.offsets[chosen] - offsets[:-1], lengths) + np.arange(offsets[-1])
        times = None if self.times is None else self.times[events]
        traits = None if self.traits is None else self.traits.rows(people)
        return Histories(offsets, self.titles[events], self.values[events], self.n_titles, times, traits)

    def with_traits(self, traits: Traits | None) -> "Histories":
        """The same people, and what they told of themselves."""
        return replace(self, traits=traits)

    def batches(self, size: int) -> Iterator["Histories"]:
        for first in range(0, len(self), size):
            yield self.rows(slice(first, first + size))

    def keep_events(self, mask: np.ndarray) -> "Histories":
        """The same people, with only the events of a boolean mask (events,)."""
        counts = np.bincount(self.row_numbers[mask], minlength=len(self))
        times = None if self.times is None else self.times[mask]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        return Histories(offsets, self.titles[mask], self.values[mask], self.n_titles, times, self.traits)

    def last(self, count: int) -> "Histories":
        """Only the newest `count` events of each row."""
        age = np.repeat(self.offsets[1:], self.lengths) - 1 - np.arange(len(self.titles))
        return self.keep_events(age < count)

    def matrix(self, data: np.ndarray | None = None) -> sparse.csr_matrix:
        """float32 (rows, titles), holding the values, or `data` (events,) in their place."""
        held = self.values if data is None else np.asarray(data, dtype=np.float32)
        shape = (len(self), self.n_titles)
        made = sparse.csr_matrix((held, self.titles.copy(), self.offsets.copy()), shape=shape, copy=True)
        made.sort_indices()
        return made

    def likes(self, feedback: Feedback, *, dislike_weight: float = 0.0) -> sparse.csr_matrix:
        """float32 (rows, titles): 1 for a like, -dislike_weight for a dislike, nothing for what lies between."""
        made = self.matrix(self._signal(feedback, dislike_weight))
        made.eliminate_zeros()
        return made

    def likes_of_one(self, feedback: Feedback, *, dislike_weight: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """The entries of the only row of `likes`, without the matrix about them, which takes longer to make than
        many an answer: int32 titles and float32 strengths, both (entries,), in the order of the row."""
        if len(self) != 1:
            raise ValueError(f"these are {len(self)} histories, not one")
        signal = self._signal(feedback, dislike_weight)
        told = np.flatnonzero(signal)
        return self.titles[told], signal[told]

    def _signal(self, feedback: Feedback, dislike_weight: float) -> np.ndarray:
        """float32 (events,)"""
        signal = (self.values >= feedback.like_at).astype(np.float32)
        if dislike_weight:
            signal -= np.float32(dislike_weight) * (self.values <= feedback.dislike_at)
        return signal

    def liked(self, feedback: Feedback) -> "Histories":
        """The same people with only the titles they liked."""
        return self.keep_events(self.values >= feedback.like_at)


def _latest_of_each_title(rows: Interactions, n_titles: int) -> np.ndarray:
    """Indices, ascending, of the last event for each (person, title) in rows sorted by person and time."""
    pair = rows.people.astype(np.int64) * n_titles + rows.titles
    _, from_the_end = np.unique(pair[::-1], return_index=True)
    return np.sort(len(pair) - 1 - from_the_end)
