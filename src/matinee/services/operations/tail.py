"""How far what is shown reaches beyond what everybody knows anyway: the long tail of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from matinee.domain.watching import TitleShown
from matinee.kit.clock import DAY
from matinee.services.operations.context import OperationsContext

POPULAR = 0.2
"""The share of all titles, those that most people rated, that is not the tail."""


@dataclass(frozen=True)
class TailDay:
    """places: that were filled on slates of the day. outside: those of them with a title of the tail. titles: different
    ones."""

    day: int
    places: int
    outside: int
    titles: int


@dataclass(frozen=True)
class Tail:
    """The same over all days. titles: different ones that were shown at least once. catalogue: all there are; popular:
    those of them that are not the tail."""

    days: Sequence[TailDay]
    places: int
    outside: int
    titles: int
    catalogue: int
    popular: int


def shown_titles(ctx: OperationsContext, *, days: int) -> Sequence[TitleShown]:
    """Of so many days, today the last of them. Reads all slates of that time."""
    return ctx.exposure_days.titles(since=ctx.now // DAY * DAY - (days - 1) * DAY, assumed=ctx.rules.assumed)


def tail_of(shown: Sequence[TitleShown], *, ids: np.ndarray, fame: np.ndarray) -> Tail:
    """ids: int64, of all titles of the catalogue. fame: int64, how many people rated each. Titles that there are no
    more are left out."""
    popular = int(np.ceil(POPULAR * len(ids)))
    head = set(ids[np.lexsort((ids, -fame))[:popular]].tolist())
    there = set(ids.tolist())
    kept = [one for one in shown if one.title_id in there]
    days = [_summed(day, list(some), head) for day, some in groupby(kept, key=lambda one: one.day)]
    return Tail(
        days,
        places=sum(one.places for one in days),
        outside=sum(one.outside for one in days),
        titles=len({one.title_id for one in kept}),
        catalogue=len(ids),
        popular=popular,
    )


def _summed(day: int, some: Sequence[TitleShown], head: set[int]) -> TailDay:
    return TailDay(
        day,
        places=sum(one.slates for one in some),
        outside=sum(one.slates for one in some if one.title_id not in head),
        titles=len(some),
    )
