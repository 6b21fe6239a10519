"""Recommendations that come by themselves: a new answer whenever the person's library, the release, the experiments
that run or the wish change.

The version of the library is looked at twice a second, one short question each. So it does not matter which worker took
a rating, or whether it came by an import.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from matinee.domain.errors import TooMany
from matinee.domain.requests import Wish
from matinee.services.recommending.serve import Recommending, recommend
from matinee.services.recommending.standing import Standing

LOOKS = 0.5
"""Seconds between two looks."""
SIGN = 15.0
"""Seconds without news after which a sign of life is given."""
MOST = 5
"""Streams of one person that one worker keeps open."""
Check = Callable[[Any], None]
"""Raises, given a transaction, where whoever follows may not any more."""


async def follow(
    house: Recommending, account_id: int, wish: Callable[[], Wish], *, check: Check, news: asyncio.Event | None = None
) -> AsyncIterator[bytes | None]:
    """Answers as of `serve.recommend`, the first at once; None as a sign of life. wish: what is wished for at the
    moment. news: is set where the wish has changed. NotSignedIn once the person has logged out."""
    before: tuple[Any, ...] | None = None
    silent = 0.0
    while True:
        version = await house.storage.read(
            lambda tx: (check(tx), tx.recommending.signals.version(account_id))[1],
        )
        now = (version, _release(await house.models.standing_for(account_id)), house.trials.stamp, wish())
        if now != before:
            before, silent = now, 0.0
            yield await recommend(house, account_id, wish())
        elif silent >= SIGN:
            silent = 0.0
            yield None
        await _rest(news)
        silent += LOOKS


@contextmanager
def counted(house: Recommending, account_id: int) -> Iterator[None]:
    """TooMany where the person has as many streams open as one may have."""
    if house.following[account_id] >= MOST:
        raise TooMany("too many streams are open", remedy="Close one of them", retry_after=5)
    house.following[account_id] += 1
    try:
        yield
    finally:
        house.following[account_id] -= 1
        if not house.following[account_id]:
            del house.following[account_id]


def _release(standing: Standing) -> tuple[str | None, int]:
    return None if standing.bound is None else standing.bound.release.version, standing.index.stamp


async def _rest(news: asyncio.Event | None) -> None:
    if news is None:
        await asyncio.sleep(LOOKS)
        return
    try:
        await asyncio.wait_for(news.wait(), LOOKS)
    except TimeoutError:
        return
    news.clear()
