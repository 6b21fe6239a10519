"""What the library needs remembered. Each store belongs to one transaction."""

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any, Protocol

from matinee.domain.library import (
    Comment,
    Dated,
    Mark,
    Marked,
    Note,
    Opinion,
    Rating,
    RatingChange,
    Review,
    Standing,
    Visibility,
    Watch,
)
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

    def changes(
        self, account_id: int, *, title_id: int | None, after: tuple[int, int] | None, count: int
    ) -> Sequence[RatingChange]:
        """The newest first. after: the version and the title of the last that was seen."""
        ...

    def last_change(self, account_id: int, title_id: int | None) -> RatingChange | None:
        """The newest that was neither taken back nor took another back; of all titles those alone that the person made
        one by one, without what imports brought."""
        ...

    def mark_undone(self, account_id: int, change: RatingChange, at: int) -> None: ...

    def all_of(self, account_id: int, titles: Collection[int] | None = None) -> Mapping[int, Rating]:
        """By title; of some titles, or of all."""
        ...

    def put_all(self, account_id: int, rated: Sequence[Rating]) -> None: ...

    def remove_all(self, account_id: int, title_ids: Sequence[int]) -> None: ...

    def note_all(self, account_id: int, changes: Sequence[RatingChange]) -> None: ...

    def mark_all_undone(self, account_id: int, changes: Sequence[RatingChange], at: int) -> None: ...

    def opinion(self, title_id: int) -> Opinion:
        """Of everybody."""
        ...


class SignalStore(Protocol):
    """What recommendations are made of. Each answer is one question to the database."""

    def signals(self, account_id: int) -> Signals: ...

    def hidden(self, account_id: int, now: int) -> Sequence[int]:
        """Titles that are not to be recommended now: watched, seen elsewhere, not for me, not tonight. Each once, in
        their order."""
        ...


class WatchStore(Protocol):
    def is_episode(self, title_id: int, episode_id: int) -> bool: ...

    def of_title(self, account_id: int, title_id: int) -> Sequence[Watch]: ...

    def add(self, account_id: int, watch: Watch, *, at: int, import_id: int | None = None) -> Watch:
        """With the id that it got."""
        ...

    def change(self, account_id: int, watch_id: int, *, progress: int) -> Watch | None:
        """None where the person has no such watch."""
        ...

    def remove(self, account_id: int, watch_id: int) -> bool:
        """False where the person has no such watch."""
        ...

    def page(
        self, account_id: int, *, title_id: int | None, after: tuple[int, int] | None, count: int
    ) -> Sequence[Watch]:
        """The last watched first. after: the moment and the id of the last that was seen."""
        ...

    def times_of(self, account_id: int, titles: Collection[int]) -> Set[tuple[int, Dated, int]]:
        """Title, exactness and moment of every watch of the whole of one of these titles."""
        ...

    def add_all(self, account_id: int, made: Sequence[Watch], *, at: int, import_id: int) -> None: ...

    def remove_of_import(self, account_id: int, import_id: int, *, most: int) -> int:
        """So many of them at most. How many there were."""
        ...


class MarkStore(Protocol):
    def pairs_of(self, account_id: int, titles: Collection[int]) -> Set[tuple[int, Mark]]:
        """Title and mark of every mark of these titles."""
        ...

    def put_all(self, account_id: int, made: Sequence[Marked], *, import_id: int) -> None: ...

    def remove_of_import(self, account_id: int, import_id: int, *, most: int) -> int:
        """So many of them at most. How many there were."""
        ...

    def found(self, account_id: int, title_id: int) -> Mapping[Mark, Marked]: ...

    def put(self, account_id: int, marked: Marked, *, import_id: int | None = None) -> None: ...

    def remove(self, account_id: int, title_id: int, kind: Mark) -> bool:
        """False where there was none."""
        ...

    def page(
        self, account_id: int, kind: Mark, *, now: int, after: tuple[int, int] | None, count: int
    ) -> Sequence[Marked]:
        """The last marked first. after: the moment and the title of the last that was seen."""
        ...


class WritingStore(Protocol):
    """Lists hold the reader's own, and those of others that they show; the newest first."""

    def put_review(
        self, account_id: int, title_id: int, *, text: str, spoiler: bool, visibility: Visibility, at: int
    ) -> Review: ...

    def remove_review(self, account_id: int, title_id: int) -> None: ...

    def reviews(self, account_id: int, title_id: int, *, after: tuple[int, int] | None, count: int) -> Sequence[Review]:
        """after: the moment of change and the author of the last that was seen."""
        ...

    def reviews_by(self, account_id: int, *, after: tuple[int, int] | None, count: int) -> Sequence[Review]:
        """Of one person, whatever the title. after: the moment of change and the title of the last that was seen."""
        ...

    def comments_by(self, account_id: int, title_id: int) -> int:
        """How many one person has written on a title."""
        ...

    def add_comment(
        self, account_id: int, title_id: int, *, text: str, spoiler: bool, visibility: Visibility, at: int
    ) -> Comment: ...

    def change_comment(
        self, account_id: int, comment_id: int, changed: Mapping[str, Any], *, at: int
    ) -> Comment | None:
        """None where the person has written no such comment."""
        ...

    def remove_comment(self, account_id: int, comment_id: int) -> bool:
        """False where the person has written no such comment."""
        ...

    def comments(self, account_id: int, title_id: int, *, after: int | None, count: int) -> Sequence[Comment]: ...

    def put_note(self, account_id: int, title_id: int, *, text: str, at: int) -> Note: ...

    def remove_note(self, account_id: int, title_id: int) -> None: ...

    def note(self, account_id: int, title_id: int) -> Note | None: ...
