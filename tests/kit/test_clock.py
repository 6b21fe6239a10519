from datetime import UTC, date, datetime, timedelta, timezone

from matinee.kit.clock import DAY, HOUR, MINUTE, SECOND, as_datetime, as_moment, iso, midnight, now


def test_a_moment_is_kept_to_the_microsecond() -> None:
    assert iso(1) == "1970-01-01T00:00:00.000001Z"
    assert iso(20_000 * DAY + 12 * HOUR + 30 * MINUTE + 5 * SECOND + 250) == "2024-10-04T12:30:05.000250Z"
    assert iso(-1) == "1969-12-31T23:59:59.999999Z"


def test_a_datetime_of_any_zone_is_the_same_moment() -> None:
    moment = 20_000 * DAY + 12 * HOUR + 250
    assert as_moment(as_datetime(moment)) == moment
    assert as_moment(as_datetime(moment).astimezone(timezone(timedelta(hours=-5)))) == moment


def test_a_day_begins_at_midnight() -> None:
    assert midnight(date(2024, 10, 4)) == 20_000 * DAY
    assert midnight(date(1969, 12, 31)) == -DAY


def test_now_is_now() -> None:
    assert abs((as_datetime(now()) - datetime.now(UTC)).total_seconds()) < 5
