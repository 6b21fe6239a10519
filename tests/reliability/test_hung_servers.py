"""R8: a server that hangs costs those who ask no more than a deadline, and soon nothing at all."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from matinee.adapters.caches import redis as caches
from matinee.adapters.limits import redis as limits
from matinee.adapters.storage import postgres
from matinee.adapters.storage.postgres import FAILURES, PostgresStorage
from matinee.adapters.storage.stores import Stores
from matinee.domain.errors import Unreachable
from matinee.domain.rates import Rate
from tests.reliability.mutants import asks_again_and_again
from tests.reliability.proxy import Proxy, Way

QUICK = 0.3
PAUSE = 0.3
MARGIN = 0.25
"""Seconds that a loaded machine may be late."""
MANY = Rate(burst=1000, every=1000)
HANGS: tuple[Way, ...] = ("black hole", "half-open")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("QUICK", QUICK), ("WRITING", QUICK), ("PAUSE", PAUSE)):
        monkeypatch.setattr(postgres, name, seconds)
    for module in (caches, limits):
        monkeypatch.setattr(module, "PAUSE", PAUSE)


@pytest.fixture
def to_postgres(postgres_database: URL) -> Iterator[tuple[Proxy, str]]:
    assert postgres_database.port is not None
    with Proxy(postgres_database.port) as proxy:
        place = postgres_database.set(port=proxy.port)
        yield proxy, place.render_as_string(hide_password=False)


@pytest.fixture
def to_redis(redis_url: str) -> Iterator[tuple[Proxy, str]]:
    there = urlsplit(redis_url)
    with Proxy(there.port or 0) as proxy:
        yield proxy, there._replace(netloc=f"127.0.0.1:{proxy.port}").geturl()


@pytest.fixture
async def storage(to_postgres: tuple[Proxy, str]) -> AsyncIterator[PostgresStorage[Stores]]:
    made = PostgresStorage(to_postgres[1], lambda stores: stores)
    yield made
    to_postgres[0].be("reset")
    await made.close()


def one(stores: Stores) -> int:
    return stores.connection.execute(text("SELECT 1")).scalar_one()


async def timed(asked: Awaitable[Any]) -> tuple[Any, float]:
    begun = time.monotonic()
    try:
        found = await asked
    except Unreachable as error:
        found = error
    return found, time.monotonic() - begun


async def waits(ask: Callable[[], Awaitable[Any]], times: int) -> list[float]:
    """Seconds that each took; all of them are refused."""
    taken = []
    for _ in range(times):
        found, seconds = await timed(ask())
        assert isinstance(found, Unreachable), found
        taken.append(seconds)
    return taken


@pytest.mark.parametrize("way", HANGS)
async def test_a_database_that_hangs_is_waited_for_so_long_and_then_left_alone(
    way: Way, storage: PostgresStorage[Stores], to_postgres: tuple[Proxy, str]
) -> None:
    proxy, _ = to_postgres
    assert await storage.read(one) == 1
    proxy.be(way)
    taken = await waits(lambda: storage.read(one), FAILURES)
    assert max(taken) < QUICK + MARGIN, taken
    asked = len(proxy.arrivals) + len(proxy.asked)
    assert max(await waits(lambda: storage.read(one), 50)) < MARGIN / 5
    assert len(proxy.arrivals) + len(proxy.asked) == asked
    proxy.be("through")
    await asyncio.sleep(PAUSE)
    assert await storage.read(one) == 1
    assert await storage.write(one) == 1


async def test_one_looks_whether_the_database_is_there_again_and_the_others_do_not_wait(
    storage: PostgresStorage[Stores], to_postgres: tuple[Proxy, str]
) -> None:
    proxy, _ = to_postgres
    proxy.be("reset")
    await waits(lambda: storage.read(one), FAILURES)
    before = len(proxy.arrivals)
    await asyncio.sleep(PAUSE)
    await asyncio.gather(*(waits(lambda: storage.read(one), 1) for _ in range(20)))
    assert len(proxy.arrivals) - before <= 1


async def test_whoever_looks_at_its_health_lets_the_others_in_again(
    storage: PostgresStorage[Stores], to_postgres: tuple[Proxy, str]
) -> None:
    proxy, _ = to_postgres
    proxy.be("refused")
    await waits(lambda: storage.read(one), FAILURES)
    proxy.be("through")
    assert isinstance((await timed(storage.read(one)))[0], Unreachable)
    await storage.check()
    assert await storage.read(one) == 1


async def test_a_house_that_asks_again_and_again_is_caught(
    storage: PostgresStorage[Stores], to_postgres: tuple[Proxy, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres.Breaker, "lets_out", postgres.Breaker.lets_out)
    asks_again_and_again()
    to_postgres[0].be("black hole")
    await waits(lambda: storage.read(one), FAILURES)
    assert max(await waits(lambda: storage.read(one), 1)) > MARGIN / 5


@pytest.mark.parametrize("way", HANGS)
async def test_redis_that_hangs_is_waited_for_once_and_done_without(way: Way, to_redis: tuple[Proxy, str]) -> None:
    proxy, url = to_redis
    cache, counting = caches.RedisCache(url), limits.RedisLimits(url)
    await cache.put("shelf", "key", b"kept", seconds=60)
    assert await counting.take("key", MANY) == 0
    assert await cache.get("shelf", "key") == b"kept"
    proxy.be(way)
    for ask, patience in (
        (lambda: cache.get("shelf", "key"), caches.PATIENCE),
        (lambda: counting.take("key", MANY), limits.PATIENCE),
    ):
        taken = [(await timed(ask()))[1] for _ in range(20)]
        assert taken[0] < patience + MARGIN
        assert max(taken[1:]) < MARGIN / 5
    proxy.be("through")
    await asyncio.sleep(PAUSE)
    assert await cache.get("shelf", "key") == b"kept"
    await cache.close()
    await counting.close()
