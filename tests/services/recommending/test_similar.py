from dataclasses import replace

from matinee.services.recommending.bound import Bound
from matinee.services.recommending.similar import similar_to
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START
from tests.services.recommending.people import SECOND_TASTE


def test_genres_that_nobody_wants_to_see_are_left_out(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    recipe = bound.release.recipe.model_copy(update={"without": ("comedy",)})
    other = replace(bound, release=replace(bound.release, recipe=recipe), _masks={})
    found = similar_to(Standing(index, other), ids[30], k=10, now=START)
    assert not any("Comedy" in index.cards[row]["genres"] for row in found.rows)


def test_by_facts_the_same_genres_come_first_and_the_best_known_of_them(index: TitleIndex, ids: dict[int, int]) -> None:
    found = similar_to(Standing(index, None), ids[30], k=50, now=START)
    assert {int(index.ids[row]) for row in found.rows} == {ids[number] for number in SECOND_TASTE} - {ids[30]}
    fame = [int(index.fame[row]) for row in found.rows]
    assert fame == sorted(fame, reverse=True)
