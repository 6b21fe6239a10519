"""What the slice of exposures needs remembered. Each store belongs to one transaction."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from matinee.domain.exposures import Attached, Consents, Event, Purpose, ShownSlate, Slate


class ExposureStore(Protocol):
    def log(self, slate: Slate, *, assumed: bool) -> bool:
        """One statement. False where the person does not agree, or is gone. assumed: whether somebody who has not said
        anything agrees."""
        ...

    def is_logged(self, slate_id: str, account_id: int) -> bool:
        """Whether there is such a slate of that person."""
        ...

    def shown_again(self, slate_id: str, account_id: int, at: int, *, times: int = 1) -> bool:
        """at: the last time. False where there is no such slate of that person."""
        ...

    def named(self, account_id: int, slate_ids: Collection[str]) -> Mapping[str, ShownSlate]:
        """Those of the slates that there are, of that person, by their ids."""
        ...

    def of(self, account_id: int, *, since: int, until: int, most: int) -> Sequence[ShownSlate]:
        """The newest first; both moments included."""
        ...

    def shown(self, account_id: int, *, since: int, before: int) -> Sequence[tuple[int, Sequence[int]]]:
        """When slates of a person were drawn, and their titles from the first place on; `before` not included."""
        ...

    def forget(self, account_id: int) -> int:
        """Removes all slates of a person, with every event; answers how many slates there were."""
        ...


class EventStore(Protocol):
    def known(self, account_id: int, ids: Collection[str]) -> Collection[str]:
        """Those of the ids that the person's programs have used before."""
        ...

    def titles(self, ids: Collection[int]) -> Collection[int]:
        """Those of the titles that there are."""
        ...

    def add(self, account_id: int, events: Sequence[Attached], at: int) -> None:
        """Those whose ids are known are left out, whoever else adds them at the same moment."""
        ...

    def on(self, rows: Collection[int]) -> Mapping[int, Sequence[Event]]:
        """Events by the slates that they are attached to, in the order in which they happened."""
        ...

    def in_library(self, account_id: int, *, since: int, until: int) -> Sequence[Event]:
        """What the person rated and watched between two moments, both included: ratings that were given by
        hand and not undone, and watches of whole titles of which the moment is known."""
        ...


class ConsentStore(Protocol):
    def of(self, account_id: int) -> Consents | None: ...

    def set(self, account_id: int, said: Consents, at: int) -> None: ...

    def agreeing(self, purpose: Purpose, *, assumed: bool) -> Sequence[int]:
        """The accounts that agree, in their order."""
        ...

    def agreed_to_lists(self, *, after: int, count: int) -> Sequence[tuple[int, str]]:
        """Accounts above `after` that have said themselves that lists of theirs may be handed out, and can act, in
        their order; with the keys by which they are called outside."""
        ...
