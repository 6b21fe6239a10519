import pytest

from matinee.domain.alerts import Alert, Finding
from matinee.domain.errors import NotFound
from matinee.kit.clock import DAY, HOUR
from matinee.services.operations.alerts import (
    TELL,
    acknowledge,
    forget_old_alerts,
    list_alerts,
    note_told,
    settle,
    to_tell,
)
from matinee.services.operations.context import OperationRules
from tests.fixtures.shown import Hall

TELLS = OperationRules(tells=True)


def finding(name: str = "drift:stars", *, value: float = 1.0) -> Finding:
    return Finding(name, "warning", "stars have changed", "look", "feature-drift", value, 0.5)


def listed(hall: Hall, **wanted) -> list[Alert]:
    return list(list_alerts(hall.operations(), before=2**62, count=99, **wanted))


def test_what_is_found_again_is_one_alert_and_what_is_found_no_more_ends(hall: Hall) -> None:
    assert settle(hall.operations(), "drift", [finding()]) == (1, 0)
    begun = hall.now
    hall.now += HOUR
    assert settle(hall.operations(), "drift", [finding(value=2.0)]) == (0, 0)
    [alert] = listed(hall, open_only=True)
    assert (alert.begun_at, alert.last_at, alert.finding.value) == (begun, hall.now, 2.0)
    hall.now += HOUR
    assert settle(hall.operations(), "drift", []) == (0, 1)
    assert listed(hall, open_only=True) == []
    [ended] = listed(hall)
    assert (ended.ended_at, ended.last_at) == (hall.now, hall.now - HOUR)
    assert settle(hall.operations(), "drift", [finding()]) == (1, 0)
    assert len(listed(hall)) == 2


def test_one_kind_says_nothing_of_another(hall: Hall) -> None:
    settle(hall.operations(), "drift", [finding()])
    assert settle(hall.operations(), "quality", [finding("quality:rmse")]) == (1, 0)
    assert settle(hall.operations(), "drift", []) == (0, 1)
    assert [one.finding.key for one in listed(hall, open_only=True)] == ["quality:rmse"]


def test_the_first_who_sees_to_it_stands_and_is_forgotten_when_they_leave(hall: Hall) -> None:
    settle(hall.operations(), "drift", [finding()])
    [alert] = listed(hall)
    ana, ben = hall.person("ana"), hall.person("ben")
    assert acknowledge(hall.operations(), alert.id, by=ana).acknowledged_by == "ana"
    hall.now += HOUR
    assert acknowledge(hall.operations(), alert.id, by=ben).acknowledged_by == "ana"
    with pytest.raises(NotFound):
        acknowledge(hall.operations(), alert.id + 1, by=ana)
    assert hall.operations().alerts.counts() == {}
    accounts = hall.transaction().accounts
    accounts.personal.erase(ana, key="0" * 24, at=hall.now)
    [alert] = listed(hall)
    assert (alert.acknowledged_by, alert.acknowledged_at) == (None, hall.now - HOUR)


def test_alerts_that_begin_wait_to_be_told_where_the_house_tells_them(hall: Hall) -> None:
    settle(hall.operations(), "quality", [finding("quality:rmse")])
    assert to_tell(hall.operations()) == []
    hall.operating = TELLS
    settle(hall.operations(), "drift", [finding(), finding("drift:hours")])
    waiting = to_tell(hall.operations())
    assert [one.finding.key for one in waiting] == ["drift:stars", "drift:hours"]
    [job] = hall.operations().jobs.page(before=10**9, count=9, name=TELL, state=None)
    assert (job.slot, job.arguments) == (f"alert:{waiting[-1].id}", {})
    note_told(hall.operations(), [waiting[0].id])
    assert [one.id for one in to_tell(hall.operations())] == [waiting[1].id]


def test_alerts_that_ended_long_ago_are_forgotten(hall: Hall) -> None:
    settle(hall.operations(), "drift", [finding()])
    settle(hall.operations(), "quality", [finding("quality:rmse")])
    settle(hall.operations(), "drift", [])
    hall.now += 401 * DAY
    assert forget_old_alerts(hall.operations()) == 1
    assert [one.finding.key for one in listed(hall)] == ["quality:rmse"]
