"""Counting in Redis, for many workers on one or more machines.

One script a question, by the clock of the Redis server: the clocks of the workers may differ as they like. While Redis
does not answer each worker counts for itself, with its share of what is allowed.
"""

from collections.abc import Callable
from typing import Any

from matinee.adapters.limits.memory import MemoryLimits
from matinee.domain.errors import Unreachable
from matinee.domain.rates import Rate
from matinee.kit.breaker import Breaker
from matinee.kit.clock import SECOND
from matinee.kit.extras import needs

PREFIX = "matinee:limit:"
PATIENCE = 0.25
"""Seconds that a question may take; a limit is not worth a longer wait."""
PAUSE = 1.0
"""Seconds without Redis after it failed to answer. Then one request looks for it, and the others do without."""
TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local full = tonumber(redis.call('GET', KEYS[1]) or '0')
local burst, every = tonumber(ARGV[1]), tonumber(ARGV[2])
local following = math.max(full, now) + every
local over = following - now - burst * every
if over > 0 then return over end
redis.call('SET', KEYS[1], string.format('%.0f', following), 'PX', math.ceil((following - now) / 1000) + 1)
return 0
"""


class RedisLimits:
    """workers: among how many what is allowed is shared while Redis is away."""

    def __init__(self, url: str, *, workers: int = 1, warn: Callable[[str], None] = lambda _: None) -> None:
        redis = needs("redis.asyncio")
        self._faults = (needs("redis.exceptions").RedisError, OSError, TimeoutError)
        never = needs("redis.asyncio.retry").Retry(needs("redis.backoff").NoBackoff(), 0)
        self._client: Any = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=never
        )
        self._take = self._client.register_script(TAKE)
        self._alone = MemoryLimits()
        self._workers = workers
        self._warn = warn
        self._breaker = Breaker(failures=1, pause=PAUSE)

    async def take(self, key: str, rate: Rate) -> float:
        if self._breaker.lets_out():
            try:
                with self._breaker.asking(*self._faults):
                    over = await self._take(keys=[PREFIX + key], args=[rate.burst, rate.every])
            except self._faults as error:
                self._warn(f"limits are counted by each worker alone: Redis does not answer ({type(error).__name__})")
            else:
                return int(over) / SECOND
        return await self._alone.take(key, self._share(rate))

    async def check(self) -> None:
        try:
            await self._client.ping()
        except self._faults as error:
            raise Unreachable(
                f"Redis does not answer ({type(error).__name__})",
                remedy="Check that it runs and what MATINEE_REDIS says",
            ) from error

    async def close(self) -> None:
        await self._client.aclose()

    def _share(self, rate: Rate) -> Rate:
        return Rate(burst=max(1, rate.burst // self._workers), every=rate.every * self._workers)
