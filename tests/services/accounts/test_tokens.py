import pytest

from matinee.domain.errors import Conflict, NotFound
from matinee.kit.clock import DAY
from matinee.services.accounts.tokens import end_token, list_tokens, make_token
from tests.fixtures.slices import Desk


def test_a_token_is_seen_once_and_kept_as_a_digest(desk: Desk) -> None:
    text, kept = make_token(desk.ctx(), desk.account(), name="player", scope="write", days=30)
    assert text.startswith("mta_")
    assert (kept.name, kept.scope, kept.expires_at) == ("player", "write", desk.now + 30 * DAY)
    assert text not in str(desk.stores.connection.exec_driver_sql("SELECT * FROM api_tokens").all())


def test_only_ones_own_tokens_can_be_seen_and_ended(desk: Desk) -> None:
    ana, ben = desk.account("ana"), desk.account("ben")
    _, kept = make_token(desk.ctx(), ana, name="player", scope="read", days=1)
    assert list_tokens(desk.ctx(), ben) == []
    with pytest.raises(NotFound):
        end_token(desk.ctx(), ben, kept.id)
    assert list_tokens(desk.ctx(), ana) == [kept]
    end_token(desk.ctx(), ana, kept.id)
    assert list_tokens(desk.ctx(), ana) == []


def test_tokens_do_not_pile_up_or_live_for_ever(desk: Desk) -> None:
    ana = desk.account()
    _, kept = make_token(desk.ctx(longest_token=DAY), ana, name="player", scope="read", days=300)
    assert kept.expires_at == desk.now + DAY
    with pytest.raises(Conflict):
        make_token(desk.ctx(most_tokens=1), ana, name="another", scope="read", days=1)
