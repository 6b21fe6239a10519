"""The log of who did what with which title, as columns."""

from dataclasses import dataclass

import numpy as np

from matinee.kit.hashing import fingerprint


@dataclass(frozen=True, eq=False)
class Interactions:
    """One row an event. people, titles: int32 positions (n,). values: float32 (n,). times: int64 seconds (n,), or None
    where the source has no times."""

    people: np.ndarray
    titles: np.ndarray
    values: np.ndarray
    times: np.ndarray | None = None

    def __post_init__(self) -> None:
        for name, kind in (("people", np.int32), ("titles", np.int32), ("values", np.float32), ("times", np.int64)):
            column = getattr(self, name)
            if column is not None:
                object.__setattr__(self, name, np.ascontiguousarray(column, dtype=kind))
        columns = [self.people, self.titles, self.values, *([] if self.times is None else [self.times])]
        if len({len(column) for column in columns}) != 1:
            raise ValueError("the columns of a log need one length")

    def __len__(self) -> int:
        return len(self.titles)

    def where(self, rows: np.ndarray) -> "Interactions":
        """The rows of a mask or of an index array, in that order."""
        times = None if self.times is None else self.times[rows]
        return Interactions(self.people[rows], self.titles[rows], self.values[rows], times)

    def by_person_and_time(self) -> np.ndarray:
        """Row order: person, then time (where known), then title, so that the same log always gives the same order."""
        if self.times is None:
            return np.lexsort((self.titles, self.people))
        return np.lexsort((self.titles, self.times, self.people))

    @property
    def fingerprint(self) -> str:
        return fingerprint([self.people, self.titles, self.values, "no times" if self.times is None else self.times])
