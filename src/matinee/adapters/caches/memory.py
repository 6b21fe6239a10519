"""Keeping in the process: what was used last stays, up to a size."""

import time
from collections import OrderedDict
from collections.abc import Callable
from fnmatch import fnmatchcase

MOST_BYTES = 64 << 20
OF_AN_ENTRY = 200
"""Bytes that an entry takes beside its value, about."""
Entry = tuple[float, bytes]
"""When it is no longer good, by the clock of the cache, and the value."""


class MemoryCache:
    """Shelves in the order in which they were last used; the one that was not used longest goes first, as a whole."""

    def __init__(self, *, most: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._shelves: OrderedDict[str, dict[str, Entry]] = OrderedDict()
        self._size = 0

    async def get(self, shelf: str, key: str) -> bytes | None:
        held = self._shelves.get(shelf)
        entry = None if held is None else held.get(key)
        if entry is None:
            return None
        if entry[0] <= self._clock():
            self._drop(shelf, key)
            return None
        self._shelves.move_to_end(shelf)
        return entry[1]

    async def put(self, shelf: str, key: str, value: bytes, *, seconds: float) -> None:
        self._drop(shelf, key)
        if len(value) + OF_AN_ENTRY > self._most:
            return
        self._shelves.setdefault(shelf, {})[key] = (self._clock() + seconds, value)
        self._shelves.move_to_end(shelf)
        self._size += len(value) + OF_AN_ENTRY
        while self._size > self._most:
            self._drop_shelf(next(iter(self._shelves)))

    async def forget(self, pattern: str) -> int:
        if "*" not in pattern:
            return int(self._drop_shelf(pattern))
        return sum(self._drop_shelf(name) for name in [one for one in self._shelves if fnmatchcase(one, pattern)])

    async def check(self) -> None:
        """It is always there."""

    async def close(self) -> None:
        self._shelves.clear()
        self._size = 0

    def _drop(self, shelf: str, key: str) -> None:
        held = self._shelves.get(shelf)
        entry = None if held is None else held.pop(key, None)
        if entry is not None:
            self._size -= len(entry[1]) + OF_AN_ENTRY
        if held is not None and not held:
            del self._shelves[shelf]

    def _drop_shelf(self, shelf: str) -> bool:
        held = self._shelves.pop(shelf, None)
        if held is None:
            return False
        self._size -= sum(len(value) + OF_AN_ENTRY for _, value in held.values())
        return True
