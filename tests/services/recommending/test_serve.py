from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matinee.domain.requests import Wish
from matinee.domain.titles import TitleFilter
from matinee.kit.clock import DAY, MINUTE
from matinee.lab.ranking.exploration import explore
from matinee.services.exposures.slates import seed_of
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.held import Held
from matinee.services.recommending.passing import PassedOver
from matinee.services.recommending.serve import key_of, slate_of
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START
from tests.services.recommending.people import FIRST_TASTE, asked, signals


@pytest.fixture
def held(ids: dict[int, int]) -> Held:
    return Held(signals(ids, FIRST_TASTE[:3]), [7, 9], logged=True, now=START)


@pytest.fixture
def standing(bound: Bound, index: TitleIndex) -> Standing:
    return Standing(index, bound)


def test_the_same_question_has_the_same_key(standing: Standing, held: Held) -> None:
    assert key_of(standing, held, Wish()) == key_of(standing, replace(held, now=START + 5 * MINUTE), Wish())


@pytest.mark.parametrize(
    "change",
    [
        {"hidden": [7]},
        {"hidden": [9, 7]},
        {"logged": False},
    ],
)
def test_another_state_of_the_person_has_another_key(standing: Standing, held: Held, change: dict[str, Any]) -> None:
    assert key_of(standing, replace(held, **change), Wish()) != key_of(standing, held, Wish())


def test_another_version_of_the_library_has_another_key(standing: Standing, held: Held) -> None:
    changed = replace(held, signals=replace(held.signals, version=2))
    assert key_of(standing, changed, Wish()) != key_of(standing, held, Wish())


def test_another_wish_release_or_catalogue_has_another_key(standing: Standing, held: Held, bound: Bound) -> None:
    release = replace(bound.release, version="main-other")
    others = [
        key_of(standing, held, Wish(k=9)),
        key_of(standing, held, Wish(chosen=TitleFilter(genres=("comedy",)))),
        key_of(Standing(standing.index, replace(bound, release=release)), held, Wish()),
        key_of(Standing(standing.index, None), held, Wish()),
        key_of(Standing(replace(standing.index, stamp=1), bound), held, Wish()),
    ]
    assert len({*others, key_of(standing, held, Wish())}) == 6


def test_what_gives_way_is_asked_anew_every_day(standing: Standing, held: Held) -> None:
    passed = replace(held, passed=PassedOver([7], [1.0]))
    keys = [key_of(standing, replace(passed, now=moment), Wish()) for moment in (START, START + MINUTE, START + DAY)]
    assert keys[0] == keys[1] != keys[2]
    assert key_of(standing, replace(held, now=START + DAY), Wish()) == key_of(standing, held, Wish())


def test_what_is_offered_now_is_asked_anew_every_minute(standing: Standing, held: Held) -> None:
    wish = Wish(chosen=TitleFilter(region="FR"))
    later = replace(held, now=START + MINUTE)
    assert key_of(standing, held, wish) != key_of(standing, later, wish)


def test_a_slate_is_written_down_with_all_that_its_chances_follow_from(
    exploring: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    answer = asked(index, exploring, signals(ids, FIRST_TASTE[:8]), seed=3)
    slate = slate_of(Standing(index, exploring), answer, 17, k=10, at=START, slate_id="0" * 32)
    assert list(slate.titles) == index.ids[answer.rows].tolist()
    assert list(slate.propensities) == answer.propensities.tolist()
    assert (slate.share, slate.others, slate.account_id) == (0.5, answer.others, 17)
    assert slate.recipe == exploring.release.recipe.digest


@pytest.mark.parametrize(
    ("wish", "others"),
    [(Wish(), True), (Wish(k=50, chosen=TitleFilter(genres=("comedy",))), False)],
    ids=["others", "no others"],
)
def test_what_is_written_down_of_chance_is_what_was_done(
    wish: Wish, others: bool, exploring: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    """From the chosen titles, the share and the seed that were written down, the slate can be drawn again."""
    now = Standing(index, exploring)
    for number in range(8):
        slate_id = f"{number:032x}"
        seed = seed_of(exploring.release.recipe.seed, slate_id)
        answer = asked(index, exploring, signals(ids, FIRST_TASTE[:8]), wish, seed=seed)
        slate = slate_of(now, answer, 17, k=wish.k, at=START, slate_id=slate_id)
        assert (slate.others > 0) == others
        chosen = index.ids[answer.chosen]
        strangers = -np.arange(1, slate.others + 1)
        again = explore(chosen, strangers, share=slate.share, seed=slate.seed)
        assert list(slate.propensities) == again.propensities.tolist()
        drawn = np.where(again.titles > 0, again.titles, np.asarray(slate.titles))
        assert list(slate.titles) == drawn.tolist()
        assert (set(slate.titles) <= set(chosen.tolist())) == (not (again.titles < 0).any())


def test_a_slate_without_chance_says_so(index: TitleIndex) -> None:
    slate = slate_of(Standing(index, None), asked(index, None), 17, k=10, at=START, slate_id="0" * 32)
    assert (slate.share, slate.others, slate.seed, slate.model_version) == (0.0, 0, 0, "none")
    assert list(slate.propensities) == [1.0] * 10
