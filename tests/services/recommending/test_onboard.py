import pytest

from matinee.domain.errors import NotFound
from matinee.lab.onboarding.answers import Answer as Said
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.onboard import next_grid, suggestions
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START


def test_nothing_is_asked_twice(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    for standing in (Standing(index, bound), Standing(index, None)):
        answers = {ids[number]: Said.NOT_SEEN for number in range(1, 91)}
        grid = next_grid(standing, answers, count=24, now=START)
        assert {int(index.ids[row]) for row in grid.rows} == {ids[number] for number in range(91, 101)}
        assert grid.known == 0


def test_each_answer_tells_something(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    standing, told, answers = Standing(index, bound), [], {}
    for number in (1, 26, 51, 76):
        answers[ids[number]] = Said.LOVED if number == 26 else Said.NOT_FOR_ME
        told.append(next_grid(standing, answers, count=4, now=START).progress)
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 1


def test_what_was_not_seen_may_be_recommended(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    answers = {ids[26]: Said.LOVED, ids[27]: Said.NOT_SEEN}
    found = {item["id"] for item in suggestions(Standing(index, bound), answers, k=50, now=START)}
    assert ids[27] in found
    assert ids[26] not in found


def test_an_answer_about_nothing_is_refused(bound: Bound, index: TitleIndex) -> None:
    with pytest.raises(NotFound):
        next_grid(Standing(index, bound), {10**9: Said.FINE}, count=4, now=START)
