import pytest

from matinee.domain.accounts import Account, Opened
from matinee.domain.errors import NotSignedIn
from matinee.kit.clock import DAY, MINUTE
from matinee.services.accounts.login import begin_login, finish_login
from matinee.services.accounts.tokens import make_token
from matinee.services.accounts.who import identify, must_be_noticed, notice
from tests.fixtures.slices import Desk


def logged_in(desk: Desk) -> Opened:
    desk.account()
    found = begin_login(desk.ctx(), name="ana", address="a")
    assert found is not None
    return finish_login(desk.ctx(), credentials=found, agent="")


def token(desk: Desk, account: Account, days: int = 1) -> str:
    return make_token(desk.ctx(), account, name="player", scope="read", days=days)[0]


def test_a_session_and_a_token_name_their_person(desk: Desk) -> None:
    opened = logged_in(desk)
    by_session = identify(desk.ctx(), opened.token)
    assert (by_session.account, by_session.session, by_session.token) == (opened.account, opened.session, None)
    assert by_session.writes
    by_token = identify(desk.ctx(), token(desk, opened.account))
    assert (by_token.account, by_token.session) == (opened.account, None)
    assert not by_token.writes


@pytest.mark.parametrize("said", ["", "mts_", "mts_nothing", "mta_nothing", "mti_x", "x" * 5000, "mts_\ud800"])
def test_what_is_no_token_names_nobody(desk: Desk, said: str) -> None:
    logged_in(desk)
    with pytest.raises(NotSignedIn):
        identify(desk.ctx(), said)


def test_a_session_ends_after_its_time_and_when_it_is_not_used(desk: Desk) -> None:
    opened = logged_in(desk)
    rules = {"idle": 2 * DAY}
    for _ in range(15):
        desk.now += 2 * DAY - 1
        notice(desk.ctx(), identify(desk.ctx(**rules), opened.token))
    desk.now = opened.session.expires_at - 1
    identify(desk.ctx(**rules), opened.token)
    desk.now += 1
    with pytest.raises(NotSignedIn):
        identify(desk.ctx(**rules), opened.token)


def test_an_unused_session_ends(desk: Desk) -> None:
    opened = logged_in(desk)
    desk.now += 2 * DAY
    identify(desk.ctx(), opened.token)
    with pytest.raises(NotSignedIn):
        identify(desk.ctx(idle=2 * DAY), opened.token)


def test_a_token_ends_on_its_day(desk: Desk) -> None:
    account = logged_in(desk).account
    text = token(desk, account, days=3)
    desk.now += 3 * DAY - 1
    identify(desk.ctx(), text)
    desk.now += 1
    with pytest.raises(NotSignedIn):
        identify(desk.ctx(), text)


def test_whoever_is_shut_out_is_not_known_by_anything(desk: Desk) -> None:
    opened = logged_in(desk)
    text = token(desk, opened.account)
    desk.ctx().accounts.set_disabled(opened.account.id, desk.now)
    for said in (opened.token, text):
        with pytest.raises(NotSignedIn):
            identify(desk.ctx(), said)


def test_a_use_is_written_down_every_ten_minutes(desk: Desk) -> None:
    opened = logged_in(desk)
    text = token(desk, opened.account)
    assert not must_be_noticed(desk.ctx(), identify(desk.ctx(), opened.token))
    assert must_be_noticed(desk.ctx(), identify(desk.ctx(), text))
    desk.now += 10 * MINUTE
    for said in (opened.token, text):
        visitor = identify(desk.ctx(), said)
        assert must_be_noticed(desk.ctx(), visitor)
        notice(desk.ctx(), visitor)
        assert not must_be_noticed(desk.ctx(), identify(desk.ctx(), said))
