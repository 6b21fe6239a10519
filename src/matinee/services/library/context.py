"""What the use cases of the library are handed: the stores of one transaction, and the time."""

from dataclasses import dataclass

from matinee.services.library.import_store import ImportStore, TitleFinder
from matinee.services.library.store import MarkStore, RatingStore, SignalStore, WatchStore, WritingStore


@dataclass(frozen=True)
class LibraryContext:
    """now: the moment at which all of it happens."""

    ratings: RatingStore
    signals: SignalStore
    watches: WatchStore
    marks: MarkStore
    writings: WritingStore
    imports: ImportStore
    finder: TitleFinder
    now: int
