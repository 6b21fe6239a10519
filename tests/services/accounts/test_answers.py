import pytest

from matinee.domain.accounts import KeptAnswer
from matinee.domain.errors import ReusedKey
from matinee.kit.clock import DAY, MINUTE
from matinee.services.accounts.answers import (
    LONGEST_BODY,
    answer_of,
    claim,
    forget_old_answers,
    is_lost,
    keep,
    keyed_request,
)
from tests.fixtures.slices import Desk


def test_a_key_is_claimed_once_and_its_answer_found_again(desk: Desk) -> None:
    asked = keyed_request(desk.account().id, "k1", b"PUT /x", b"{}")
    assert answer_of(desk.ctx(), asked) is None
    assert claim(desk.ctx(), asked) is True
    assert claim(desk.ctx(), asked) is False
    keep(desk.ctx(), asked, status=200, media="application/json", body='{"a":1}')
    assert answer_of(desk.ctx(), asked) == KeptAnswer(asked.digest, 200, "application/json", '{"a":1}', desk.now)


def test_a_key_that_stands_for_another_request_is_refused(desk: Desk) -> None:
    ana = desk.account().id
    claim(desk.ctx(), keyed_request(ana, "k1", b"ab", b"c"))
    for parts in ((b"ab", b"d"), (b"a", b"bc"), (b"abc",)):
        with pytest.raises(ReusedKey):
            answer_of(desk.ctx(), keyed_request(ana, "k1", *parts))


def test_everybody_has_keys_of_their_own(desk: Desk) -> None:
    ana, ben = desk.account("ana").id, desk.account("ben").id
    assert claim(desk.ctx(), keyed_request(ana, "k1", b"x"))
    assert answer_of(desk.ctx(), keyed_request(ben, "k1", b"y")) is None
    assert claim(desk.ctx(), keyed_request(ben, "k1", b"y"))


def test_a_key_is_kept_as_a_digest_and_a_long_answer_not_at_all(desk: Desk) -> None:
    asked = keyed_request(desk.account().id, "a key that somebody made up", b"x")
    claim(desk.ctx(), asked)
    keep(desk.ctx(), asked, status=200, media=None, body="x" * (LONGEST_BODY + 1))
    found = answer_of(desk.ctx(), asked)
    assert found is not None
    assert (found.status, found.body) == (200, None)
    assert "made up" not in str(desk.stores.connection.exec_driver_sql("SELECT * FROM kept_answers").all())


def test_who_does_not_answer_within_a_minute_will_not_answer(desk: Desk) -> None:
    asked = keyed_request(desk.account().id, "k1", b"x")
    claim(desk.ctx(), asked)
    found = answer_of(desk.ctx(), asked)
    assert found is not None
    assert not is_lost(desk.ctx(), found)
    desk.now += MINUTE
    assert is_lost(desk.ctx(), found)
    keep(desk.ctx(), asked, status=204, media=None, body="")
    kept = answer_of(desk.ctx(), asked)
    assert kept is not None
    assert not is_lost(desk.ctx(), kept)


def test_answers_are_forgotten_after_two_days(desk: Desk) -> None:
    asked = keyed_request(desk.account().id, "k1", b"x")
    claim(desk.ctx(), asked)
    desk.now += 2 * DAY
    assert forget_old_answers(desk.ctx()) == 0
    desk.now += 1
    assert forget_old_answers(desk.ctx()) == 1
    assert answer_of(desk.ctx(), asked) is None
