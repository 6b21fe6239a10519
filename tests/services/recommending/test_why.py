from dataclasses import replace

import orjson
import pytest

from matinee.domain.errors import NotFound
from matinee.domain.signals import NO_SIGNALS
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import ABSENT, TitleIndex
from matinee.services.recommending.why import predicted, why_title
from tests.services.recommending.people import FIRST_TASTE, SECOND_TASTE, signals


@pytest.fixture
def standing(bound: Bound, index: TitleIndex) -> Standing:
    return Standing(index, bound)


def test_the_sum_of_a_reason_is_told_and_can_be_written(standing: Standing, ids: dict[int, int]) -> None:
    given = signals(ids, [*FIRST_TASTE[:6], SECOND_TASTE[0]])
    said = why_title(standing, given, ids[20])
    assert orjson.loads(orjson.dumps(said)) == said
    assert said["method"] == "arithmetic"
    assert {one["title_id"] for one in said["evidence"]} <= {ids[number] for number in FIRST_TASTE[:6]}


def test_an_ignored_rating_is_no_reason(standing: Standing, ids: dict[int, int]) -> None:
    first = why_title(standing, signals(ids, FIRST_TASTE[:6]), ids[20])["evidence"][0]["title_id"]
    number = next(number for number, found in ids.items() if found == first)
    again = why_title(standing, signals(ids, FIRST_TASTE[:6], ignored=[number]), ids[20])
    assert first not in {one["title_id"] for one in again["evidence"]}
    assert again["score"] != why_title(standing, signals(ids, FIRST_TASTE[:6]), ids[20])["score"]


def test_of_somebody_who_said_nothing_no_title_speaks(standing: Standing, ids: dict[int, int]) -> None:
    said = why_title(standing, NO_SIGNALS, ids[20])
    assert said["evidence"] == []
    assert said["kind"] != "titles"


def test_a_title_that_no_model_knows_is_told_by_its_fame(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    unknown = bound.position_of.copy()
    unknown[index.rows([ids[20]])] = ABSENT
    for other in (replace(bound, position_of=unknown), None):
        standing = Standing(index, other)
        said = why_title(standing, signals(ids, FIRST_TASTE[:6]), ids[20])
        assert (said["kind"], said["score"], said["predicted_stars"]) == ("popular", None, None)
        assert predicted(standing, NO_SIGNALS, ids[20])["predicted_stars"] is None


def test_there_is_nothing_to_say_of_a_title_that_there_is_not(standing: Standing) -> None:
    for ask in (why_title, predicted):
        with pytest.raises(NotFound):
            ask(standing, NO_SIGNALS, 10**9)
