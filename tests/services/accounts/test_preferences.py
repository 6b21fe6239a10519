import pytest

from matinee.domain.errors import BadInput
from matinee.domain.preferences import Preferences, Row
from matinee.services.accounts.preferences import preferences_of, set_preferences, where_they_watch
from tests.fixtures.slices import Desk

OFFERED = ("Boundless", "Parlour")


def test_nothing_is_set_for_anybody_until_they_set_it(desk: Desk) -> None:
    ana = desk.account()
    assert preferences_of(desk.ctx(), ana.id) == Preferences()
    with pytest.raises(BadInput, match="in which region"):
        where_they_watch(desk.ctx(), ana.id)


def test_what_is_set_stays_and_the_rest_with_it(desk: Desk) -> None:
    ana, ben = desk.account("ana"), desk.account("ben")
    rows = (Row("trending"), Row("gems", hidden=True))
    set_preferences(desk.ctx(), ana.id, {"region": "FR", "services": ("Parlour",), "rows": rows}, offered=OFFERED)
    desk.now += 1
    set_preferences(desk.ctx(), ana.id, {"stars": "ten", "language": "de"}, offered=OFFERED)
    assert preferences_of(desk.ctx(), ana.id) == Preferences("FR", ("Parlour",), "de", rows, "ten", desk.now)
    assert where_they_watch(desk.ctx(), ana.id) == ("FR", ("Parlour",))
    assert preferences_of(desk.ctx(), ben.id).set_at is None
    assert set_preferences(desk.ctx(), ana.id, {"region": None}, offered=OFFERED).region is None


def test_a_service_that_there_is_not_is_refused_unless_it_was_theirs_before_it_went(desk: Desk) -> None:
    ana = desk.account()
    with pytest.raises(BadInput, match="Nowhere"):
        set_preferences(desk.ctx(), ana.id, {"services": ("Nowhere", "Parlour")}, offered=OFFERED)
    set_preferences(desk.ctx(), ana.id, {"services": ("Parlour",)}, offered=OFFERED)
    kept = set_preferences(desk.ctx(), ana.id, {"services": ("Parlour", "Boundless")}, offered=("Boundless",))
    assert kept.services == ("Parlour", "Boundless")
