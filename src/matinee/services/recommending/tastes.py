"""What people rated, kept in the process as long as it is so: of who asks again, only the version is read."""

from collections import OrderedDict

from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.services.recommending.store import SignalStore

MOST_RATINGS = 500_000
"""That are kept, of all people together; each takes some twenty bytes."""


class Tastes:
    """Those who asked last. What is kept is looked at by its version each time, so that it is never old."""

    def __init__(self, *, most: int = MOST_RATINGS) -> None:
        self._most = most
        self._kept: OrderedDict[int, Signals] = OrderedDict()
        self._size = 0

    def of(self, store: SignalStore, account_id: int) -> Signals:
        """store: of one transaction, in which both the version and the ratings are read."""
        version = store.version(account_id)
        if not version:
            return NO_SIGNALS
        kept = self._kept.get(account_id)
        if kept is not None and kept.version == version:
            self._kept.move_to_end(account_id)
            return kept
        self.forget(account_id)
        read = store.signals(account_id)
        self._kept[account_id] = read
        self._size += len(read) + 1
        while self._size > self._most and len(self._kept) > 1:
            self.forget(next(iter(self._kept)))
        return read

    def forget(self, account_id: int) -> None:
        kept = self._kept.pop(account_id, None)
        if kept is not None:
            self._size -= len(kept) + 1
