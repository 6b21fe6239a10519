"""The ratings of each row of a side, in batches of rows with about as many: a batch is one piece of arithmetic."""

from dataclasses import dataclass

import numpy as np

CELLS = 65_536
"""Ratings in a batch, about; the numbers made of them should stay in the cache of a core."""
SLACK, FEW = 1.25, 4
"""A row may have this many times the ratings of the shortest of its batch, and a few more."""


@dataclass(frozen=True, eq=False)
class Batch:
    """rows: int64 (b,). events: int64 (b, longest): places of their ratings in the log; behind the last of a row, the
    number of all ratings, where whatever is looked up has an empty place."""

    rows: np.ndarray
    events: np.ndarray


@dataclass(frozen=True, eq=False)
class Batches:
    """bare: int64, the rows without any rating, which are in no batch."""

    parts: tuple[Batch, ...]
    bare: np.ndarray


def batches_of(rows: np.ndarray, size: int) -> Batches:
    """rows: int64 (events,), the row that each rating belongs to, of `size` rows."""
    counts = np.bincount(rows, minlength=size)
    order, starts = np.argsort(rows, kind="stable"), np.cumsum(counts) - counts
    waiting = np.argsort(counts, kind="stable")
    waiting = waiting[counts[waiting] > 0]
    parts: list[Batch] = []
    while len(waiting):
        mine = waiting[: _fitting(counts[waiting])]
        places = np.arange(int(counts[mine[-1]]))
        behind = places >= counts[mine][:, None]
        events = order[np.minimum(starts[mine][:, None] + places, len(order) - 1)]
        parts.append(Batch(mine, np.where(behind, len(order), events)))
        waiting = waiting[len(mine) :]
    return Batches(tuple(parts), np.flatnonzero(counts == 0))


def _fitting(counts: np.ndarray) -> int:
    """How many of the first rows make one batch. counts: ascending."""
    alike = int(np.searchsorted(counts, SLACK * counts[0] + FEW, side="right"))
    cells = counts[:alike] * np.arange(1, alike + 1)
    return max(1, int(np.searchsorted(cells, CELLS, side="right")))
