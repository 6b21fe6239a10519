"""What the use cases of recommending are handed: the stores of one transaction, and the time."""

from dataclasses import dataclass
from typing import Protocol

from matinee.services.exposures.context import ExposuresContext
from matinee.services.recommending.store import FactStore, SignalStore
from matinee.services.trials.context import TrialsContext


@dataclass(frozen=True)
class RecommendingContext:
    """now: the moment at which all of it happens."""

    signals: SignalStore
    facts: FactStore
    exposures: ExposuresContext
    now: int


class Recommends(Protocol):
    """What recommending needs of a transaction."""

    @property
    def recommending(self) -> RecommendingContext: ...

    @property
    def trials(self) -> TrialsContext: ...
