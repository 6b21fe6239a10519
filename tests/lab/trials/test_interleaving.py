"""Row E10: no ranking is favoured, however people look at places, and far fewer people show which is better."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.domain.errors import BadInput
from matinee.lab.trials.effects import welch
from matinee.lab.trials.interleaving import Drafted, credit, interleave, preference, preference_so_far
from matinee.lab.trials.samples import mean_of
from tests.fixtures.loop import Notes, luck, sizes

PLACES, TITLES = 10, 30
LOOKED_AT = 0.85 ** np.arange(PLACES)
"""How likely a place is looked at: the first always, the tenth hardly more often than every fourth time."""

rankings = st.permutations(list(range(12)))


@given(rankings, rankings, st.integers(1, 12), st.integers(0, 2**32))
def test_a_draft_is_a_merge_of_the_two_in_their_orders_without_repeats(first, second, places: int, seed: int) -> None:
    drafted = interleave(first, second, places=places, seed=seed)
    assert len(set(drafted.titles)) == len(drafted.titles) == len(drafted.teams) == places
    for start in range(0, places - 1, 2):
        assert sorted(drafted.teams[start : start + 2]) == [0, 1], "in each round each ranking picks once"
    taken: list[int] = []
    for title, team in zip(drafted.titles, drafted.teams, strict=True):
        ranking = (first, second)[team]
        assert title == next(one for one in ranking if one not in taken)
        taken.append(title)


def test_the_same_seed_drafts_the_same_and_places_end_where_one_ranking_ends() -> None:
    assert interleave([1, 2, 3], [4, 5, 6], places=3, seed=7) == interleave([1, 2, 3], [4, 5, 6], places=3, seed=7)
    assert len(interleave([1, 2, 3], [4, 5], places=9, seed=1).titles) == 2
    assert interleave([], [4, 5], places=9, seed=1) == Drafted((), ())


def test_each_ranking_is_credited_with_what_became_of_its_own_picks() -> None:
    drafted = Drafted((5, 6, 7), (0, 1, 0))
    assert credit(drafted, [1.0, 0.0, 1.0]) == (2.0, 0.0)
    assert credit(drafted, [0.0, 0.5, 0.0]) == (0.0, 0.5)
    with pytest.raises(BadInput, match="2 answers to 3 places"):
        credit(drafted, [1.0, 0.0])


def always_first(first, second, *, places: int, seed: int) -> Drafted:
    """A fault: no coin, the first ranking always picks first."""
    made = interleave(first, second, places=places, seed=seed)
    in_turn = [title for pair in zip(first, second, strict=True) for title in pair]
    titles = tuple(dict.fromkeys(in_turn))[:places]
    return Drafted(titles, tuple(place % 2 for place in range(len(made.teams))))  # pyright: ignore[reportArgumentType]


def experiment(
    chance: np.random.Generator, people: int, noise: tuple[float, float], draft: Callable[..., Drafted] = interleave
) -> tuple[float, float, np.ndarray]:
    """p of interleaving, p of an A/B test with the same people, and the teams of all slates.

    Everybody likes titles of their own; a ranking sees that through noise, and people look at higher places more.
    """
    liking = chance.beta(1, 4, (people, TITLES))
    orders = [
        np.argsort(-(liking + level * chance.standard_normal(liking.shape)), axis=1)[:, :PLACES] for level in noise
    ]
    lists = [order.tolist() for order in orders]
    drafts = [
        draft(one, other, places=PLACES, seed=int(seed))
        for one, other, seed in zip(*lists, chance.integers(0, 2**62, people), strict=True)
    ]
    titles = np.array([one.titles for one in drafts])
    teams = np.array([one.teams for one in drafts])
    rows = np.arange(people)[:, None]
    clicked = chance.random(titles.shape) < LOOKED_AT * liking[rows, titles]
    first = (clicked & (teams == 0)).sum(axis=1)
    one_p = preference(first, clicked.sum(axis=1) - first).p
    shown = np.where(rows % 2, orders[0], orders[1])
    clicks = (chance.random(shown.shape) < LOOKED_AT * liking[rows, shown]).sum(axis=1)
    return one_p, float(welch(mean_of(clicks[1::2]), mean_of(clicks[::2])).p), teams


@sizes(quick=300, long=10_000)
def test_rankings_that_are_equally_good_are_called_different_as_rarely_as_promised(trials: int, notes: Notes) -> None:
    chance = notes.chance()
    people = 60 if trials < 2_000 else 200
    made = [experiment(chance, people, (0.2, 0.2)) for _ in range(trials)]
    rate = float(np.mean([p < 0.05 for p, _, _ in made]))
    high = max(luck(0.05, trials)[1], 0.057)
    notes.check("E10", "equal rankings: false alarms", rate, trials=trials, high=high)
    teams = np.concatenate([teams for _, _, teams in made])
    furthest = float(np.abs(teams.mean(axis=0) - 0.5).max())
    bar = max(0.01, 4 * 0.5 / np.sqrt(len(teams)))
    notes.check("E10", "furthest share of a place from one half", furthest, trials=len(teams), high=bar)


@sizes(quick=60, long=500)
def test_a_draft_without_a_coin_is_caught(trials: int, notes: Notes) -> None:
    """People look at the first place most, so whoever always has it seems to be preferred."""
    chance = notes.chance(1)
    rate = float(np.mean([experiment(chance, 200, (0.2, 0.2), always_first)[0] < 0.05 for _ in range(trials)]))
    notes.check("E10", "fault: no coin, equal rankings: false alarms", rate, trials=trials, low=0.2)


@sizes(quick=100, long=2_000)
def test_with_the_same_people_far_more_is_found_than_by_showing_one_ranking_to_each_half(
    trials: int, notes: Notes
) -> None:
    chance = notes.chance(2)
    made = [experiment(chance, 150 if trials < 2_000 else 300, (0.15, 0.25)) for _ in range(trials)]
    found = (np.array([one[:2] for one in made]) < 0.05).mean(axis=0).tolist()
    notes.check("E10", "power of interleaving", found[0], trials=trials)
    notes.check("E10", "power of an A/B test of the same people", found[1], trials=trials)
    notes.check("E10", "the one by the other", found[0] / max(found[1], 1e-9), trials=trials, low=1.5)


def test_a_person_counts_once_and_those_who_did_nothing_not_at_all() -> None:
    busy = preference(np.array([100.0, 0.0, 1.0, 0.0]), np.array([0.0, 1.0, 3.0, 0.0]))
    assert busy.people == 3
    assert busy.mean == pytest.approx((1 - 1 - 0.5) / 3)
    assert busy.low < busy.mean < busy.high
    with pytest.raises(BadInput, match="two people"):
        preference(np.array([1.0, 0.0]), np.zeros(2))


def test_a_preference_that_is_looked_at_all_the_time_holds_less_often_and_is_as_large() -> None:
    chance = np.random.default_rng(5)
    first = chance.binomial(3, 0.55, 400).astype(float)
    second = chance.binomial(3, 0.35, 400).astype(float)
    once, always = preference(first, second), preference_so_far(first, second, planned=400)
    assert (always.people, always.mean) == (once.people, once.mean)
    assert always.low < once.low < once.high < always.high
    assert always.low > 0
    assert 0 < once.p < always.p < 0.05
    few = preference_so_far(first[:20], second[:20], planned=400)
    assert (few.p, np.isfinite(few.low)) == (1.0, False)


@sizes(quick=200, long=2_000)
def test_of_equal_rankings_that_are_looked_at_all_the_time_hardly_ever_anything_is_claimed(
    trials: int, notes: Notes
) -> None:
    chance = notes.chance(3)
    alarms = 0
    for _ in range(trials):
        first, second = chance.binomial(3, 0.4, (2, 400)).astype(float)
        looks = [preference_so_far(first[:people], second[:people], planned=400).p for people in range(40, 401, 20)]
        alarms += min(looks) < 0.05
    high = max(luck(0.05, trials)[1], 0.0665)
    notes.check("E10", "equal rankings, 19 looks: ever an alarm", alarms / trials, trials=trials, high=high)
