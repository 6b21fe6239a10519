"""The log being built: batches of good rows become compact columns, and repeated events are found."""

from dataclasses import dataclass, field

import numpy as np

from matinee.domain.errors import BadData
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.loaders.delimited import Batch
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.ids import TextIds, WholeIds
from matinee.lab.data.vocabulary import Vocabulary

_PARTS = 16
"""Repeated events are looked for among a part of the people at a time, to bound the memory of sorting."""


@dataclass
class LineNumbers:
    """Which line of the file each row came from, without a number for every row where the rows are consecutive."""

    _starts: list[int] = field(default_factory=list)
    _batches: list[tuple[int, np.ndarray | None]] = field(default_factory=list)
    rows: int = 0

    def add(self, batch: Batch) -> None:
        self._starts.append(self.rows)
        self._batches.append((batch.first_line, batch.lines))
        self.rows += len(batch.frame)

    def of(self, row: int) -> int:
        """0 where the format has no lines."""
        index = int(np.searchsorted(self._starts, row, side="right")) - 1
        first, lines = self._batches[index]
        within = row - self._starts[index]
        if lines is not None:
            return int(lines[within])
        return first + within if first else 0


@dataclass(frozen=True, eq=False)
class Events:
    """A finished log with the ids of its people and titles, sorted."""

    log: Interactions
    people: Vocabulary
    titles: Vocabulary


@dataclass
class EventLog:
    """Takes batches with the columns person, title, value and time; the last two may be missing from all of them."""

    file: str
    whole_people: bool
    whole_titles: bool
    with_values: bool
    with_times: bool
    lines: LineNumbers = field(default_factory=LineNumbers)
    _values: list[np.ndarray] = field(default_factory=list)
    _times: list[np.ndarray] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._people = WholeIds() if self.whole_people else TextIds()
        self._titles = WholeIds() if self.whole_titles else TextIds()

    def add(self, batch: Batch) -> None:
        if not len(batch.frame):
            return
        self.lines.add(batch)
        self._people.add(batch.frame["person"])
        self._titles.add(batch.frame["title"])
        if self.with_values:
            self._values.append(batch.frame["value"].to_numpy().astype(np.float32))
        if self.with_times:
            self._times.append(batch.frame["time"].to_numpy())

    def finish(self) -> Events:
        """The log and its vocabularies. Values are 1 where the source has none."""
        if not self.lines.rows:
            raise BadData("there is not one good row", where=self.file, remedy="Give a file with at least one event")
        values = _joined(self._values) if self.with_values else np.ones(self.lines.rows, dtype=np.float32)
        times = _joined(self._times) if self.with_times else None
        which_people, people = self._people.finish()
        which_titles, titles = self._titles.finish()
        return Events(Interactions(which_people, which_titles, values, times), people, titles)


def repeated_rows(log: Interactions) -> tuple[np.ndarray, np.ndarray]:
    """Rows that say again what an earlier row said of the same person, title and time.

    Returns int64 rows, ascending, and for each the earlier row. Without times, person and title alone count.
    """
    repeats: list[np.ndarray] = []
    originals: list[np.ndarray] = []
    parts = (log.people % np.int32(_PARTS)).astype(np.uint8)
    for part in range(_PARTS):
        rows = np.flatnonzero(parts == part)
        suspects = rows[_occurs_twice(log.people[rows].astype(np.int64) << 32 | log.titles[rows])]
        if not len(suspects):
            continue
        times = np.zeros(len(suspects), dtype=np.int64) if log.times is None else log.times[suspects]
        people, titles = log.people[suspects], log.titles[suspects]
        order = np.lexsort((suspects, times, titles, people))
        keys = np.stack([people[order].astype(np.int64), titles[order].astype(np.int64), times[order]])
        new = np.ones(len(order), dtype=bool)
        new[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
        first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
        repeats.append(suspects[order[~new]])
        originals.append(suspects[order[first[~new]]])
    if not repeats:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    found, earlier = np.concatenate(repeats), np.concatenate(originals)
    order = np.argsort(found)
    return found[order], earlier[order]


def without_repeats(
    log: Interactions, lines: LineNumbers, *, file: str, faults: Faults, rows: np.ndarray | None = None
) -> Interactions:
    """Counts every repeated event as a bad row; where bad rows are dropped the first of each stays.

    rows: which row of the source each row of the log was; None where none has been dropped.
    """
    repeats, earlier = repeated_rows(log)
    if not len(repeats):
        return log
    for repeat, first in zip(repeats.tolist(), earlier.tolist(), strict=True):
        row, other = (repeat, first) if rows is None else (int(rows[repeat]), int(rows[first]))
        faults.add(file, lines.of(row), _told(lines.of(other), other, same=log.values[repeat] == log.values[first]))
    kept = np.ones(len(log), dtype=bool)
    kept[repeats] = False
    return log.where(kept)


def _told(line: int, row: int, *, same: bool) -> str:
    place = f"line {line}" if line else f"row {row + 1}"
    return f"the same event as {place}" if same else f"the event of {place} again, with another value"


def _occurs_twice(keys: np.ndarray) -> np.ndarray:
    """bool (keys,): whether the key occurs more than once."""
    in_order = np.sort(keys)
    twice = in_order[1:][in_order[1:] == in_order[:-1]]
    if not len(twice):
        return np.zeros(len(keys), dtype=bool)
    return np.isin(keys, twice)


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    """One column of the parts, letting go of each once it is copied."""
    total = sum(len(part) for part in parts)
    whole = np.empty(total, dtype=parts[0].dtype)
    end = total
    while parts:
        part = parts.pop()
        whole[end - len(part) : end] = part
        end -= len(part)
    return whole
