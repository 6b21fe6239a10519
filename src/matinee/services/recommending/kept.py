"""What a process remembers of the people who asked last, as far as there is place for it."""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """most: entries of all people together; one person's are kept however many they are."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[T, int]] = OrderedDict()
        self._size = 0

    def get(self, account_id: int) -> T | None:
        """Whoever is asked about goes last."""
        found = self._kept.get(account_id)
        if found is None:
            return None
        self._kept.move_to_end(account_id)
        return found[0]

    def put(self, account_id: int, one: T, *, entries: int) -> None:
        """In the place of what was kept before. Those who asked longest ago make place."""
        self.forget(account_id)
        self._kept[account_id] = one, entries + 1
        self._size += entries + 1
        while self._size > self._most and len(self._kept) > 1:
            self.forget(next(iter(self._kept)))

    def forget(self, account_id: int) -> None:
        found = self._kept.pop(account_id, None)
        if found is not None:
            self._size -= found[1]
