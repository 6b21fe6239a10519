import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from matinee.kit.clock import DAY
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.passing import (
    NOTHING_PASSED,
    WITHIN,
    PassedOver,
    Showcase,
    giving_way,
    passed_over,
)
from matinee.services.recommending.title_index import TitleIndex
from tests.services.recommending.people import FIRST_TASTE, asked, numbers_of, signals

NOON = 100 * DAY + DAY // 2
SEEN = list(FIRST_TASTE)[:6]


class Wall:
    """Of people by number, what they were shown; it counts how often somebody's slates are read."""

    def __init__(self, **slates: Sequence[tuple[int, Sequence[int]]]) -> None:
        self.slates = {int(name[1:]): drawn for name, drawn in slates.items()}
        self.read: Counter[int] = Counter()

    def shown(self, account_id: int, *, since: int, before: int) -> Sequence[tuple[int, Sequence[int]]]:
        self.read[account_id] += 1
        return [one for one in self.slates.get(account_id, ()) if since <= one[0] < before]


def looks(passed: PassedOver) -> dict[int, float]:
    return dict(zip(passed.titles, passed.looks, strict=True))


def in_order(bound: Bound, *, passing: float) -> Bound:
    """The same release by a recipe in which titles give way so far."""
    recipe = bound.release.recipe.model_copy(update={"passing": passing})
    return replace(bound, release=replace(bound.release, recipe=recipe))


def test_a_look_a_day_counts_and_less_of_one_further_down() -> None:
    monday, tuesday = 10 * DAY, 11 * DAY
    found = looks(passed_over([(monday, [7, 8]), (monday + 5, [8, 7]), (tuesday, [9, 7])]))
    assert found == pytest.approx({7: 1 + math.exp(-1 / 5), 8: 1.0, 9: 1.0})


def test_what_was_shown_today_and_long_ago_does_not_count() -> None:
    today = NOON - NOON % DAY
    drawn = [(today, [1]), (today - 1, [2]), (today - WITHIN, [3]), (today - WITHIN - 1, [4])]
    assert set(looks(Showcase().of(Wall(_5=drawn), 5, NOON))) == {2, 3}  # type: ignore[arg-type]


def test_slates_are_read_once_a_day_and_anew_when_it_is_over() -> None:
    wall, case = Wall(_5=[(NOON, [1])]), Showcase()
    first = case.of(wall, 5, NOON + 1)  # type: ignore[arg-type]
    assert (len(first), case.of(wall, 5, NOON + 9) is first, wall.read[5]) == (0, True, 1)  # type: ignore[arg-type]
    assert looks(case.of(wall, 5, NOON + DAY)) == {1: 1.0}  # type: ignore[arg-type]
    assert wall.read[5] == 2


def test_those_who_asked_longest_ago_make_place_and_whoever_leaves_is_forgotten() -> None:
    day_before = [(NOON - DAY, [1, 2])]
    wall, case = Wall(_1=day_before, _2=day_before, _3=day_before), Showcase(most=6)
    for one in (1, 2, 1, 3, 1):
        case.of(wall, one, NOON)  # type: ignore[arg-type]
    assert wall.read == {1: 1, 2: 1, 3: 1}
    case.of(wall, 2, NOON)  # type: ignore[arg-type]
    assert wall.read[2] == 2
    for one in (2, 4):
        case.forget(one)
    case.of(wall, 2, NOON)  # type: ignore[arg-type]
    assert wall.read[2] == 3


def test_a_score_gives_way_whatever_its_sign() -> None:
    scores = np.array([2.0, -2.0, 1.0, -np.inf], dtype=np.float32)
    made = giving_way(scores, np.array([0, 1, 3]), np.array([1.0, 1.0, 1.0], dtype=np.float32), strength=1.0)
    assert made.tolist() == [1.0, -4.0, 1.0, -np.inf]
    assert scores[0] == 2.0


def test_what_was_passed_over_comes_later_and_its_score_stays(
    bound: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    first = asked(index, bound, signals(ids, SEEN))
    before = numbers_of(index, ids, first)
    passed = PassedOver([ids[before[0]], 10**9], [20.0, 1.0])
    ordered = in_order(bound, passing=1.0)
    then = asked(index, ordered, signals(ids, SEEN), passed=passed)
    after = numbers_of(index, ids, then)
    assert after.index(before[1]) == 0
    assert before[0] not in after[:5]
    assert first.scores is not None
    assert then.scores is not None
    assert then.scores[0] == first.scores[1]


def test_it_changes_nothing_where_the_recipe_does_not_ask_for_it_or_nothing_was_passed_over(
    bound: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    first = numbers_of(index, ids, asked(index, bound, signals(ids, SEEN)))
    passed = PassedOver([ids[first[0]]], [20.0])
    assert numbers_of(index, ids, asked(index, bound, signals(ids, SEEN), passed=passed)) == first
    ordered = in_order(bound, passing=1.0)
    assert numbers_of(index, ids, asked(index, ordered, signals(ids, SEEN), passed=NOTHING_PASSED)) == first
