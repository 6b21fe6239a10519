import pytest

from matinee.domain.accounts import Account, Session
from matinee.domain.errors import NotFound
from matinee.kit.clock import DAY
from matinee.services.accounts.sessions import end_old_sessions, end_session, list_sessions
from tests.fixtures.slices import Desk


def opened(desk: Desk, account: Account, digest: str = "d", days: int = 30) -> Session:
    expires_at = desk.now + days * DAY
    return desk.ctx().sessions.add(account_id=account.id, digest=digest, agent="", at=desk.now, expires_at=expires_at)


def test_only_ones_own_sessions_can_be_seen_and_ended(desk: Desk) -> None:
    ana, ben = desk.account("ana"), desk.account("ben")
    session = opened(desk, ana)
    assert list_sessions(desk.ctx(), ben) == []
    with pytest.raises(NotFound):
        end_session(desk.ctx(), ben, session.id)
    assert list_sessions(desk.ctx(), ana) == [session]
    end_session(desk.ctx(), ana, session.id)
    assert list_sessions(desk.ctx(), ana) == []


def test_sessions_that_nobody_can_use_are_not_listed_and_are_forgotten(desk: Desk) -> None:
    ana = desk.account()
    opened(desk, ana, "short", days=1)
    long = opened(desk, ana, "long")
    desk.now += DAY
    assert list_sessions(desk.ctx(), ana) == [long]
    assert end_old_sessions(desk.ctx()) == 1
    desk.now += 14 * DAY
    assert list_sessions(desk.ctx(), ana) == []
    assert end_old_sessions(desk.ctx()) == 1
