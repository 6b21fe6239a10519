"""What experiments need remembered. Each store belongs to one transaction."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from matinee.domain.trials import Figure, Shown, Trial, TrialState


class TrialStore(Protocol):
    def add(self, trial: Trial) -> bool:
        """False where there is one of that key."""
        ...

    def keyed(self, key: str) -> Trial | None: ...

    def all(self, *, state: TrialState | None = None) -> Sequence[Trial]:
        """The newest first."""
        ...

    def locked(self) -> Sequence[Trial]:
        """All, and none of them changes before the transaction ends but by its own hand."""
        ...

    def set(self, trial: Trial) -> None:
        """In place of that of its key."""
        ...

    def remove(self, key: str) -> None: ...


class FigureStore(Protocol):
    """Of those who agree to statistics. assumed: whether somebody who has not said anything agrees."""

    def first_shown(self, shown: Shown, *, assumed: bool) -> Sequence[tuple[int, str, int]]:
        """Accounts, each with the arms it was seen in and the moment of the first slate in each; '' for none."""
        ...

    def figures(
        self, shown: Shown, *, window: int, late: int, before: bool, assumed: bool
    ) -> Mapping[Figure, Mapping[int, float]]:
        """What each did in the window that begins with the first slate, or, before, ends with it. Accounts that did
        nothing are not named. late: what was told later than that after the window is not counted, so that a figure
        does not change any more."""
        ...

    def credits(self, shown: Shown, *, window: int, late: int, assumed: bool) -> Mapping[int, tuple[int, int]]:
        """Of slates that hold the picks of two rankings: by account, the clicks on picks of each, in the window."""
        ...
