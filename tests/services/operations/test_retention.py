from dataclasses import replace

from matinee.domain.exposures import Event
from matinee.domain.watching import RequestLine
from matinee.kit.clock import DAY, HOUR, MINUTE
from matinee.services.exposures.consents import set_consents
from matinee.services.exposures.feedback import take_feedback
from matinee.services.exposures.showings import write_showings
from matinee.services.operations.context import OperationRules
from matinee.services.operations.requests import list_hours, note_requests
from matinee.services.operations.retention import (
    add_up_day,
    add_up_hour,
    days_to_add_up,
    forget_requests,
    forget_slates,
    hours_to_add_up,
    keep_day,
    keep_hours,
)
from tests.fixtures.shown import Hall


def note(hall: Hall, *milliseconds: float, **more: object) -> None:
    line = RequestLine(hall.now, "0" * 32, "GET", "/x", 200, 0.0)
    lines = [replace(line, milliseconds=one, **more) for one in milliseconds]
    note_requests(hall.operations(), lines)


def add_up(hall: Hall) -> int:
    hours = hours_to_add_up(hall.operations())
    for hour in hours:
        keep_hours(hall.operations(), add_up_hour(hall.operations(), hour))
    return len(hours)


def add_up_days(hall: Hall) -> int:
    days = days_to_add_up(hall.operations())
    for day in days:
        keep_day(hall.operations(), day, add_up_day(hall.operations(), day))
    return len(days)


def test_an_hour_is_added_up_once_it_is_over(hall: Hall) -> None:
    note(hall, 0.5, 4.0, 30.0, 99_999.0)
    note(hall, 1.0, status=404)
    assert add_up(hall) == 0
    hall.now += HOUR + 5 * MINUTE
    assert add_up(hall) == 1
    good, bad = list_hours(hall.operations(), since=0, until=hall.now)
    assert (good.count, good.milliseconds, good.slowest) == (4, 100_033.5, 99_999.0)
    assert list(good.classes) == [1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert (bad.status, bad.count) == (404, 1)


def test_a_line_that_came_late_counts_the_next_time(hall: Hall) -> None:
    begun = hall.now
    note(hall, 1.0)
    hall.now += 2 * HOUR
    add_up(hall)
    note(hall, 1.0, 2.0, at=begun + 70 * MINUTE)
    hall.now += HOUR
    add_up(hall)
    found = list_hours(hall.operations(), since=0, until=hall.now)
    assert [(hour.hour - begun, hour.count) for hour in found] == [(0, 1), (HOUR, 2)]


def test_hours_outlive_the_requests_that_they_count(hall: Hall) -> None:
    note(hall, 1.0)
    hall.now += HOUR + 5 * MINUTE
    add_up(hall)
    note(hall, 1.0)
    hall.now += 14 * DAY - HOUR
    assert forget_requests(hall.operations()) == 1
    assert forget_requests(hall.operations()) == 0
    assert hall.count("request_log") == 1
    assert add_up(hall) > 0
    assert len(list_hours(hall.operations(), since=0, until=hall.now)) == 2
    hall.now += 401 * DAY
    forget_requests(hall.operations())
    assert (hall.count("request_log"), hall.count("request_hours")) == (0, 0)


def test_what_an_experiment_reads_outlives_the_days_and_goes_when_it_has_ended(hall: Hall) -> None:
    hall.person("ana")
    account = hall.transaction().accounts.accounts.named("ana")
    assert account is not None
    note(hall, 1.0, route="/api/v1/recommendations", account=account.account.key)
    begun = hall.now
    hall.now += 15 * DAY
    assert forget_requests(hall.operations(), needed=begun) == 0
    assert forget_requests(hall.operations(), needed=begun + 1) == 1


def test_an_hour_that_is_half_forgotten_is_not_added_up_anew(hall: Hall) -> None:
    note(hall, 1.0, 1.0)
    hall.now += 2 * HOUR
    add_up(hall)
    hall.now += 14 * DAY - 90 * MINUTE
    hall.stores.connection.exec_driver_sql("DELETE FROM request_log WHERE id = 1")
    add_up(hall)
    assert [hour.count for hour in list_hours(hall.operations(), since=0, until=hall.now)] == [2]


def test_a_day_of_slates_is_added_up_by_the_way_in_which_they_came(hall: Hall) -> None:
    first = hall.show((1, 2))
    hall.show((3, 4, 5), arm="b", name="ben")
    write_showings(hall.ctx(), {(first.id, hall.person()): (1, hall.now)})
    told = [
        Event("a", "clicked", first.id, 1),
        Event("b", "dismissed", first.id, 2),
        Event("c", "watched", first.id, 1),
        Event("d", "satisfied", first.id, value=4.0),
        Event("e", "satisfied", first.id, value=2.0),
    ]
    take_feedback(hall.ctx(), hall.person(), told)
    assert add_up_days(hall) == 0
    hall.now += DAY
    assert add_up_days(hall) == 1
    by_arm = {day.arm: day for day in hall.operations().exposure_days.days(since=0, until=hall.now)}
    plain, other = by_arm[""], by_arm["b"]
    assert (plain.people, plain.slates, plain.showings, plain.titles) == (1, 1, 2, 2)
    assert (plain.clicked, plain.dismissed, plain.rated, plain.watched) == (1, 1, 0, 1)
    assert (plain.answers, plain.satisfaction) == (2, 6.0)
    assert (other.people, other.slates, other.titles, other.clicked, other.satisfaction) == (1, 1, 3, 0, 0.0)


def test_what_comes_later_of_a_slate_still_counts_for_its_day(hall: Hall) -> None:
    shown = hall.show((1, 2))
    hall.now += DAY
    add_up_days(hall)
    hall.now += 5 * DAY
    take_feedback(hall.ctx(), hall.person(), [Event("late", "watched", shown.id, 1)])
    add_up_days(hall)
    assert sum(day.watched for day in hall.operations().exposure_days.days(since=0, until=hall.now)) == 1


def test_whoever_does_not_agree_to_statistics_does_not_count(hall: Hall) -> None:
    hall.show()
    set_consents(hall.ctx(), hall.person(), statistics=False)
    hall.now += DAY
    add_up_days(hall)
    assert hall.operations().exposure_days.days(since=0, until=hall.now) == []


def test_days_outlive_the_slates_that_they_count(hall: Hall) -> None:
    shown = hall.show()
    take_feedback(hall.ctx(), hall.person(), [Event("a", "clicked", shown.id, 1), Event("b", "satisfied")])
    hall.now += DAY
    add_up_days(hall)
    hall.now += 399 * DAY
    hall.show((4, 5))
    assert forget_slates(hall.operations()) == 0
    hall.now += 1
    assert forget_slates(hall.operations()) == 3
    add_up_days(hall)
    assert [day.slates for day in hall.operations().exposure_days.days(since=0, until=hall.now)] == [1]
    assert (hall.count("exposures"), hall.count("feedback")) == (1, 0)


def test_slates_may_be_kept_for_good(hall: Hall) -> None:
    hall.operating = OperationRules(slates=0)
    hall.show()
    hall.now += 9000 * DAY
    assert forget_slates(hall.operations()) == 0
    assert hall.count("exposures") == 1


def test_a_day_that_is_half_forgotten_is_not_added_up_anew(hall: Hall) -> None:
    hall.operating = OperationRules(slates=3 * DAY)
    hall.show()
    hall.now += 20 * HOUR
    hall.show((4, 5))
    hall.now += DAY
    add_up_days(hall)
    hall.now += DAY + 10 * HOUR
    assert forget_slates(hall.operations()) == 1
    add_up_days(hall)
    assert [day.slates for day in hall.operations().exposure_days.days(since=0, until=hall.now)] == [2]
