"""Who is a crowd and who is not: people as they are, and accounts that one person may have made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.kit import seeds
from matinee.ops.learning import crowds
from matinee.ops.learning.crowds import COMMON, HOUSEHOLD, LEAST, crowds_of

TITLES = 400
Opinions = dict[int, float]


@dataclass(frozen=True)
class Told:
    """names: of the accounts. titles: of which they agree."""

    names: Sequence[str]
    titles: int


def told(house: dict[str, Opinions], *, order: Sequence[int] | None = None) -> list[Told]:
    """Whoever stands first in the house began to rate first. order: in which the ratings come."""
    keys = sorted(house, key=lambda key: (len(key), key)) if order is None else list(house)
    began = {key: place for place, key in enumerate(house)}
    rows = [(keys.index(key), title, stars, began[key]) for key in house for title, stars in house[key].items()]
    rows = rows if order is None else [rows[place % len(rows)] for place in _each_once(order, len(rows))]
    people, titles, stars, times = zip(*rows, strict=True) if rows else ((), (), (), ())
    found = crowds_of(
        keys,
        np.array(people, dtype=np.int64),
        np.array(titles, dtype=np.int64),
        np.array(stars, dtype=np.float32),
        np.array(times, dtype=np.int64),
    )
    return [Told([keys[place] for place in crowd.accounts], crowd.titles) for crowd in found]


def _each_once(order: Sequence[int], count: int) -> list[int]:
    return seeds.generator(order[0] if order else 0, "order").permutation(count).tolist()


def ordinary(count: int = 60, *, seed: int = 0) -> dict[str, Opinions]:
    """People with tastes of their own, who rate five to forty titles, famous ones more often."""
    chance = seeds.generator(seed, "ordinary people")
    fame = 1 / np.arange(1, TITLES + 1)
    house = {}
    for number in range(count):
        size = int(chance.integers(5, 40))
        titles = chance.choice(TITLES, size=size, replace=False, p=fame / fame.sum())
        stars = np.clip(np.round(chance.normal(3.5, 1.0, size) * 2) / 2, 0.5, 5.0)
        house[f"person {number}"] = dict(zip(titles.tolist(), stars.tolist(), strict=True))
    return house


def first_page(count: int, *, seed: int = 0) -> dict[str, Opinions]:
    """People who have answered one page of famous titles and gone: most know most of them, and love most of these."""
    chance = seeds.generator(seed, "the first page")
    known, answers = chance.random((count, 24)) < 0.9, chance.random((count, 24))
    stars = np.select([answers < 0.85, answers < 0.95], [4.5, 3.0], 1.5)
    return {
        f"guest {person}": {title: float(stars[person, title]) for title in np.flatnonzero(known[person]).tolist()}
        for person in range(count)
    }


def shouting(count: int, *, titles: int = 12, first: int = 300, stars: float = 5.0) -> dict[str, Opinions]:
    """Accounts that praise the same titles, which hardly anybody else knows."""
    return {f"shill {number}": dict.fromkeys(range(first, first + titles), stars) for number in range(count)}


def test_accounts_that_say_the_same_of_the_same_titles_are_a_crowd() -> None:
    assert told(ordinary() | shouting(20)) == [Told([f"shill {number}" for number in range(20)], 12)]
    assert told(ordinary()) == []


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 2.0])
def test_a_crowd_is_found_whatever_its_share_of_the_house(share: float) -> None:
    many = round(share * 300)
    assert [len(crowd.names) for crowd in told(ordinary(300) | shouting(many))] == [many]


def test_a_household_that_watches_everything_together_is_none() -> None:
    assert told(ordinary() | shouting(HOUSEHOLD)) == []
    assert [len(crowd.names) for crowd in told(ordinary() | shouting(HOUSEHOLD + 1))] == [HOUSEHOLD + 1]


def test_a_few_titles_are_soon_rated_alike() -> None:
    assert told(ordinary() | shouting(20, titles=LEAST - 1)) == []
    assert [crowd.titles for crowd in told(ordinary() | shouting(20, titles=LEAST))] == [LEAST]


def test_people_who_answered_the_same_page_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds say the same of famous titles; only that such opinions tell nothing keeps them from being a crowd."""
    house = first_page(600)
    assert told(house) == []
    monkeypatch.setattr(crowds, "COMMON", 1)
    assert max(len(crowd.names) for crowd in told(house)) > 50


def test_people_who_love_all_ten_titles_of_a_page_are_none_beside_others_who_know_them() -> None:
    eager = {f"eager {number}": dict.fromkeys(range(10), 4.5) for number in range(30)}
    assert told(first_page(200) | eager) == []


def test_a_crowd_is_found_beside_people_who_answered_the_same_page() -> None:
    assert [len(crowd.names) for crowd in told(first_page(300) | shouting(60))] == [60]


def test_a_crowd_is_found_that_praises_what_all_praise_as_well() -> None:
    """Each account loves other famous titles, so that less than half of what they say is the same."""
    hidden, guests = shouting(20), first_page(500)
    for opinions, guest in zip(hidden.values(), guests.values(), strict=False):
        opinions |= {title: stars for title, stars in guest.items() if stars == 4.5}
    assert [len(crowd.names) for crowd in told(guests | hidden)] == [20]


@pytest.mark.parametrize(("others", "found"), [(3, [20]), (4, [])])
def test_four_of_five_opinions_are_enough(others: int, found: list[int]) -> None:
    """Each account says the same of twelve titles, and something of so many others that nobody else has rated."""
    house = ordinary() | shouting(20)
    for number in range(20):
        house[f"shill {number}"] |= dict.fromkeys(range(1000 + 10 * number, 1000 + 10 * number + others), 4.0)
    assert [len(crowd.names) for crowd in told(house)] == found


def test_whoever_says_all_that_a_crowd_says_and_much_more_is_not_of_it() -> None:
    house = ordinary(300) | shouting(5, titles=10)
    for number in range(5):
        own = range(1000 + 10 * number, 1004 + 10 * number)
        house[f"other {number}"] = dict.fromkeys(range(300, 310), 5.0) | dict.fromkeys(own, 4.0)
    assert [len(crowd.names) for crowd in told(house)] == [5]


@pytest.mark.parametrize(("holders", "found"), [(12, [10]), (30, [])])
def test_what_one_in_twenty_says_tells_nothing(holders: int, found: list[int]) -> None:
    """Of 401 people, if the crowd is taken for one; each of them says one thing that the crowd says."""
    house = ordinary(400) | shouting(10)
    for place in range(12 * holders):
        house[f"person {place}"][300 + place % 12] = 5.0
    assert [len(crowd.names) for crowd in told(house)] == found


def test_the_same_titles_with_other_stars_are_no_crowd() -> None:
    chance = seeds.generator(0, "stars")
    house = {f"person {number}": dict(enumerate((chance.integers(1, 11, 12) / 2).tolist())) for number in range(40)}
    assert told(house) == []


def test_two_crowds_are_two() -> None:
    house = ordinary() | shouting(9) | {f"more {name}": one for name, one in shouting(5, first=350).items()}
    assert [(len(crowd.names), crowd.names[0]) for crowd in told(house)] == [(9, "shill 0"), (5, "more shill 0")]


def test_whoever_rated_first_stands_first() -> None:
    """So that whoever is copied by a crowd is not silenced by it."""
    copied = {"victim": dict.fromkeys(range(300, 312), 5.0)}
    assert told(copied | ordinary() | shouting(8))[0].names[0] == "victim"
    assert told(ordinary() | shouting(8) | copied)[0].names[0] == "shill 0"


@settings(max_examples=25, deadline=None)
@given(
    crowd=st.integers(0, 30),
    people=st.integers(0, 40),
    seed=st.integers(0, 99),
    orders=st.lists(st.integers(0, 99), min_size=2, max_size=2),
)
def test_the_order_of_people_and_ratings_does_not_matter(crowd: int, people: int, seed: int, orders: list[int]) -> None:
    house = ordinary(people, seed=seed) | shouting(crowd)
    one, other = (told(house, order=[order]) for order in orders)
    assert one == other == told(house)
    assert [len(found.names) for found in one] == ([crowd] if crowd > HOUSEHOLD else [])


@settings(max_examples=25, deadline=None)
@given(count=st.integers(4, 30), share=st.floats(0, 1), seed=st.integers(0, 99))
def test_nobody_belongs_to_two_crowds_and_none_is_small(count: int, share: float, seed: int) -> None:
    """Accounts that copy more or less of one another."""
    chance = seeds.generator(seed, "copies")
    house = {}
    for number in range(count):
        copied = chance.random(15) < share
        house[f"copy {number}"] = {
            title if same else 100 * number + title: 4.0 for title, same in enumerate(copied.tolist())
        }
    found = told(house)
    named = [name for crowd in found for name in crowd.names]
    assert len(named) == len(set(named))
    assert all(len(crowd.names) > HOUSEHOLD for crowd in found)


def test_nobody_has_no_crowd() -> None:
    assert told({}) == []
    assert told({"ana": {}, "ben": {}}) == []


def test_everybody_with_one_title_has_none() -> None:
    assert told({f"person {number}": {1: 5.0} for number in range(40)}) == []


def test_what_is_no_number_is_no_opinion() -> None:
    broken = {f"broken {number}": dict.fromkeys(range(20), float("nan")) for number in range(9)}
    assert told(ordinary() | broken) == []
    assert [len(crowd.names) for crowd in told(ordinary() | broken | shouting(9))] == [9]


def test_a_title_that_stands_twice_counts_once() -> None:
    keys = [f"key{number}" for number in range(5)]
    people = np.repeat(np.arange(5), 2 * (LEAST - 1))
    titles = np.tile(np.arange(LEAST - 1), 10)
    stars, times = np.full(len(people), 4.0, dtype=np.float32), np.zeros(len(people), dtype=np.int64)
    assert crowds_of(keys, people, titles, stars, times) == []
    assert len(crowds_of(keys, people, np.tile(np.arange(2 * (LEAST - 1)), 5), stars, times)) == 1
    own = np.where(np.tile(np.arange(2 * (LEAST - 1)), 5) < LEAST - 1, titles, 1000 * (people + 1) + titles)
    twice = [np.concatenate([column, column]) for column in (people, own, stars, times)]
    assert crowds_of(keys, *twice) == []


def test_titles_may_be_called_by_texts_and_ages_may_be_the_same() -> None:
    keys = [f"key{number}" for number in range(5)][::-1]
    people, titles = np.repeat(np.arange(5), 9), np.tile(np.array([f"tt{number}" for number in range(9)]), 5)
    [crowd] = crowds_of(keys, people, titles, np.full(45, 4.0), np.zeros(45, dtype=np.int64))
    assert [keys[place] for place in crowd.accounts] == sorted(keys)
    assert crowd.titles == 9


def test_accounts_beyond_one_block_hang_together(monkeypatch: pytest.MonkeyPatch) -> None:
    house = ordinary() | shouting(30)
    house["shill 7"] |= dict.fromkeys((900, 901, 902), 4.0)
    for many in (1, 7):
        monkeypatch.setattr(crowds, "AT_ONCE", many)
        assert [len(crowd.names) for crowd in told(house)] == [30]
    four, one = shouting(4, titles=8), {"more": dict.fromkeys((*range(300, 308), 900, 901), 5.0)}
    monkeypatch.setattr(crowds, "AT_ONCE", 1)
    assert [len(crowd.names) for crowd in told(ordinary() | four | one)] == [5]


@pytest.mark.quality
@pytest.mark.parametrize("people", [25, 60, 200, 600, 2_000, 6_040])
def test_real_people_are_no_crowd(people: int, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the people of MovieLens 1M have rated, the twenty-four best known titles as a page of questions asks for
    them, and the ten and fifteen best known that each knows, in five answers and in three."""
    table = pl.read_parquet(data_folder / "ml-1m-ratings.parquet")
    chosen = seeds.generator(people, "people of MovieLens").permutation(6_040)[:people] + 1
    table = table.filter(pl.col("user_id").is_in(chosen.tolist()))
    who, titles, stars = (table[name].to_numpy().astype(np.int64) for name in ("user_id", "movie_id", "rating"))
    keys, who = np.unique(who, return_inverse=True)
    fame = np.argsort(np.argsort(-np.bincount(titles), kind="stable"), kind="stable")[titles]
    order = np.lexsort((fame, who))
    best = np.empty(len(who), dtype=np.int64)
    best[order] = np.arange(len(who)) - np.searchsorted(who[order], who[order])
    answers = np.select([stars >= 4, stars == 3], [4.5, 3.0], 1.5)

    def found(mask: np.ndarray, said: np.ndarray) -> int:
        names, times = [str(key) for key in keys], np.zeros(int(mask.sum()), dtype=np.int64)
        return len(crowds_of(names, who[mask], titles[mask], said[mask], times))

    for common in (COMMON, COMMON // 2):
        monkeypatch.setattr(crowds, "COMMON", common)
        assert found(best >= 0, stars) == 0
        for mask in (fame < 24, best < 10, best < 15):
            assert (found(mask, stars), found(mask, answers)) == (0, 0)
    monkeypatch.setattr(crowds, "COMMON", 1)
    assert people < 200 or found(best < 10, answers) > 0
