from dataclasses import replace

import pytest

from matinee.domain.watching import RequestLine
from matinee.kit.clock import HOUR
from matinee.services.exposures.consents import set_consents
from matinee.services.operations.requests import Wanted, list_hours, list_requests, note_requests
from tests.fixtures.shown import Hall

LINE = RequestLine(HOUR, "0" * 32, "GET", "/api/v1/titles/{title_id}", 200, 4.5)


def key(hall: Hall, name: str = "ana") -> str:
    hall.person(name)
    found = hall.transaction().accounts.accounts.named(name)
    assert found is not None
    return found.account.key


def ids(hall: Hall, **wanted: object) -> list[str]:
    found = list_requests(hall.operations(), Wanted(**wanted), count=50)  # type: ignore[arg-type]
    return [line.request_id for _, line in found]


@pytest.fixture
def noted(hall: Hall) -> Hall:
    lines = [
        replace(LINE, request_id="a", account=key(hall)),
        replace(LINE, request_id="b", status=404, code="not_found", milliseconds=0.5, at=2 * HOUR),
        replace(LINE, request_id="c", status=503, route="/other", milliseconds=900.0, at=3 * HOUR),
    ]
    note_requests(hall.operations(), lines)
    return hall


def test_requests_are_found_by_what_is_wanted_of_them(noted: Hall) -> None:
    assert ids(noted) == ["c", "b", "a"]
    assert ids(noted, status_from=400) == ["c", "b"]
    assert ids(noted, status_from=400, status_to=499) == ["b"]
    assert ids(noted, route="/other") == ["c"]
    assert ids(noted, slower_than=4.5) == ["c", "a"]
    assert ids(noted, since=2 * HOUR, until=2 * HOUR) == ["b"]
    assert ids(noted, account=key(noted)) == ["a"]
    assert ids(noted, account="nobody") == []


def test_the_list_goes_on_below_an_id(noted: Hall) -> None:
    found = list_requests(noted.operations(), Wanted(), count=2)
    rest = list_requests(noted.operations(), Wanted(), before=found[-1][0], count=2)
    assert [line.request_id for _, line in [*found, *rest]] == ["c", "b", "a"]


def test_it_is_not_said_who_asked_where_they_do_not_want_it_or_are_gone(hall: Hall) -> None:
    of_ana, of_ben = key(hall), key(hall, "ben")
    set_consents(hall.ctx(), hall.person(), statistics=False)
    lines = [replace(LINE, request_id=name, account=account) for name, account in
             (("a", of_ana), ("b", of_ben), ("c", "of somebody who left"))]  # fmt: skip
    note_requests(hall.operations(), lines)
    found = list_requests(hall.operations(), Wanted(), count=9)
    assert {line.request_id: line.account for _, line in found} == {"a": None, "b": of_ben, "c": None}


def test_without_lines_nothing_happens(hall: Hall) -> None:
    note_requests(hall.operations(), [])
    assert ids(hall) == []
    assert list_hours(hall.operations(), since=0, until=hall.now) == []
