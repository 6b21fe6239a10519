"""Keeping in Redis, for many workers on one or more machines.

A shelf is one hash, which Redis lets go when its youngest entry is no longer good; each value begins with the moment at
which it is itself no longer good, by the clock of the worker that kept it.
"""

import struct
import time
from collections.abc import Callable
from typing import Any, TypeVar

from matinee.domain.errors import Unreachable
from matinee.kit.breaker import Breaker
from matinee.kit.extras import needs

T = TypeVar("T")
PREFIX = "matinee:cache:"
PATIENCE = 0.25
"""Seconds that a question may take: to make an answer anew takes less than a longer wait."""
PAUSE = 1.0
"""Seconds without Redis after it failed to answer. Then one request looks for it, and the others do without."""
GOOD_UNTIL = struct.Struct("<d")
SPECIAL = str.maketrans({one: f"\\{one}" for one in "?[]\\^"})
"""Letters that mean more to Redis than to us, and how they are written to mean themselves."""
AT_ONCE = 500
PUT = """
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
"""


class RedisCache:
    def __init__(self, url: str, *, warn: Callable[[str], None] = lambda _: None) -> None:
        redis = needs("redis.asyncio")
        self._faults = (needs("redis.exceptions").RedisError, OSError, TimeoutError)
        never = needs("redis.asyncio.retry").Retry(needs("redis.backoff").NoBackoff(), 0)
        self._client: Any = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=never
        )
        self._put = self._client.register_script(PUT)
        self._warn = warn
        self._breaker = Breaker(failures=1, pause=PAUSE)

    async def get(self, shelf: str, key: str) -> bytes | None:
        found = await self._tried(lambda: self._client.hget(PREFIX + shelf, key), otherwise=None)
        if found is None or GOOD_UNTIL.unpack_from(found)[0] <= time.time():
            return None
        return found[GOOD_UNTIL.size :]

    async def put(self, shelf: str, key: str, value: bytes, *, seconds: float) -> None:
        kept = GOOD_UNTIL.pack(time.time() + seconds) + value
        args = [key, kept, max(1, int(seconds * 1000))]
        await self._tried(lambda: self._put(keys=[PREFIX + shelf], args=args), otherwise=None)

    async def forget(self, pattern: str) -> int:
        return await self._tried(lambda: self._forget(pattern), otherwise=0)

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

    async def _forget(self, pattern: str) -> int:
        if "*" not in pattern:
            return await self._client.unlink(PREFIX + pattern)
        count, batch = 0, []
        async for name in self._client.scan_iter(match=PREFIX + pattern.translate(SPECIAL), count=AT_ONCE):
            batch.append(name)
            if len(batch) >= AT_ONCE:
                count += await self._client.unlink(*batch)
                batch.clear()
        return count + (await self._client.unlink(*batch) if batch else 0)

    async def _tried(self, ask: Callable[[], Any], *, otherwise: T) -> T:
        if not self._breaker.lets_out():
            return otherwise
        try:
            with self._breaker.asking(*self._faults):
                return await ask()
        except self._faults as error:
            self._warn(f"nothing is kept for the next answer: Redis does not answer ({type(error).__name__})")
            return otherwise
