import pytest

from matinee.services.operations import activity
from matinee.services.operations.activity import ACTIVE, active_people, gone_of
from tests.fixtures.shown import Hall


def came(hall: Hall, name: str) -> int:
    account_id = hall.person(name)
    hall.stores.sessions.add(
        account_id=account_id, digest=name, agent="", at=hall.now, expires_at=hall.now + 10 * ACTIVE
    )
    return account_id


def test_people_who_came_lately_are_found_a_few_at_a_time(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "AT_ONCE", 2)
    came(hall, "long.ago")
    hall.now += ACTIVE + 1
    hall.person("never")
    people = [came(hall, name) for name in ("ana", "ben", "cyn")]
    came(hall, "ana2")
    hall.stores.connection.exec_driver_sql("UPDATE accounts SET disabled_at = 1 WHERE name = 'ana2'")
    first = active_people(hall.operations(), after=0)
    assert list(first) == people[:2]
    assert list(active_people(hall.operations(), after=first[-1])) == people[2:]
    assert list(active_people(hall.operations(), after=people[-1])) == []


def test_who_has_gone_is_told(hall: Hall) -> None:
    ana = hall.person("ana")
    assert gone_of(hall.operations(), [ana, ana + 1]) == {ana + 1}
