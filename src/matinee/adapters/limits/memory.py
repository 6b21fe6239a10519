"""Counting in the process: for one worker, and for all while Redis is away."""

import time
from collections.abc import Callable

from matinee.domain.rates import Rate
from matinee.kit.clock import SECOND

MOST_KEYS = 100_000


def monotonic() -> int:
    """Microseconds of a clock that nobody sets."""
    return time.monotonic_ns() // 1_000


class MemoryLimits:
    """A bucket a key, kept as the one moment at which it will be full again."""

    def __init__(self, *, clock: Callable[[], int] = monotonic) -> None:
        self._clock = clock
        self._full_at: dict[str, int] = {}

    async def take(self, key: str, rate: Rate) -> float:
        now = self._clock()
        then = max(self._full_at.get(key, 0), now) + rate.every
        over = then - now - rate.burst * rate.every
        if over > 0:
            return over / SECOND
        if len(self._full_at) >= MOST_KEYS and key not in self._full_at:
            self._forget(now)
        self._full_at[key] = then
        return 0.0

    async def check(self) -> None:
        """It is always there."""

    async def close(self) -> None:
        self._full_at.clear()

    def _forget(self, now: int) -> None:
        """The buckets that are full again; where that is not enough, those that will be soonest."""
        kept = {key: at for key, at in self._full_at.items() if at > now}
        if len(kept) >= MOST_KEYS:
            last = sorted(kept, key=kept.__getitem__)[MOST_KEYS // 2 :]
            kept = {key: kept[key] for key in last}
        self._full_at = kept
