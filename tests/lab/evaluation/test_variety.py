"""Coverage, Gini, novelty, diversity, serendipity: by hand and against their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.evaluation import variety as room
from matinee.lab.evaluation.variety import Catalogue, exposure, variety
from tests.lab.evaluation import by_definition as plain
from tests.lab.evaluation.stages import train_of


def measured(train: Dataset, listed: list[int], *, hits: set[int] | None = None, had: list[int] | None = None) -> dict:
    lists = np.array([[*listed, *[-1] * (100 - len(listed))]], dtype=np.int32)
    found = np.isin(lists, list(hits or set())) & (lists >= 0)
    histories = Histories.from_lists([had or []], n_titles=train.n_titles)
    return {name: values[0] for name, values in variety(lists, found, histories, Catalogue(train)).items()}


def test_novelty_is_the_mean_surprise_in_bits() -> None:
    train = train_of([[0, 1], [0], [0], [0]], n_titles=3)
    assert measured(train, [0])["novelty@10"] == 0.0
    assert measured(train, [1])["novelty@10"] == 2.0
    assert measured(train, [0, 1])["novelty@10"] == 1.0


def test_a_title_that_nobody_has_is_as_novel_as_one_that_one_person_has() -> None:
    train = train_of([[0, 1], [0]], n_titles=3)
    assert measured(train, [2])["novelty@10"] == measured(train, [1])["novelty@10"] == 1.0


def test_lists_of_one_genre_are_not_diverse_and_of_unlike_genres_are() -> None:
    genres = {0: ["War"], 1: ["War"], 2: ["Noir"], 3: ["War", "Noir"]}
    train = train_of([[0, 1, 2, 3]], n_titles=4, genres=genres)
    assert Catalogue(train).diversity_by == "genres"
    assert measured(train, [0, 1])["ild@10"] == pytest.approx(0.0, abs=1e-6)
    assert measured(train, [0, 2])["ild@10"] == pytest.approx(1.0)
    assert measured(train, [0, 3])["ild@10"] == pytest.approx(1 - 1 / math.sqrt(2))


def test_without_genres_titles_are_alike_when_the_same_people_have_them() -> None:
    train = train_of([[0, 1], [0, 1], [2]], n_titles=4)
    assert Catalogue(train).diversity_by == "co-consumption"
    assert measured(train, [0, 1])["ild@10"] == pytest.approx(0.0)
    assert measured(train, [0, 2])["ild@10"] == 1.0


def test_titles_of_which_nothing_is_known_are_left_out_of_diversity() -> None:
    genres = {0: ["War"], 1: ["War"], 2: ["Noir"]}
    train = train_of([[0, 1, 2, 3]], n_titles=4, genres=genres)
    assert measured(train, [0, 1, 3])["ild@10"] == pytest.approx(0.0, abs=1e-6)
    watched = train_of([[0, 1]], n_titles=3)
    assert measured(watched, [0, 1, 2])["ild@10"] == pytest.approx(0.0)


def test_a_list_of_one_title_or_none_is_not_diverse() -> None:
    train = train_of([[0, 1]], n_titles=2)
    assert measured(train, [0])["ild@10"] == 0.0
    assert measured(train, [])["ild@10"] == 0.0


def test_a_find_that_popularity_would_have_given_is_no_serendipity() -> None:
    popular = [list(range(10))] * 3 + [[10, 11, 12]]
    train = train_of(popular, n_titles=13)
    assert measured(train, [3, 11], hits={3, 11})["serendipity@10"] == pytest.approx(0.1)


def test_what_popularity_gives_depends_on_what_the_person_has() -> None:
    rows = [[title for title in range(12) if title <= 11 - person] for person in range(12)]
    train = train_of(rows, n_titles=13)
    assert measured(train, [10], hits={10})["serendipity@10"] == pytest.approx(0.1)
    assert measured(train, [10], hits={10}, had=[0])["serendipity@10"] == 0.0


def test_an_unexpected_title_that_is_not_relevant_is_no_serendipity() -> None:
    train = train_of([list(range(10))] * 2 + [[10]], n_titles=11)
    assert measured(train, [10])["serendipity@10"] == 0.0


def test_an_empty_list_is_empty_in_every_way() -> None:
    train = train_of([[0, 1], [1]], n_titles=3)
    assert measured(train, []) == {"novelty@10": 0.0, "ild@10": 0.0, "serendipity@10": 0.0, "list_length": 0.0}


def test_coverage_and_gini_of_one_title_for_all_and_of_all_alike() -> None:
    assert exposure(np.array([[2], [2]]), 4) == {"coverage@10": 0.25, "gini@10": 0.75}
    assert exposure(np.array([[0, 1], [2, 3]]), 4) == {"coverage@10": 1.0, "gini@10": 0.0}
    assert exposure(np.full((3, 10), -1), 4) == {"coverage@10": 0.0, "gini@10": 1.0}


def test_only_the_first_ten_places_are_shown() -> None:
    assert exposure(np.arange(100)[None, :], 100)["coverage@10"] == 0.1


def test_more_people_than_witnesses_are_sampled_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    rows = [np.flatnonzero(chance.random(12) < 0.5).tolist() for _ in range(2_000)]
    train = train_of(rows, n_titles=12)
    exact = measured(train, list(range(10)))["ild@10"]
    monkeypatch.setattr(room, "WITNESSES", 500)
    catalogue = Catalogue(train)
    assert catalogue.watcher_counts.max() <= 500
    assert measured(train, list(range(10)))["ild@10"] == pytest.approx(exact, abs=0.03)


worlds = st.tuples(
    st.lists(st.lists(st.integers(0, 29), unique=True, max_size=30), min_size=1, max_size=80),
    st.lists(st.integers(0, 29), unique=True, max_size=30),
    st.sets(st.integers(0, 29)),
    st.lists(st.integers(0, 29), unique=True, max_size=20),
    st.booleans(),
)


@settings(deadline=None)
@given(worlds)
def test_every_figure_equals_its_definition(world: tuple) -> None:
    rows, listed, wanted, had, with_genres = world
    genres = {title: ["abcd"[title % 4], "efg"[title % 3]] for title in range(20)} if with_genres else None
    train = train_of(rows, n_titles=30, genres=genres)
    owners = [{person for person, row in enumerate(rows) if title in row} for title in range(30)]
    likeness = [set((genres or {}).get(title, [])) for title in range(30)] if with_genres else owners
    listed = [title for title in listed if title not in had]
    catalogue = Catalogue(train)
    assert sorted(catalogue.popularity_place.tolist()) == list(range(30))
    by_popularity = np.argsort(catalogue.popularity_place).tolist()
    assert [len(owners[title]) for title in by_popularity] == sorted(map(len, owners), reverse=True)
    expected = {
        "novelty@10": plain.novelty(listed, owners, len(rows)),
        "ild@10": plain.diversity(listed, likeness),
        "serendipity@10": plain.serendipity(listed, wanted, set(had), by_popularity),
        "list_length": len(listed),
    }
    assert measured(train, listed, hits=wanted, had=had) == pytest.approx(expected, abs=1e-6)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 14), unique=True, min_size=1, max_size=10), min_size=1, max_size=12))
def test_gini_and_coverage_equal_their_definitions(shown: list[list[int]]) -> None:
    lists = np.array([[*row, *[-1] * (100 - len(row))] for row in shown])
    times = [sum(title in row for row in shown) for title in range(15)]
    assert exposure(lists, 15)["gini@10"] == pytest.approx(plain.gini(times))
    assert exposure(lists, 15)["coverage@10"] == pytest.approx(sum(map(bool, times)) / 15)
