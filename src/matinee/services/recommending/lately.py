"""What people of this house have liked and watched lately, as arrays over the titles."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matinee.domain.watching import LATELY, USUALLY, TitleLately
from matinee.kit.clock import DAY

PRIOR = 5.0
"""People who keep a title that nobody had before from looking like a wonder, as in the model `trending`."""
GROWTH = 0.5
"""How much the rise counts against the size: 0 for not at all, 1 for as much."""
FRESH = 3 * DAY
"""After which a count says nothing of now any more."""


@dataclass(frozen=True, eq=False)
class Lately:
    """at: when it was counted. people, before: float64 (rows,), in the last days, and in the days before those; 0 for
    a title that too few people speak of."""

    at: int
    people: np.ndarray
    before: np.ndarray

    @cached_property
    def rise(self) -> np.ndarray:
        """float64 (rows,): how many times its usual rate each title is liked at."""
        return self.people / (self.before * (LATELY / USUALLY) + PRIOR)

    @cached_property
    def trend(self) -> np.ndarray:
        """float64 (rows,): by which titles are ranked; 0 for those of which nothing is known."""
        return self.people * self.rise**GROWTH

    def is_fresh(self, now: int) -> bool:
        return now - self.at <= FRESH


def lately_of(found: Sequence[TitleLately], rows: np.ndarray, *, titles: int) -> Lately | None:
    """rows: int64, of what was found, negative for a title that there is not; None where nothing was found."""
    if not found:
        return None
    known = rows >= 0
    people, before = np.zeros(titles), np.zeros(titles)
    people[rows[known]] = np.array([one.people for one in found])[known]
    before[rows[known]] = np.array([one.before for one in found])[known]
    return Lately(max(one.at for one in found), people, before)
