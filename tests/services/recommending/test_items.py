from dataclasses import replace

import orjson

from matinee.services.recommending.bound import Bound
from matinee.services.recommending.items import NOTHING, items_of
from matinee.services.recommending.title_index import ABSENT, TitleIndex
from tests.services.recommending.people import FIRST_TASTE, asked, signals


def test_every_item_can_be_written_as_json(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    items = items_of(bound, index, asked(index, bound, signals(ids, FIRST_TASTE[:5])))
    assert orjson.loads(orjson.dumps(items)) == items
    assert [item["rank"] for item in items] == list(range(1, 11))
    assert all(1 <= item["predicted_stars"] <= 5 for item in items)


def test_nothing_is_expected_without_a_release(index: TitleIndex, ids: dict[int, int]) -> None:
    items = items_of(None, index, asked(index, None, signals(ids, FIRST_TASTE[:5])))
    assert all(NOTHING.items() <= item.items() for item in items)


def test_nothing_is_expected_of_a_title_that_no_model_knows(bound: Bound, index: TitleIndex) -> None:
    answer = asked(index, bound)
    unknown = bound.position_of.copy()
    unknown[answer.rows[0]] = ABSENT
    items = items_of(replace(bound, position_of=unknown), index, answer)
    assert items[0]["predicted_stars"] is None
    assert items[1]["predicted_stars"] is not None
