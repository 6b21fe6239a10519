from matinee.services.accounts.change_email import change_email
from matinee.services.accounts.change_password import credentials_of
from tests.fixtures.slices import Desk


def test_an_address_is_changed_taken_away_and_noted(desk: Desk) -> None:
    ana, ben = desk.account("ana"), desk.account("ben")
    assert change_email(desk.ctx(), ana, email="ana@example.org").email == "ana@example.org"
    assert credentials_of(desk.ctx(), ana).account.email == "ana@example.org"
    assert change_email(desk.ctx(), ana, email=None).email is None
    assert [credentials_of(desk.ctx(), one).account.email for one in (ana, ben)] == [None, None]
    assert desk.actions()[-2:] == ["address changed"] * 2
