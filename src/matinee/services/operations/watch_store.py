"""What watching over the house needs remembered. Each store belongs to one transaction."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from matinee.domain.alerts import Alert, AlertLevel, Finding, WatchedFeature
from matinee.domain.life import HouseFigure, Rated, Seen, Shown, Told


class FigureStore(Protocol):
    def all(self) -> Sequence[HouseFigure]: ...

    def at(self) -> int | None:
        """When they were worked out; None where there are none."""
        ...

    def keep(self, found: Sequence[HouseFigure], at: int) -> None:
        """In place of what was there."""
        ...


class WatchedStore(Protocol):
    def days(self, *, since: int, until: int) -> Sequence[WatchedFeature]:
        """In their order."""
        ...

    def last(self) -> int | None:
        """The newest day that is kept."""
        ...

    def set_day(self, day: int, found: Sequence[WatchedFeature]) -> None:
        """In place of what was there of that day."""
        ...

    def forget(self, before: int) -> int: ...


class AlertStore(Protocol):
    def open(self) -> Sequence[Alert]:
        """Those that have not ended, the newest first."""
        ...

    def counts(self) -> Mapping[AlertLevel, int]:
        """Of those that have not ended and that nobody has acknowledged."""
        ...

    def begin(self, finding: Finding, at: int, *, told_at: int | None) -> int:
        """The id. told_at: None for one that is to be told elsewhere."""
        ...

    def go_on(self, alert_id: int, finding: Finding, at: int) -> None: ...

    def end(self, alert_id: int, at: int) -> None: ...

    def acknowledge(self, alert_id: int, by: int, at: int) -> Alert | None:
        """None where there is no such alert. Whoever did so first stands."""
        ...

    def page(self, *, before: int, count: int, open_only: bool) -> Sequence[Alert]:
        """The newest first, below the id `before`."""
        ...

    def to_tell(self, *, most: int) -> Sequence[Alert]:
        """Those that wait to be told elsewhere, the oldest first."""
        ...

    def told(self, alert_id: int, at: int) -> None: ...

    def forget_ended(self, before: int) -> int: ...


class LifeStore(Protocol):
    """Of those who agree to statistics. assumed: whether somebody who has not said anything agrees. since is included,
    until is not. most: rows; where there are more, a sample of the whole span, the same each time. In any order."""

    def shown(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Shown]: ...

    def told(self, *, since: int, until: int, assumed: bool) -> Sequence[Told]:
        """Of the slates of that span, whenever it was told."""
        ...

    def rated(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Rated]: ...

    def seen(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Seen]: ...

    def active(self, *, since: int, until: int, assumed: bool) -> int:
        """People who were shown something, rated or watched."""
        ...

    def came_back(self, *, days: int, since: int, until: int, day: int, assumed: bool) -> tuple[int, int]:
        """Of those whose account began in that span: how many there are, and how many were there so many days after
        that or later. day: in microseconds."""
        ...

    def visits(self, *, since: int, until: int, gap: int) -> tuple[int, int]:
        """How many visits requests make, and how long they took together: a longer gap begins another. Of the request
        log, which names those alone who agree."""
        ...

    def last_done(self) -> Mapping[str, int]:
        """By job, when it last succeeded."""
        ...

    def first_put_down(self) -> Mapping[str, int]:
        """By job, when the oldest that is remembered was due."""
        ...
