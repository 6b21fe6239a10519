"""What recommending needs of what is remembered. Each store belongs to one transaction."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from matinee.domain.signals import Signals
from matinee.domain.titles import Label, TitleCard
from matinee.domain.watching import TitleLately

TitleLabel = tuple[int, str, str]
"""Title, slug and name."""
TitleOffer = tuple[int, str, str, int, int | None]
"""Title, region, service, since and until; None where no end is known."""


class SignalStore(Protocol):
    def signals(self, account_id: int) -> Signals: ...

    def version(self, account_id: int) -> int:
        """That of the signals, alone."""
        ...

    def hidden(self, account_id: int, now: int) -> Sequence[int]:
        """Ids of titles that must not be shown to the person at that moment."""
        ...


class FactStore(Protocol):
    """What is known of all titles together."""

    def stamp(self) -> int:
        """Another one whenever the catalogue may have changed."""
        ...

    def lately_at(self) -> int:
        """When it was last counted what people liked lately; 0 where nothing of it is kept."""
        ...

    def lately(self) -> Sequence[TitleLately]: ...

    def cards(self) -> Sequence[TitleCard]:
        """All titles, by id, their genres left out."""
        ...

    def labels(self, kind: Label) -> Sequence[TitleLabel]:
        """In the order in which each title names them."""
        ...

    def offers(self) -> Sequence[TitleOffer]: ...

    def elsewhere(self, source: str) -> Mapping[int, str]:
        """By title, what another catalogue calls it."""
        ...

    def ids_of(self, origin: str) -> Mapping[str, int]:
        """By what a data set calls it, the title."""
        ...
