from dataclasses import replace

from matinee.domain.accounts import Account, ApiToken, Session, Visitor

ANA = Account(id=1, key="k", name="ana", email=None, role="member", created_at=0)
READS = ApiToken(id=1, account_id=1, name="player", scope="read", created_at=0, used_at=None, expires_at=1)


def test_a_session_writes_and_a_token_as_it_was_made() -> None:
    assert Visitor(ANA, session=Session(1, 1, 0, 0, 1, "")).writes
    assert not Visitor(ANA, token=READS).writes
    assert Visitor(ANA, token=replace(READS, scope="write")).writes
