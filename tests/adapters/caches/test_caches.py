"""What every place to keep things promises, in the process and in a real Redis."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator

import pytest

from matinee.adapters.caches.memory import OF_AN_ENTRY, MemoryCache
from matinee.adapters.caches.redis import RedisCache
from matinee.domain.errors import Unreachable
from matinee.services.context import Cache

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def own() -> str:
    """A name that no other test uses."""
    return uuid.uuid4().hex


@pytest.fixture(params=["memory", "redis"])
async def cache(request: pytest.FixtureRequest) -> AsyncIterator[Cache]:
    made: Cache = MemoryCache() if request.param == "memory" else RedisCache(request.getfixturevalue("redis_url"))
    yield made
    await made.close()


async def test_what_was_kept_is_found_by_shelf_and_key(cache: Cache, own: str) -> None:
    await cache.put(own, "a", b"\x00first\xff", seconds=60)
    await cache.put(own, "b", b"second", seconds=60)
    await cache.put(own, "b", b"third", seconds=60)
    assert await cache.get(own, "a") == b"\x00first\xff"
    assert await cache.get(own, "b") == b"third"
    assert await cache.get(own, "c") is None
    assert await cache.get(f"{own}1", "a") is None


async def test_what_is_no_longer_good_is_not_found(cache: Cache, own: str) -> None:
    await cache.put(own, "long", b"1", seconds=60)
    await cache.put(own, "short", b"2", seconds=0.05)
    assert await cache.get(own, "short") == b"2"
    await asyncio.sleep(0.07)
    assert await cache.get(own, "short") is None
    assert await cache.get(own, "long") == b"1"


async def test_a_shelf_is_forgotten_as_a_whole(cache: Cache, own: str) -> None:
    for shelf in (own, f"{own}1"):
        await cache.put(shelf, "a", b"1", seconds=60)
        await cache.put(shelf, "b", b"1", seconds=60)
    assert await cache.forget(own) == 1
    assert await cache.forget(own) == 0
    assert await cache.get(own, "a") is None
    assert await cache.get(f"{own}1", "b") == b"1"


async def test_shelves_are_forgotten_by_pattern(cache: Cache, own: str) -> None:
    shelves = [f"{own}:x:1", f"{own}:x:2", f"{own}:y:1", f"{own}:[x]:?"]
    for shelf in shelves:
        await cache.put(shelf, "a", b"1", seconds=60)
    assert await cache.forget(f"{own}:x:*") == 2
    assert [await cache.get(shelf, "a") for shelf in shelves] == [None, None, b"1", b"1"]
    assert await cache.forget(f"{own}*") == 2


async def test_it_says_that_it_is_there(cache: Cache) -> None:
    await cache.check()


async def test_what_one_worker_keeps_another_finds(redis_url: str, own: str) -> None:
    one, other = RedisCache(redis_url), RedisCache(redis_url)
    await one.put(own, "a", b"1", seconds=60)
    assert await other.get(own, "a") == b"1"
    await other.forget(own)
    assert await one.get(own, "a") is None
    await one.close()
    await other.close()


async def test_without_redis_nothing_is_found_and_nobody_waits(own: str) -> None:
    said: list[str] = []
    away = RedisCache(NOWHERE, warn=said.append)
    begun = time.monotonic()
    for _ in range(50):
        await away.put(own, "a", b"1", seconds=60)
        assert await away.get(own, "a") is None
        assert await away.forget("*") == 0
    assert time.monotonic() - begun < 1
    assert len(said) == 1
    assert "Redis does not answer" in said[0]
    with pytest.raises(Unreachable):
        await away.check()
    await away.close()


async def test_a_full_cache_lets_go_of_what_was_not_used_longest() -> None:
    cache = MemoryCache(most=3 * (OF_AN_ENTRY + 10))
    for shelf in "abc":
        await cache.put(shelf, "k", bytes(10), seconds=60)
    await cache.get("a", "k")
    await cache.put("d", "k", bytes(10), seconds=60)
    assert [await cache.get(shelf, "k") is not None for shelf in "abcd"] == [True, False, True, True]


async def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    cache = MemoryCache(most=1000)
    await cache.put("a", "k", bytes(10), seconds=60)
    await cache.put("b", "k", bytes(1000), seconds=60)
    assert await cache.get("a", "k") is not None
    assert await cache.get("b", "k") is None


async def test_room_comes_back_with_what_is_forgotten_or_replaced() -> None:
    cache = MemoryCache(most=2 * (OF_AN_ENTRY + 10))
    for _ in range(20):
        await cache.put("a", "k", bytes(10), seconds=60)
    await cache.put("b", "k", bytes(10), seconds=60)
    assert await cache.get("a", "k") is not None
    for _ in range(20):
        await cache.forget("b")
        await cache.put("b", "k", bytes(10), seconds=60)
    assert await cache.get("a", "k") is not None
