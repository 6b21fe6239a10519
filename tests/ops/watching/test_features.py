import numpy as np

from matinee.domain.life import Rated, Shown
from matinee.kit.clock import HOUR
from matinee.ops.watching.features import FEW, counts_of, features_of, weights_of
from matinee.ops.watching.quality import Titles

TITLES = Titles(
    ids=np.array([1, 2, 3, 4]),
    fame=np.array([9, 5, 2, 1]),
    years=np.array([1999, 0, 2021, 1940]),
    shows=np.array([False, True, False, False]),
    genres=np.array([[True, False, True, False], [True, False, False, False]]),
    names=("comedy", "drama"),
)


def rated(title: int, *, stars: float = 4.0, person: int = 1, at: int = 20 * HOUR, before: int = 3) -> Rated:
    return Rated(person, title, stars, at, before)


def test_every_event_falls_into_one_bin_of_each_feature() -> None:
    day = [rated(1, stars=0.5), rated(2, person=2), rated(3, stars=5.0, at=HOUR, before=0), rated(99, person=3)]
    found = features_of(day, [], np.array([1.0, np.nan, 4.0, np.nan]), TITLES)
    for name, one in found.items():
        assert sum(one.counts) == (0 if name == "sources" else 4), name
    counts = counts_of(found)
    assert counts["stars"] == (1, 0, 0, 0, 0, 0, 0, 2, 0, 1)
    assert counts["hours"] == (1, 0, 0, 0, 0, 3)
    assert counts["experience"][:2] == (1, 3)
    assert (counts["years"][-1], counts["years"][0]) == (2, 0)
    assert counts["shows"] == (2, 1, 1)
    assert counts["fame"] == (1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1)
    assert counts["genres"] == (1.5, 0.5, 2)
    assert (counts["expected"][-1], counts["surprise"][-1]) == (2, 2)


def test_stars_lie_in_the_middle_of_their_bins() -> None:
    halves = [0.5 * number for number in range(1, 11)]
    found = features_of(
        [rated(1, stars=one, person=at) for at, one in enumerate(halves)], [], np.full(10, np.nan), TITLES
    )
    assert found["stars"].counts == (FEW / 10,) * 10
    assert found["stars"].shape.mean == np.mean(halves)


def test_neither_one_title_nor_one_person_makes_a_day() -> None:
    premiere = weights_of([rated(1, person=at) for at in range(500)] + [rated(2 + at, person=at) for at in range(500)])
    assert premiere[:500].sum() == 0.02 * 1000
    assert premiere[500:].sum() == 500
    busy = weights_of([rated(at) for at in range(300)])
    assert round(busy.sum(), 6) == 0.05 * 300
    assert weights_of([]).tolist() == []


def test_answers_are_told_apart_by_their_link_and_unknown_ones_come_last() -> None:
    day = [Shown(1, 1, 0, "v", "personalised", ()), Shown(2, 1, 0, "v", "popular", ()), Shown(3, 1, 0, "v", "new", ())]
    assert features_of([], day, np.empty(0), TITLES)["sources"].counts == (1, 0, 0, 1, 1)


def test_a_day_on_which_nothing_happened_is_empty_and_has_the_same_bins() -> None:
    empty = features_of([], [], np.empty(0), TITLES)
    full = features_of([rated(1)], [], np.array([3.0]), TITLES)
    assert {name: len(one.counts) for name, one in empty.items()} == {
        name: len(one.counts) for name, one in full.items()
    }
    assert all(sum(one.counts) == 0 for one in empty.values())
