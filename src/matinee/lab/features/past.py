"""What was known of people at a moment: the events strictly before it, and nothing else."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleFacts

HOUR = 3_600
DAY = 24 * HOUR
WEEK = 7 * DAY
YEAR = 365.2425 * DAY
"""Seconds of the mean Gregorian year."""
SITTING_GAP = 4 * HOUR
"""An event that comes later than this after the one before begins a new sitting."""


@dataclass(frozen=True, eq=False)
class Past:
    """histories: oldest event first in each row where times are known. at: int64 seconds (people,).

    Whatever is computed for a person follows from that person's row alone.
    """

    histories: Histories
    at: np.ndarray
    facts: TitleFacts | None = None

    @classmethod
    def before(cls, histories: Histories, at: np.ndarray, facts: TitleFacts | None = None) -> "Past":
        """Without times nothing can be cut off: every event is taken to be past."""
        if histories.times is None:
            return cls(histories, at, facts)
        known = histories.keep_events(histories.times < at[histories.row_numbers])
        return cls(_oldest_first(known), at, facts)

    def __len__(self) -> int:
        return len(self.histories)

    @cached_property
    def times(self) -> np.ndarray:
        """int64 (events,)."""
        if self.histories.times is None:
            raise ValueError("these histories have no times")
        return self.histories.times

    @cached_property
    def counts(self) -> np.ndarray:
        """float64 (people,): events of each."""
        return self.histories.lengths.astype(np.float64)

    @cached_property
    def age(self) -> np.ndarray:
        """float64 (people,): seconds since the first event; NaN for nobody's."""
        return self._since(self.histories.offsets[:-1])

    @cached_property
    def silence(self) -> np.ndarray:
        """float64 (people,): seconds since the last event; NaN for nobody's."""
        return self._since(self.histories.offsets[1:] - 1)

    @cached_property
    def weeks(self) -> np.ndarray:
        """float64 (people,): weeks since the first event, and never less than one, so that nobody's first evening makes
        a habit of hundreds a week."""
        return np.maximum(self.age / WEEK, 1.0)

    @cached_property
    def begins_history(self) -> np.ndarray:
        """bool (events,): the first event of a person."""
        first = np.zeros(len(self.histories.titles), dtype=bool)
        first[self.histories.offsets[:-1][self.histories.lengths > 0]] = True
        return first

    @cached_property
    def begins_sitting(self) -> np.ndarray:
        """bool (events,)."""
        return self.begins_history | (np.diff(self.times, prepend=0) > SITTING_GAP)

    @cached_property
    def begins_day(self) -> np.ndarray:
        """bool (events,): the first event of a day in UTC."""
        return self.begins_history | (np.diff(self.times // DAY, prepend=0) != 0)

    def total(self, of_events: np.ndarray, where: np.ndarray | None = None) -> np.ndarray:
        """float64 (people,): the sum over each person's events, or over those of a mask."""
        rows = self.histories.row_numbers
        if where is not None:
            rows, of_events = rows[where], of_events[where]
        return np.bincount(rows, weights=of_events, minlength=len(self)).astype(np.float64)

    def number(self, where: np.ndarray) -> np.ndarray:
        """float64 (people,): how many events of each person are in a mask."""
        return np.bincount(self.histories.row_numbers[where], minlength=len(self)).astype(np.float64)

    def mean(self, of_events: np.ndarray, where: np.ndarray | None = None) -> np.ndarray:
        """float64 (people,): NaN for whom there is no event to take the mean of."""
        counts = self.counts if where is None else self.number(where)
        return ratio(self.total(of_events, where), counts)

    def _since(self, places: np.ndarray) -> np.ndarray:
        """Seconds from one event of each person to the moment."""
        found = np.full(len(self), np.nan)
        some = self.histories.lengths > 0
        found[some] = self.at[some] - self.times[places[some]]
        return found


def ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """above / below, NaN where below is 0 or NaN."""
    return np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)


def _oldest_first(histories: Histories) -> Histories:
    """As it is where it is in order already, which is the rule."""
    rows, times = histories.row_numbers, histories.times
    if times is None or not ((np.diff(times) < 0) & (np.diff(rows) == 0)).any():
        return histories
    order = np.lexsort((times, rows))
    return replace(histories, titles=histories.titles[order], values=histories.values[order], times=times[order])
