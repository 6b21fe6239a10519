"""What time it is, as one whole number: microseconds since 1970 in UTC."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Clock = Callable[[], int]
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    return time.time_ns() // 1_000


def as_datetime(moment: int) -> datetime:
    """Exact to the microsecond, which a division by a float would not be."""
    return _EPOCH + timedelta(microseconds=moment)


def as_moment(moment: datetime) -> int:
    """Of a datetime with its zone; the other way round than `as_datetime`."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def midnight(day: date) -> int:
    """When a day begins, in UTC."""
    return (day - _EPOCH.date()).days * DAY


def iso(moment: int) -> str:
    """'2026-03-01T12:30:00.000250Z'."""
    return as_datetime(moment).isoformat(timespec="microseconds").replace("+00:00", "Z")
