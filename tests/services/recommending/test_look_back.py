from dataclasses import replace

import pytest

from matinee.domain.signals import NO_SIGNALS
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.look_back import look_back
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.services.recommending.people import FIRST_TASTE, SECOND_TASTE, signals


@pytest.fixture
def standing(bound: Bound, index: TitleIndex) -> Standing:
    return Standing(index, bound)


def test_each_rating_that_counts_stands_beside_what_was_to_be_expected(standing: Standing, ids: dict[int, int]) -> None:
    numbers = [*FIRST_TASTE[:7], SECOND_TASTE[0]]
    said = look_back(standing, signals(ids, numbers, ignored=[numbers[2]]))
    assert [one["title_id"] for one in said["items"]] == [ids[one] for one in numbers if one != numbers[2]]
    assert all(one["stars"] == 5.0 and 0.5 <= one["expected"] <= 5.0 for one in said["items"])
    assert said["model_version"] is not None


def test_what_is_expected_of_a_title_does_not_come_from_its_own_rating(standing: Standing, ids: dict[int, int]) -> None:
    given = signals(ids, FIRST_TASTE[:8])
    stars = list(given.stars)
    stars[3] = 0.5
    first, second = look_back(standing, given)["items"], look_back(standing, replace(given, stars=stars))["items"]
    assert first[3]["expected"] == second[3]["expected"]
    assert second[3]["stars"] == 0.5
    assert [one["expected"] for one in first] != [one["expected"] for one in second]


def test_there_is_nothing_to_look_back_upon_without_ratings_or_without_a_release(
    standing: Standing, index: TitleIndex, ids: dict[int, int]
) -> None:
    assert look_back(standing, NO_SIGNALS)["items"] == []
    assert look_back(Standing(index, None), signals(ids, FIRST_TASTE[:4])) == {
        "items": [],
        "next": None,
        "model_version": None,
    }
