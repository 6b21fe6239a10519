from matinee.domain.alerts import Finding
from matinee.domain.watching import BOUNDS, RequestHour
from matinee.kit.clock import DAY, HOUR
from matinee.services.library.rate import rate
from matinee.services.operations.alerts import settle
from matinee.services.operations.report import days_of_requests, facts_of
from matinee.services.operations.retention import add_up_day, keep_day
from tests.fixtures.shown import Hall


def test_a_report_holds_what_happened_in_its_days_and_nothing_older(hall: Hall) -> None:
    for title in (1, 2):
        hall.show()
        rate(hall.transaction().library, hall.person(), title, half_stars=9)
        day = hall.now // DAY * DAY
        keep_day(hall.operations(), day, add_up_day(hall.operations(), day))
        hall.now += 40 * DAY
    hall.now -= 39 * DAY
    found = facts_of(hall.operations(), days=30)
    assert found.since == (hall.now // DAY - 30) * DAY
    assert (found.volume.ratings, found.volume.active, found.volume.visits) == (1, 1, 0)
    assert [one.slates for one in found.days] == [1]


def test_alerts_that_ended_before_are_no_news(hall: Hall) -> None:
    one = Finding("drift:stars", "warning", "stars have changed", "look", "feature-drift")
    settle(hall.operations(), "drift", [one])
    settle(hall.operations(), "drift", [])
    hall.now += 40 * DAY
    settle(hall.operations(), "quality", [Finding("quality:rmse", "warning", "worse", "train", "model-worse")])
    assert [one.finding.key for one in facts_of(hall.operations(), days=30).alerts] == ["quality:rmse"]


def test_hours_are_added_up_into_days() -> None:
    def hour(at: int, status: int, count: int) -> RequestHour:
        return RequestHour(at, "GET", "/", status, count, 1.0, 3.0, [0, 0, count, *([0] * (len(BOUNDS) - 2))])

    first, second = days_of_requests([hour(DAY, 200, 8), hour(DAY + HOUR, 500, 2), hour(2 * DAY, 200, 1)])
    assert (first.day, first.count, first.failed, first.p95) == (DAY, 10, 2, 3.0)
    assert (second.day, second.count) == (2 * DAY, 1)
