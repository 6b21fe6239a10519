"""Who follows what they are recommended; over the wire this is tested in tests/doors/api/test_live.py."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from matinee.adapters.caches.memory import MemoryCache
from matinee.adapters.storage.sqlite import SqliteStorage
from matinee.domain.errors import NotSignedIn, TooMany
from matinee.domain.requests import Wish
from matinee.ops.registry.registry import Registry
from matinee.services.library.rate import rate
from matinee.services.recommending import follow as following
from matinee.services.recommending.follow import MOST, counted, follow
from matinee.services.recommending.models import Models
from matinee.services.recommending.serve import Recommending
from matinee.services.recommending.ways import Trials
from tests.fixtures.catalogue import START
from tests.fixtures.library import shelf_over, transaction


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "LOOKS", 0.01)


@pytest.fixture
async def house(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Recommending]:
    """A house with two people and a few titles, and without a release."""
    file = Path(shutil.copy(sqlite_template, tmp_path / "matinee.db"))
    storage = SqliteStorage(file, lambda stores: transaction(stores, START))
    await storage.write(lambda tx: shelf_over(tx._stores))
    models = Models(Registry(tmp_path / "main"), storage, warn=lambda _: None)
    trials = Trials(storage, warn=lambda _: None)
    yield Recommending(storage, MemoryCache(), models, trials, lambda _, error: None)
    await storage.close()


def anybody(tx: Any) -> None:
    """Whoever follows may go on."""


async def test_there_is_news_when_the_library_or_the_wish_changes(house: Recommending) -> None:
    wishes = [Wish(k=3)]
    found = follow(house, 1, lambda: wishes[0], check=anybody)
    async with asyncio.timeout(20):
        first = await anext(found)
        await house.storage.write(lambda tx: rate(tx.library, 1, 2, half_stars=9))  # type: ignore[attr-defined]
        second = await anext(found)
        wishes[0] = Wish(k=4)
        third = await anext(found)
    assert len({first, second, third}) == 3
    await found.aclose()  # type: ignore[attr-defined]


async def test_what_another_person_rates_is_no_news(house: Recommending, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "SIGN", 0.05)
    found = follow(house, 1, Wish, check=anybody)
    async with asyncio.timeout(20):
        assert await anext(found) is not None
        await house.storage.write(lambda tx: rate(tx.library, 2, 2, half_stars=9))  # type: ignore[attr-defined]
        assert await anext(found) is None
    await found.aclose()  # type: ignore[attr-defined]


async def test_whoever_may_not_follow_any_more_is_told_so(house: Recommending) -> None:
    known = [True]

    def check(tx: Any) -> None:
        if not known[0]:
            raise NotSignedIn("gone")

    found = follow(house, 1, Wish, check=check)
    await anext(found)
    known[0] = False
    with pytest.raises(NotSignedIn):
        await anext(found)


def test_each_person_has_so_many_streams(house: Recommending) -> None:
    open_now = [counted(house, 1) for _ in range(MOST)]
    for one in open_now:
        one.__enter__()
    with pytest.raises(TooMany), counted(house, 1):
        pass
    with counted(house, 2):
        assert house.following[2] == 1
    for one in open_now:
        one.__exit__(None, None, None)
    assert not house.following
