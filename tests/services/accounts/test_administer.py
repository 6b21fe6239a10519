from typing import Any

import pytest

from matinee.domain.accounts import Account
from matinee.domain.errors import Conflict, NotFound
from matinee.kit.clock import DAY
from matinee.services.accounts.administer import change_account, invite, list_accounts, note_models, reset_password
from tests.fixtures.slices import Desk

ANOTHER = "a digest of another"


def with_a_session(desk: Desk, name: str) -> Account:
    account = desk.account(name)
    desk.ctx().sessions.add(account_id=account.id, digest=name, agent="", at=desk.now, expires_at=desk.now + DAY)
    return account


@pytest.mark.parametrize("change", [{"role": "admin"}, {"disabled": True}])
def test_a_change_ends_the_sessions_of_that_person_alone(desk: Desk, change: dict) -> None:
    root, ana, ben = desk.account("root", "admin"), with_a_session(desk, "ana"), with_a_session(desk, "ben")
    changed = change_account(desk.ctx(), root, ana.key, **change)
    assert (changed.role, changed.disabled_at) == (
        change.get("role", "member"),
        desk.now if "disabled" in change else None,
    )
    assert desk.ctx().sessions.of(ana.id) == []
    assert len(desk.ctx().sessions.of(ben.id)) == 1


def test_what_changes_nothing_ends_nothing(desk: Desk) -> None:
    root, ana = desk.account("root", "admin"), with_a_session(desk, "ana")
    assert change_account(desk.ctx(), root, ana.key, role="member", disabled=False) == ana
    assert change_account(desk.ctx(), root, ana.key) == ana
    assert len(desk.ctx().sessions.of(ana.id)) == 1


def test_an_unknown_account_cannot_be_changed(desk: Desk) -> None:
    with pytest.raises(NotFound):
        change_account(desk.ctx(), desk.account("root", "admin"), "0" * 24, role="admin")


def test_the_only_admin_who_can_act_stays_one(desk: Desk) -> None:
    root, other = desk.account("root", "admin"), desk.account("other", "admin")
    change_account(desk.ctx(), root, other.key, disabled=True)
    changes: list[dict[str, Any]] = [{"role": "member"}, {"disabled": True}]
    for change in changes:
        with pytest.raises(Conflict):
            change_account(desk.ctx(), root, root.key, **change)


def test_people_are_listed_in_the_order_in_which_they_came(desk: Desk) -> None:
    made = [desk.account(name) for name in ("ana", "ben", "cem")]
    assert list_accounts(desk.ctx(), after=made[0].id, count=5) == made[1:]
    assert list_accounts(desk.ctx(), after=0, count=1) == made[:1]


def test_an_invitation_is_kept_as_a_digest(desk: Desk) -> None:
    text, made = invite(desk.ctx(), desk.account("root", "admin"), days=2)
    assert text.startswith("mti_")
    assert made.expires_at == desk.now + 2 * DAY
    assert text not in str(desk.stores.connection.exec_driver_sql("SELECT * FROM invitations").all())


def test_the_house_sets_a_password_and_ends_every_way_in_of_that_person_alone(desk: Desk) -> None:
    ana, ben = with_a_session(desk, "ana"), with_a_session(desk, "ben")
    assert reset_password(desk.ctx(), "ANA", ANOTHER) == 1
    found = desk.ctx().accounts.credentials(ana.id)
    assert found is not None
    assert found.password_digest == ANOTHER
    assert desk.ctx().sessions.of(ana.id) == []
    assert len(desk.ctx().sessions.of(ben.id)) == 1
    with pytest.raises(NotFound, match="nobody"):
        reset_password(desk.ctx(), "nobody", "digest")


def test_a_change_of_who_answers_is_in_the_audit_log_of_an_admin_or_of_nobody(desk: Desk) -> None:
    root = desk.account("root", "admin")
    note_models(desk.ctx(), root, "promoted v0002-0123456789ab")
    note_models(desk.ctx(), None, "canary taken back")
    found = desk.stores.connection.exec_driver_sql("SELECT action, account_id FROM audit ORDER BY id").fetchall()
    assert [tuple(row) for row in found[-2:]] == [
        ("promoted v0002-0123456789ab", root.id),
        ("canary taken back", None),
    ]
