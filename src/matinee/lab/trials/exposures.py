"""From a log of who was shown what, and of what they did, to one row a person: the same whatever came twice or late."""

from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadInput


@dataclass(frozen=True, eq=False)
class Exposures:
    """Lines of a log, in any order, as often as they were told. units, arms, at: (lines,), at in microseconds."""

    units: np.ndarray
    arms: np.ndarray
    at: np.ndarray

    def __post_init__(self) -> None:
        _same_length(self.units, self.arms, self.at, where="exposures")


@dataclass(frozen=True, eq=False)
class Events:
    """What people did. ids: an event that comes twice has the same; the first line counts. at: when it happened, not
    when it was told."""

    ids: np.ndarray
    units: np.ndarray
    at: np.ndarray
    values: np.ndarray

    def __post_init__(self) -> None:
        _same_length(self.ids, self.units, self.at, self.values, where="events")


@dataclass(frozen=True, eq=False)
class Entered:
    """Who takes part. units: sorted, once each. arms. at: of the first exposure. crossed: how many people were seen in
    more than one arm; they are left out, and more than a few of them mean that the assignment is broken."""

    units: np.ndarray
    arms: np.ndarray
    at: np.ndarray
    crossed: int

    def __len__(self) -> int:
        return len(self.units)

    def counts(self, n_arms: int) -> np.ndarray:
        """int64 (arms,): people of each, for the check of the sample ratio."""
        return np.bincount(self.arms, minlength=n_arms)


@dataclass(frozen=True, eq=False)
class Outcomes:
    """One row for each person who entered. totals: sum of the values. counts: number of events. complete: bool, the
    window and the time for late events are over, so that the row will not change any more."""

    totals: np.ndarray
    counts: np.ndarray
    complete: np.ndarray


def entered(exposures: Exposures) -> Entered:
    """By the first exposure of each person. Told again, or in another order, it is the same."""
    order = np.lexsort((exposures.at, exposures.units))
    units, first = np.unique(exposures.units[order], return_index=True)
    arms = exposures.arms[order]
    runs = np.diff(np.r_[first, len(order)])
    stayed = np.add.reduceat(arms != np.repeat(arms[first], runs), first) == 0 if len(first) else np.zeros(0, bool)
    return Entered(
        units=units[stayed],
        arms=arms[first][stayed].astype(np.int64),
        at=exposures.at[order][first][stayed],
        crossed=int(np.count_nonzero(~stayed)),
    )


def outcomes(people: Entered, events: Events, *, window: int, now: int, late: int = 0) -> Outcomes:
    """What each did from the first exposure on, for `window` microseconds.

    late: how long an event may take to be told; only then is a row complete. What happened before the exposure, or
    after the window, is no outcome of it, and what was done by people who did not enter is nobody's.
    """
    if window <= 0:
        raise BadInput(f"a window of {window} microseconds holds nothing", where="outcomes")
    first = np.unique(events.ids, return_index=True)[1]
    units, at, values = events.units[first], events.at[first], events.values[first]
    rows = np.minimum(np.searchsorted(people.units, units), max(len(people) - 1, 0))
    known = people.units[rows] == units if len(people) else np.zeros(len(units), dtype=bool)
    rows, at, values = rows[known], at[known], values[known]
    since = at - people.at[rows]
    inside = (since >= 0) & (since < window)
    return Outcomes(
        totals=np.bincount(rows[inside], weights=values[inside], minlength=len(people)),
        counts=np.bincount(rows[inside], minlength=len(people)),
        complete=people.at + window + late <= now,
    )


def _same_length(*columns: np.ndarray, where: str) -> None:
    if len({len(column) for column in columns}) > 1:
        raise BadInput(f"columns of {', '.join(str(len(column)) for column in columns)} lines", where=where)
