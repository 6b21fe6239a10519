"""What people were shown on earlier days and passed over, kept in the process for the day.

What was shown today does not count before tomorrow, so that a list is the same all day, and what has been read of
somebody stays true until the day is over.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from matinee.kit.clock import DAY
from matinee.services.exposures.store import ExposureStore
from matinee.services.recommending.kept import Kept

WITHIN = 30 * DAY
"""Microseconds after which it is forgotten that a title was shown."""
DEEP = 5.0
"""Places within which the eye grows tired: further down a title was hardly looked at."""
MOST_TITLES = 1_000_000
"""That are kept, of all people together; each takes twelve bytes."""


@dataclass(frozen=True)
class PassedOver:
    """titles: ids, each once. looks: how often each was looked at, about: 1 a day at the first place, less below."""

    titles: Sequence[int]
    looks: Sequence[float]

    def __len__(self) -> int:
        return len(self.titles)


NOTHING_PASSED = PassedOver((), ())


class Showcase:
    """Of those who asked last."""

    def __init__(self, *, most: int = MOST_TITLES) -> None:
        self._kept: Kept[tuple[int, PassedOver]] = Kept(most)

    def of(self, store: ExposureStore, account_id: int, now: int) -> PassedOver:
        """now: microseconds."""
        today = now - now % DAY
        kept = self._kept.get(account_id)
        if kept is not None and kept[0] == today:
            return kept[1]
        read = passed_over(store.shown(account_id, since=today - WITHIN, before=today))
        self._kept.put(account_id, (today, read), entries=len(read))
        return read

    def forget(self, account_id: int) -> None:
        self._kept.forget(account_id)


def passed_over(slates: Sequence[tuple[int, Sequence[int]]]) -> PassedOver:
    """slates: moment, and titles from the first place on. Of all slates of a day that counts which showed a title
    furthest up."""
    best: dict[tuple[int, int], int] = {}
    for at, titles in slates:
        for place, title in enumerate(titles):
            shown = (title, at // DAY)
            best[shown] = min(place, best.get(shown, place))
    looks: defaultdict[int, float] = defaultdict(float)
    for (title, _), place in best.items():
        looks[title] += exp(-place / DEEP)
    return PassedOver(array("q", looks.keys()), array("f", looks.values()))


def giving_way(scores: np.ndarray, positions: np.ndarray, looks: np.ndarray, *, strength: float) -> np.ndarray:
    """The scores, those of titles that were passed over brought down: divided by 1 + strength * looks, or multiplied
    where a score is below 0. positions: where the titles stand among the scores. looks: float32, as many."""
    made = scores.copy()
    how = np.float32(1.0) + np.float32(strength) * looks
    before = made[positions]
    made[positions] = np.where(before > 0, before / how, before * how)
    return made
