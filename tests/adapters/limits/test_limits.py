"""S24: what every place to count in promises, in the process and in a real Redis."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator

import pytest

from matinee.adapters.limits import memory
from matinee.adapters.limits.memory import MemoryLimits
from matinee.adapters.limits.redis import RedisLimits
from matinee.domain.errors import Unreachable
from matinee.domain.rates import Rate
from matinee.services.context import Limits

SLOW = Rate(burst=5, every=60_000_000)
QUICK = Rate(burst=2, every=100_000)
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def key() -> str:
    return uuid.uuid4().hex


@pytest.fixture(params=["memory", "redis"])
async def limits(request: pytest.FixtureRequest) -> AsyncIterator[Limits]:
    made: Limits = MemoryLimits() if request.param == "memory" else RedisLimits(request.getfixturevalue("redis_url"))
    yield made
    await made.close()


async def taken(limits: Limits, key: str, rate: Rate, tries: int) -> int:
    waits = await asyncio.gather(*(limits.take(key, rate) for _ in range(tries)))
    return sum(wait == 0 for wait in waits)


async def test_so_many_at_once_and_no_more(limits: Limits, key: str) -> None:
    assert await taken(limits, key, SLOW, 50) == 5
    wait = await limits.take(key, SLOW)
    assert 59 < wait <= 60


async def test_a_refused_try_does_not_make_the_wait_longer(limits: Limits, key: str) -> None:
    await taken(limits, key, QUICK, 200)
    await asyncio.sleep(0.11)
    assert await limits.take(key, QUICK) == 0


async def test_it_may_happen_again_after_the_wait_it_was_told(limits: Limits, key: str) -> None:
    assert await taken(limits, key, QUICK, 10) == 2
    wait = await limits.take(key, QUICK)
    assert 0 < wait <= 0.1
    await asyncio.sleep(wait + 0.005)
    assert await limits.take(key, QUICK) == 0


async def test_keys_are_counted_apart(limits: Limits, key: str) -> None:
    await taken(limits, key, SLOW, 10)
    assert await limits.take(f"{key} of another", SLOW) == 0


async def test_it_says_that_it_is_there(limits: Limits) -> None:
    await limits.check()


async def test_workers_count_together_in_redis(redis_url: str, key: str) -> None:
    workers = [RedisLimits(redis_url, workers=3) for _ in range(3)]
    assert sum([await taken(worker, key, SLOW, 10) for worker in workers]) == 5
    for worker in workers:
        await worker.close()


async def test_a_worker_whose_clock_is_wrong_counts_like_the_others(
    redis_url: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = RedisLimits(redis_url), RedisLimits(redis_url)
    assert await taken(first, key, SLOW, 10) == 5
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    monkeypatch.setattr(memory, "monotonic", lambda: 10**15)
    assert await taken(second, key, SLOW, 10) == 0
    await first.close()
    await second.close()


async def test_what_is_counted_in_redis_goes_by_itself(redis_url: str, key: str) -> None:
    limits = RedisLimits(redis_url)
    await taken(limits, key, QUICK, 10)
    await asyncio.sleep(0.3)
    assert await limits._client.exists(f"matinee:limit:{key}") == 0
    await limits.close()


async def test_without_redis_each_worker_allows_its_share(key: str) -> None:
    told: list[str] = []
    limits = RedisLimits(NOWHERE, workers=2, warn=told.append)
    assert await taken(limits, key, Rate(burst=10, every=60_000_000), 20) == 5
    assert told
    assert "Redis does not answer" in told[0]
    with pytest.raises(Unreachable, match="MATINEE_REDIS"):
        await limits.check()
    await limits.close()


async def test_a_missing_redis_is_not_asked_at_every_request(key: str) -> None:
    told: list[str] = []
    limits = RedisLimits(NOWHERE, warn=told.append)
    for _ in range(20):
        await limits.take(key, SLOW)
    assert len(told) == 1
    await limits.close()


async def test_many_keys_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_KEYS", 100)
    now = [0]
    limits = MemoryLimits(clock=lambda: now[0])
    await taken(limits, "the one that is counted", SLOW, 5)
    for number in range(500):
        now[0] += 1
        await limits.take(f"key {number}", SLOW)
    assert len(limits._full_at) <= 100
    assert await limits.take("the one that is counted", SLOW) > 0
