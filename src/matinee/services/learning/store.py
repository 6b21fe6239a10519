"""What learning needs of what is remembered. Each store belongs to one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from matinee.domain.titles import Label, TitleCard

RatedBy = tuple[str, int, int, int]
"""Key of the account, title, half stars, moment."""
ShownTo = tuple[str, int, int, Sequence[int]]
"""Key of the account, the first and the last moment, titles."""


class LearningStore(Protocol):
    """Of accounts that agree to be learned from, and are not disabled. assumed: whether somebody who has not said
    anything agrees."""

    def ratings(self, *, until: int, assumed: bool) -> Sequence[RatedBy]:
        """Those that hold now and were given by then, without those that are to be left out of recommendations."""
        ...

    def slates(self, *, until: int, assumed: bool) -> Iterator[ShownTo]:
        """What was shown to them by then and is still written down, in any order."""
        ...

    def changes_since(self, moment: int, *, assumed: bool) -> int:
        """How many ratings were given or changed after that moment."""
        ...


class TitleStore(Protocol):
    def ids_of(self, origin: str) -> Mapping[str, int]:
        """By what a data set calls it, the title."""
        ...

    def cards(self) -> Sequence[TitleCard]:
        """All titles, by id, their genres left out."""
        ...

    def labels(self, kind: Label) -> Sequence[tuple[int, str, str]]:
        """Title, slug and name, in the order in which each title names them."""
        ...
