"""Lists made beforehand for programs that answer people elsewhere, of those who agreed to that.

One after another, however many people there are: nothing is held but the piece that is being worked on. Whether a
person agrees is read in the same transaction as what they rated.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from matinee.domain.errors import Conflict
from matinee.domain.requests import Source
from matinee.services.exposures.consents import agreed_to_lists
from matinee.services.recommending.context import RecommendingContext
from matinee.services.recommending.held import Held, held_by
from matinee.services.recommending.items import expectations
from matinee.services.recommending.precompute import standing_answer
from matinee.services.recommending.serve import Recommending
from matinee.services.recommending.standing import Standing

AT_ONCE = 100
"""People whose histories are read together."""
TOLD = ("id", "kind", "title", "year", "genres", "imdb_url")
"""What is told of a title, beside what is expected of it."""


@dataclass(frozen=True)
class HandedList:
    """account: the key by which the person is called outside. at: the moment of which the list speaks. recipe: its
    digest. items: the best first, plain values."""

    account: str
    at: int
    model: str | None
    model_version: str
    recipe: str
    source: Source
    items: Sequence[dict[str, Any]]


async def lists_of(house: Recommending, *, k: int) -> AsyncIterator[HandedList]:
    """One a person, in the order in which they came; all by one release. Conflict where there is none."""
    standing = await house.models.standing()
    if standing.bound is None:
        raise Conflict(
            f"no release answers here{f': {standing.fault}' if standing.fault else ''}",
            remedy="Make one with 'matinee release', or name its home with --data-dir",
        )
    after = 0
    while people := await house.storage.read(lambda tx, after=after: _next(tx.recommending, after), long=True):
        for _, key, held in people:
            yield await asyncio.to_thread(_list_of, house, standing, key, held, k)
        after = people[-1][0]


def _next(ctx: RecommendingContext, after: int) -> list[tuple[int, str, Held]]:
    people = agreed_to_lists(ctx.exposures, after=after, count=AT_ONCE)
    return [(account_id, key, held_by(ctx, account_id)) for account_id, key in people]


def _list_of(house: Recommending, standing: Standing, key: str, held: Held, k: int) -> HandedList:
    if standing.bound is None:
        raise Conflict("no release answers here")
    made = standing_answer(standing, held, warn=house.warn)
    expected = expectations(standing.bound, made)
    cards = [standing.index.cards[row] for row in made.rows[:k].tolist()]
    items = [
        {"rank": place + 1, **{name: card[name] for name in TOLD}, **expected[place]}
        for place, card in enumerate(cards)
    ]
    release = standing.bound.release
    return HandedList(key, held.now, made.model, release.version, release.recipe.digest, made.source, items)
