import pytest

from matinee.domain.errors import NotFound, WrongCredentials
from matinee.services.accounts.change_password import change_password, credentials_of
from matinee.services.accounts.tokens import make_token
from tests.fixtures.slices import Desk


def test_another_password_ends_all_other_sessions_and_all_tokens(desk: Desk) -> None:
    ana, ben = desk.account("ana"), desk.account("ben")
    sessions = [
        desk.ctx().sessions.add(account_id=one.id, digest=digest, agent="", at=1, expires_at=2)
        for one, digest in ((ana, "1"), (ana, "2"), (ana, "3"), (ben, "4"))
    ]
    make_token(desk.ctx(), ana, name="player", scope="read", days=1)
    held = credentials_of(desk.ctx(), ana)
    assert change_password(desk.ctx(), held_against=held, digest="new", keep=sessions[1]) == 2
    assert [one.id for one in desk.ctx().sessions.of(ana.id)] == [sessions[1].id]
    assert [one.id for one in desk.ctx().sessions.of(ben.id)] == [sessions[3].id]
    assert desk.ctx().tokens.of(ana.id) == []
    assert credentials_of(desk.ctx(), ana).password_digest == "new"  # noqa: S105


def test_of_two_changes_at_once_the_second_is_refused(desk: Desk) -> None:
    held = credentials_of(desk.ctx(), desk.account())
    change_password(desk.ctx(), held_against=held, digest="first")
    with pytest.raises(WrongCredentials):
        change_password(desk.ctx(), held_against=held, digest="second")


def test_an_account_that_is_gone_has_no_credentials(desk: Desk) -> None:
    ana = desk.account()
    desk.ctx().personal.erase(ana.id, key=ana.key, at=1)
    with pytest.raises(NotFound):
        credentials_of(desk.ctx(), ana)
