"""What the library needs remembered. Each store belongs to one transaction."""

from collections.abc import Sequence
from typing import Protocol

from matinee.domain.library import Rating, RatingChange, Standing
from matinee.domain.signals import Signals


class RatingStore(Protocol):
    def standing(self, account_id: int, title_id: int) -> Standing | None:
        """None where there is no such title."""
        ...

    def raise_version(self, account_id: int) -> int:
        """That of the person's library from now on. Whoever else changes it waits until this transaction ends."""
        ...

    def put(self, account_id: int, rating: Rating) -> None: ...

    def remove(self, account_id: int, title_id: int) -> None: ...

    def note(self, account_id: int, change: RatingChange) -> None: ...

    def page(self, account_id: int, *, after: tuple[int, int] | None, count: int) -> Sequence[Rating]:
        """The newest first. after: the moment and the title of the last that was seen."""
        ...


class SignalStore(Protocol):
    """What recommendations are made of. Each answer is one question to the database."""

    def signals(self, account_id: int) -> Signals: ...

    def hidden(self, account_id: int, now: int) -> Sequence[int]:
        """Titles that are not to be recommended now: watched, seen elsewhere, not for me, not tonight. Each once, in
        their order."""
        ...
