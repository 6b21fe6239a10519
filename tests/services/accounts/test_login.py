import pytest

from matinee.domain.accounts import Credentials
from matinee.domain.errors import TooMany, WrongCredentials
from matinee.domain.rates import Rate
from matinee.kit.clock import HOUR, MINUTE, SECOND
from matinee.kit.secrets import digest_of
from matinee.services.accounts import login
from matinee.services.accounts.context import AccountsContext
from matinee.services.accounts.login import Device, begin_login, device_signature, finish_login, knows
from tests.fixtures.slices import DIGEST, Desk


def begin(
    desk: Desk, name: str = "ana", address: str = "a", device: Device | None = None, **rules
) -> Credentials | None:
    return begin_login(desk.ctx(**rules), name=name, address=address, device=device)


def blocked(desk: Desk, tries: int, **how) -> int:
    """Of so many tries, one right after the other."""
    refused = 0
    for _ in range(tries):
        try:
            begin(desk, **how)
        except TooMany:
            refused += 1
    return refused


def test_a_session_opens_for_whoever_was_found_right(desk: Desk) -> None:
    desk.account()
    found = begin(desk, "ANA")
    assert found is not None
    opened = finish_login(desk.ctx(), credentials=found, agent="a browser\x00\n" + "x" * 200)
    assert opened.token.startswith("mts_")
    assert len(opened.token) >= 47
    assert opened.session.agent == ("a browser" + "x" * 200)[:120]
    assert desk.ctx().sessions.found(digest_of(opened.token)) == (opened.session, opened.account)
    assert opened.token not in str(desk.stores.connection.exec_driver_sql("SELECT * FROM sessions").all())


def test_no_two_sessions_have_one_token(desk: Desk) -> None:
    desk.account()
    found = begin(desk)
    assert found is not None
    assert len({finish_login(desk.ctx(), credentials=found, agent="").token for _ in range(20)}) == 20


def test_an_unknown_name_counts_like_a_known_one(desk: Desk) -> None:
    desk.account("ana")
    assert blocked(desk, 100, name="ana") == blocked(desk, 100, name="nobody", address="b") == 90


def test_a_password_that_was_changed_in_the_meantime_opens_nothing(desk: Desk) -> None:
    account = desk.account()
    found = begin(desk)
    assert found is not None
    desk.ctx().accounts.set_password(account.id, "another digest")
    with pytest.raises(WrongCredentials):
        finish_login(desk.ctx(), credentials=found, agent="")


def test_whoever_is_shut_out_does_not_get_in(desk: Desk) -> None:
    account = desk.account()
    found = begin(desk)
    assert found is not None
    desk.ctx().accounts.set_disabled(account.id, desk.now)
    with pytest.raises(WrongCredentials):
        finish_login(desk.ctx(), credentials=found, agent="")


def test_a_digest_that_was_made_more_weakly_is_replaced(desk: Desk) -> None:
    desk.account()
    found = begin(desk)
    assert found is not None
    finish_login(desk.ctx(), credentials=found, agent="", new_digest="stronger")
    again = begin(desk)
    assert again is not None
    assert (found.password_digest, again.password_digest) == (DIGEST, "stronger")


def test_of_ten_thousand_guesses_in_an_hour_at_least_99_percent_are_blocked(desk: Desk) -> None:
    """From as many addresses as there are guesses, so that only the count of the account stands against them."""
    desk.account()
    refused = 0
    for guess in range(10_000):
        desk.now += HOUR // 10_000
        refused += blocked(desk, 1, address=f"address {guess}")
    assert refused >= 9_900


def test_without_the_count_of_the_account_none_would_be(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = login._count

    def careless(ctx: AccountsContext, rate: Rate, *what: str) -> None:
        if what[0] != "tries of account":
            counted(ctx, rate, *what)

    monkeypatch.setattr(login, "_count", careless)
    desk.account()
    assert sum(blocked(desk, 1, address=f"address {guess}") for guess in range(200)) == 0


def test_one_address_does_not_try_one_password_on_everybody(desk: Desk) -> None:
    assert blocked(desk, 1, name="somebody") == 0
    assert sum(blocked(desk, 1, name=f"person{number}") for number in range(1000)) >= 960


def test_a_device_the_person_has_used_gets_in_whoever_guesses_elsewhere(desk: Desk) -> None:
    desk.account()
    device = Device("d1", device_signature(desk.ctx(), "d1", "ana"))
    assert blocked(desk, 200) > 0
    with pytest.raises(TooMany):
        begin(desk)
    assert begin(desk, device=device) is not None


@pytest.mark.parametrize("forged", [Device("d1", "0" * 64), Device("d1", ""), Device("d1", "é")])
def test_a_forged_device_is_no_device(desk: Desk, forged: Device) -> None:
    assert not knows(desk.ctx(), forged, "ana")
    blocked(desk, 50)
    with pytest.raises(TooMany):
        begin(desk, device=forged)


def test_the_device_of_one_person_is_not_that_of_another_and_has_its_own_count(desk: Desk) -> None:
    device = Device("d1", device_signature(desk.ctx(), "d1", "ana"))
    assert knows(desk.ctx(), device, "ana")
    assert not knows(desk.ctx(), device, "ben")
    assert blocked(desk, 100, device=device) == 90


def test_a_right_password_ends_the_count_and_time_mends_it(desk: Desk) -> None:
    desk.account()
    rate = Rate(burst=3, every=MINUTE)
    found = begin(desk, tries_of_account=rate)
    assert found is not None
    begin(desk, tries_of_account=rate)
    finish_login(desk.ctx(), credentials=found, agent="")
    for _ in range(3):
        begin(desk, tries_of_account=rate)
    with pytest.raises(TooMany) as refused:
        begin(desk, tries_of_account=rate)
    desk.now += int(refused.value.retry_after * SECOND)
    begin(desk, tries_of_account=rate)


def test_the_oldest_session_makes_room_for_a_new_one(desk: Desk) -> None:
    account = desk.account()
    found = begin(desk)
    assert found is not None
    opened = [finish_login(desk.ctx(most_sessions=3), credentials=found, agent=str(number)) for number in range(5)]
    assert [one.agent for one in desk.ctx().sessions.of(account.id)] == ["4", "3", "2"]
    assert opened[0].token != opened[1].token
