from itertools import permutations

import numpy as np
import pytest

from matinee.domain.errors import BadConfig
from matinee.lab.ranking.exploration import explore, place_chances, slate_chance

CHOSEN = np.array([30, 10, 20, 40])
POOL = np.array([50, 60, 70])
EVERYTHING = np.concatenate([CHOSEN, POOL])
SHARE = 0.3
SLATES = 100_000


def test_over_a_hundred_thousand_slates_each_title_comes_to_each_place_as_often_as_its_propensity_says() -> None:
    slates = [explore(CHOSEN, POOL, share=SHARE, seed=seed) for seed in range(SLATES)]
    shown = np.concatenate([slate.titles for slate in slates]).reshape(SLATES, -1)
    assert (np.diff(np.sort(shown, axis=1)) > 0).all()
    rows = np.argsort(EVERYTHING)[np.searchsorted(np.sort(EVERYTHING), shown)]
    places = np.broadcast_to(np.arange(len(CHOSEN)), rows.shape)
    counts = np.zeros((len(EVERYTHING), len(CHOSEN)))
    np.add.at(counts, (rows, places), 1)
    said = np.full(counts.shape, np.nan)
    said[rows, places] = np.concatenate([slate.propensities for slate in slates]).reshape(SLATES, -1)
    np.testing.assert_allclose(said.sum(axis=0), 1.0, atol=1e-12)
    spread = np.sqrt(SLATES * said * (1 - said))
    furthest = np.abs((counts - SLATES * said) / spread).max()
    assert furthest < 4.2, "28 chances, so that a true policy comes this far once in 1,300 sets of seeds"


def test_the_chances_of_all_slates_come_to_one_and_agree_with_those_of_their_places() -> None:
    total, there = 0.0, np.zeros((len(EVERYTHING), len(CHOSEN)))
    for slate in permutations(range(len(EVERYTHING)), len(CHOSEN)):
        changed = sum(place != title for place, title in enumerate(slate))
        chance = slate_chance(len(CHOSEN), len(POOL), SHARE, changed=changed)
        total += chance
        there[list(slate), range(len(CHOSEN))] += chance
    assert total == pytest.approx(1.0, abs=1e-12)
    one = place_chances(len(CHOSEN), len(POOL), SHARE)
    expected = np.full(there.shape, one.brought)
    expected[: len(CHOSEN)] = one.moved
    np.fill_diagonal(expected, one.stayed)
    np.testing.assert_allclose(there, expected, atol=1e-12)


def test_the_same_seed_gives_the_same_slate_and_another_seed_another() -> None:
    first, again = (explore(CHOSEN, POOL, share=0.5, seed=5) for _ in range(2))
    np.testing.assert_array_equal(first.titles, again.titles)
    others = {tuple(explore(CHOSEN, POOL, share=0.5, seed=seed).titles.tolist()) for seed in range(20)}
    assert len(others) > 10


def test_without_exploration_the_slate_is_as_chosen_and_certain() -> None:
    shown = explore(CHOSEN, POOL, share=0.0, seed=1)
    np.testing.assert_array_equal(shown.titles, CHOSEN)
    np.testing.assert_array_equal(shown.propensities, np.ones(len(CHOSEN)))


@pytest.mark.parametrize("pool", [POOL[:0], POOL[:1]], ids=["none", "one"])
def test_with_few_other_candidates_titles_change_places_and_chances_still_come_to_one(pool: np.ndarray) -> None:
    shown = explore(CHOSEN, pool, share=1.0, seed=3)
    assert set(shown.titles.tolist()) <= set(CHOSEN.tolist()) | set(pool.tolist())
    one = place_chances(len(CHOSEN), len(pool), 1.0)
    assert one.stayed + 3 * one.moved + len(pool) * one.brought == pytest.approx(1.0)


def test_an_empty_slate_and_one_of_a_single_title_are_no_trouble() -> None:
    assert len(explore(CHOSEN[:0], POOL, share=0.5, seed=1).titles) == 0
    alone = explore(CHOSEN[:1], POOL[:0], share=0.5, seed=1)
    assert alone.titles.tolist() == [30]
    assert alone.propensities.tolist() == [1.0]


def test_the_given_slate_is_left_as_it_was() -> None:
    before = CHOSEN.copy()
    explore(CHOSEN, POOL, share=1.0, seed=2)
    np.testing.assert_array_equal(CHOSEN, before)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(BadConfig, match="share"):
        explore(CHOSEN, POOL, share=share, seed=1)
