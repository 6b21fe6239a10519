import pytest

from matinee.domain.errors import BadInput, Conflict, RegistrationClosed, TooMany, WeakPassword
from matinee.domain.rates import Rate
from matinee.kit.clock import DAY, MINUTE
from matinee.services.accounts.administer import invite
from matinee.services.accounts.register import check_registration, make_account, register
from tests.fixtures.slices import Desk

GOOD = "four unrelated words here"


def check(desk: Desk, *, name: str = "ana", password: str = GOOD, address: str = "a", invited: bool = False, **rules):
    check_registration(desk.ctx(**rules), name=name, password=password, address=address, invited=invited)


def test_an_account_is_opened(desk: Desk) -> None:
    register(desk.ctx(), name="Ana", email="ana@example.org", digest="d")
    found = desk.ctx().accounts.named("ana")
    assert found is not None
    assert (found.account.name, found.account.email, found.account.role) == ("Ana", "ana@example.org", "member")
    assert desk.actions() == ["registered"]


def test_of_a_taken_name_nothing_is_said_or_changed_and_as_much_is_written(desk: Desk) -> None:
    register(desk.ctx(), name="ana", email="first@example.org", digest="first")
    register(desk.ctx(), name="ANA", email="second@example.org", digest="second")
    found = desk.ctx().accounts.named("ana")
    assert found is not None
    assert (found.account.email, found.password_digest) == ("first@example.org", "first")
    assert desk.actions() == ["registered", "registered a taken name"]


def test_a_closed_house_opens_no_account(desk: Desk) -> None:
    with pytest.raises(RegistrationClosed):
        check(desk, registration="closed")


def test_the_invited_come_in_once(desk: Desk) -> None:
    with pytest.raises(RegistrationClosed, match="invited"):
        check(desk, registration="invited")
    check(desk, registration="invited", invited=True)
    text, _ = invite(desk.ctx(), desk.account("root", "admin"), days=1)
    with pytest.raises(RegistrationClosed):
        register(desk.ctx(registration="invited"), name="ana", email=None, digest="d", invitation="mti_other")
    register(desk.ctx(registration="invited"), name="ana", email=None, digest="d", invitation=text)
    with pytest.raises(RegistrationClosed):
        register(desk.ctx(registration="invited"), name="ben", email=None, digest="d", invitation=text)
    assert desk.ctx().accounts.named("ben") is None


def test_an_invitation_ends_and_is_not_used_up_by_a_taken_name(desk: Desk) -> None:
    text, _ = invite(desk.ctx(), None, days=1)
    register(desk.ctx(), name="ana", email=None, digest="d")
    invited = {"email": None, "digest": "d", "invitation": text}
    register(desk.ctx(registration="invited"), name="ana", **invited)
    desk.now += DAY
    with pytest.raises(RegistrationClosed):
        register(desk.ctx(registration="invited"), name="ben", **invited)
    desk.now -= 1
    register(desk.ctx(registration="invited"), name="ben", **invited)


def test_names_and_passwords_are_checked_before_anything_is_hashed(desk: Desk) -> None:
    with pytest.raises(BadInput):
        check(desk, name="<b>")
    with pytest.raises(WeakPassword):
        check(desk, password="ana12345", name="ana")  # noqa: S106


def test_one_address_does_not_open_accounts_without_end(desk: Desk) -> None:
    rate = Rate(burst=2, every=MINUTE)
    check(desk, registrations_of_address=rate)
    check(desk, registrations_of_address=rate)
    with pytest.raises(TooMany) as refused:
        check(desk, registrations_of_address=rate)
    assert 59 < refused.value.retry_after <= 60
    check(desk, address="b", registrations_of_address=rate)
    desk.now += MINUTE
    check(desk, registrations_of_address=rate)


def test_whoever_runs_the_house_is_told_that_a_name_is_taken(desk: Desk) -> None:
    make_account(desk.ctx(), name="ana", email=None, digest="d", role="admin")
    with pytest.raises(Conflict, match="taken"):
        make_account(desk.ctx(), name="Ana", email=None, digest="d", role="member")
