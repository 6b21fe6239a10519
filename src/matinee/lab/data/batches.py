"""Minibatches of histories for models that learn step by step."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matinee.kit import seeds
from matinee.lab.data.histories import Histories


@dataclass(frozen=True, eq=False)
class Minibatch:
    """rows: int64 (n,), which rows of the whole these are. histories: those rows, in that order."""

    rows: np.ndarray
    histories: Histories

    def __len__(self) -> int:
        return len(self.rows)


def minibatches(
    histories: Histories, size: int, *, seed: int, epoch: int = 0, drop_last: bool = False
) -> Iterator[Minibatch]:
    """Every row once, in an order drawn anew for each epoch; the same for the same seed and epoch.

    The last batch may be smaller; drop_last leaves it out then, so that a different few rows are left out each epoch.
    """
    if size < 1:
        raise ValueError(f"a batch holds one row at least, not {size}")
    order = seeds.generator(seed, f"minibatches of epoch {epoch}").permutation(len(histories))
    for first in range(0, len(order), size):
        rows = order[first : first + size]
        if drop_last and len(rows) < size:
            return
        yield Minibatch(rows, histories.rows(rows))
