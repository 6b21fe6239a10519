from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.life import Rated
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.expect import expected
from matinee.services.recommending.hindsight import expected_before
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.services.recommending.people import FIRST_TASTE, SECOND_TASTE, signals


@pytest.fixture
def standing(bound: Bound, index: TitleIndex) -> Standing:
    return Standing(index, bound)


def test_what_is_expected_comes_from_what_was_rated_before_and_from_nothing_later(
    standing: Standing, bound: Bound, ids: dict[int, int]
) -> None:
    given = signals(ids, [*FIRST_TASTE[:6], SECOND_TASTE[0]])
    rated = [
        Rated(1, title, stars, at) for title, stars, at in zip(given.titles, given.stars, given.rated_at, strict=True)
    ]
    found = expected_before(standing, rated, {1: given})
    for count, one in enumerate(rated):
        before = replace(
            given,
            titles=given.titles[:count],
            stars=given.stars[:count],
            rated_at=given.rated_at[:count],
            ignored=given.ignored[:count],
        )
        said = expected(bound, bound.history(before), bound.positions([one.title_id]))
        assert said is not None
        assert found[count] == pytest.approx(said.stars[0], abs=1e-4)


def test_people_are_not_mixed_up_and_ignored_ratings_say_nothing(standing: Standing, ids: dict[int, int]) -> None:
    ana, ben = signals(ids, FIRST_TASTE[:6], ignored=[FIRST_TASTE[1]]), signals(ids, SECOND_TASTE[:6])
    asked = [Rated(1, ids[FIRST_TASTE[8]], 5.0, 2**60), Rated(2, ids[FIRST_TASTE[8]], 5.0, 2**60)]
    both = expected_before(standing, asked, {1: ana, 2: ben})
    alone = expected_before(standing, asked[1:], {2: ben})
    assert both[1] == pytest.approx(alone[0])
    assert both[0] != pytest.approx(both[1])
    fewer = signals(ids, [one for one in FIRST_TASTE[:6] if one != FIRST_TASTE[1]])
    assert both[0] == pytest.approx(expected_before(standing, asked[:1], {1: fewer})[0])


def test_nothing_is_expected_of_titles_that_nobody_knows_or_without_a_release(
    standing: Standing, index: TitleIndex, ids: dict[int, int]
) -> None:
    asked = [Rated(1, 10**9, 5.0, 2**60), Rated(1, ids[FIRST_TASTE[0]], 5.0, 2**60)]
    found = expected_before(standing, asked, {})
    assert np.isnan(found).tolist() == [True, False]
    assert np.isnan(expected_before(Standing(index, None), asked, {})).all()
    assert len(expected_before(standing, [], {})) == 0
