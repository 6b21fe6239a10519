import pytest

from matinee.domain.errors import Conflict
from matinee.services.accounts.leave import delete_account, export
from tests.fixtures.slices import Desk


def test_whoever_leaves_takes_everything_along(desk: Desk) -> None:
    ana = desk.account()
    desk.ctx().audit.note("logged in", desk.now, account_id=ana.id)
    exported = export(desk.ctx(), ana)
    assert [row["name"] for row in exported["account"]] == ["ana"]
    assert [row["action"] for row in exported["audit"]] == ["logged in"]
    delete_account(desk.ctx(), ana)
    assert desk.ctx().accounts.named("ana") is None
    assert set(map(len, export(desk.ctx(), ana).values())) == {0}
    assert desk.stores.connection.exec_driver_sql("SELECT key FROM deletions").scalars().all() == [ana.key]


def test_the_last_admin_stays(desk: Desk) -> None:
    first = desk.account("first", "admin")
    with pytest.raises(Conflict):
        delete_account(desk.ctx(), first)
    second = desk.account("second", "admin")
    delete_account(desk.ctx(), first)
    with pytest.raises(Conflict):
        delete_account(desk.ctx(), second)
