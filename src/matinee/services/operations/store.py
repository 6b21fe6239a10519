"""What operations need remembered. Each store belongs to one transaction."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from matinee.domain.jobs import Job, JobState
from matinee.domain.watching import ExposureDay, RequestHour, RequestLine, TitleLately, TitleShown


class JobStore(Protocol):
    def add(self, name: str, slot: str, *, due_at: int, arguments: Mapping[str, Any]) -> bool:
        """False where there is one of that name and slot."""
        ...

    def slots(self, pairs: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        """Those of the names with slots that there are."""
        ...

    def due(self, names: Collection[str], now: int) -> bool:
        """Whether there is one that could be taken."""
        ...

    def take(self, names: Collection[str], *, holder: str, now: int, lease_until: int, most: int) -> Job | None:
        """The one that is due longest, taken in one statement: nobody else gets it while the lease holds. One whose
        lease has run out is due again. No two of one name run at once. most: tries."""
        ...

    def renew(self, job_id: int, fence: int, lease_until: int) -> bool:
        """False where somebody else has taken it since."""
        ...

    def held(self, job_id: int, fence: int) -> bool:
        """The same, and the row cannot be taken before the transaction ends."""
        ...

    def end(
        self, job_id: int, fence: int, state: JobState, *, said: str, at: int, due_at: int, attempts: int
    ) -> bool: ...

    def give_up(self, now: int, *, most: int, said: str) -> int:
        """Ends those whose lease has run out for the last time that was allowed."""
        ...

    def page(self, *, before: int, count: int, name: str | None, state: JobState | None) -> Sequence[Job]:
        """The newest first, below the id `before`."""
        ...

    def forget_ended(self, before: int) -> int: ...


class RequestStore(Protocol):
    def add(self, lines: Sequence[RequestLine], *, assumed: bool) -> None:
        """Without saying who asked where they do not agree to statistics, or are gone."""
        ...

    def page(
        self,
        *,
        before: int,
        count: int,
        since: int,
        until: int,
        route: str | None,
        status_from: int,
        status_to: int,
        account: str | None,
        slower_than: float,
    ) -> Sequence[tuple[int, RequestLine]]:
        """With their ids, the newest first, below the id `before`."""
        ...

    def first(self) -> int | None:
        """The moment of the oldest."""
        ...

    def in_hour(self, hour: int) -> Sequence[RequestHour]:
        """What the lines of one hour come to."""
        ...

    def last_hour(self) -> int | None:
        """The last that was rolled up."""
        ...

    def set_hours(self, hours: Sequence[RequestHour]) -> None: ...

    def hours(self, *, since: int, until: int) -> Sequence[RequestHour]: ...

    def forget(self, before: int, *, most: int, needed: int | None = None) -> int:
        """Lines that are older, and how many went. needed: from when on answers of recommendations to people who agree
        to statistics stay whatever their age."""
        ...

    def forget_hours(self, before: int) -> int: ...


class ExposureDayStore(Protocol):
    def first(self) -> int | None:
        """When the oldest slate was drawn."""
        ...

    def of_day(self, day: int, *, assumed: bool) -> Sequence[ExposureDay]:
        """What the slates of one day come to, of those who agree to statistics."""
        ...

    def last_day(self) -> int | None:
        """The last that was rolled up."""
        ...

    def set_day(self, day: int, found: Sequence[ExposureDay]) -> None:
        """In place of what was there of that day."""
        ...

    def days(self, *, since: int, until: int) -> Sequence[ExposureDay]: ...

    def titles(self, *, since: int, assumed: bool) -> Sequence[TitleShown]:
        """Titles that were shown from then on to those who agree to statistics, the first day first."""
        ...

    def forget(self, before: int, *, most: int) -> int:
        """Slates that are older, with their events, and events that belong to none; answers how many rows went."""
        ...


class TrendingStore(Protocol):
    def count(
        self, *, since: int, middle: int, until: int, liked: int, least: int, assumed: bool
    ) -> Sequence[TitleLately]:
        """Of ratings from `liked` half stars on and of watches whose moment is known, of those who agree to statistics.
        middle: where the last days begin. least: people in the last days."""
        ...

    def keep(self, found: Sequence[TitleLately]) -> None:
        """In place of what was there."""
        ...


class ActivityStore(Protocol):
    def active(self, *, since: int, after: int, most: int) -> Sequence[int]:
        """Accounts above the id `after` that came since then, in their order, without those that are disabled."""
        ...

    def there(self, ids: Collection[int]) -> Collection[int]:
        """Those of the accounts that there are."""
        ...
