"""What people rated, kept in the process as long as it is so: of who asks again, only the version is read."""

from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.services.recommending.kept import Kept
from matinee.services.recommending.store import SignalStore

MOST_RATINGS = 500_000
"""That are kept, of all people together; each takes some twenty bytes."""


class Tastes:
    """Those who asked last. What is kept is looked at by its version each time, so that it is never old."""

    def __init__(self, *, most: int = MOST_RATINGS) -> None:
        self._kept: Kept[Signals] = Kept(most)

    def of(self, store: SignalStore, account_id: int) -> Signals:
        """store: of one transaction, in which both the version and the ratings are read."""
        version = store.version(account_id)
        if not version:
            return NO_SIGNALS
        kept = self._kept.get(account_id)
        if kept is not None and kept.version == version:
            return kept
        read = store.signals(account_id)
        self._kept.put(account_id, read, entries=len(read))
        return read

    def forget(self, account_id: int) -> None:
        self._kept.forget(account_id)
