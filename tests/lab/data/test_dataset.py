import numpy as np
import polars as pl
import pytest

from matinee.domain.feedback import WHOLE_STARS
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary

PEOPLE = np.array([40, 10, 40, 20])
TITLES = np.array([7, 9, 8, 9])
VALUES = np.array([5.0, 4.0, 2.0, 1.0])
TIMES = np.array([3, 1, 2, 4])


def dataset(**further: object) -> Dataset:
    return Dataset.from_columns(PEOPLE, TITLES, VALUES, TIMES, **further)  # pyright: ignore[reportArgumentType]


def table() -> TitleTable:
    return TitleTable(pl.DataFrame({"id": [9, 7], "name": ["Nine", "Seven"], "year": [1999, 1977], "genres": [[], []]}))


def test_vocabularies_are_the_ids_that_occur_sorted() -> None:
    data = dataset()
    assert data.people.ids.tolist() == [10, 20, 40]
    assert data.titles.ids.tolist() == [7, 8, 9]
    assert (data.n_people, data.n_titles) == (3, 3)
    assert data.log.people.tolist() == [2, 0, 2, 1]
    assert data.log.titles.tolist() == [0, 2, 1, 2]


def test_titles_may_be_more_than_those_that_occur() -> None:
    data = dataset(titles_known=Vocabulary.of([5, 7, 8, 9]))
    assert data.n_titles == 4
    assert data.log.titles.tolist() == [1, 3, 2, 3]


def test_histories_are_one_row_a_person_oldest_first() -> None:
    histories = dataset().histories
    assert histories.lengths.tolist() == [1, 1, 2]
    assert histories.row(2).titles.tolist() == [1, 0]


def test_some_rows_make_a_data_set_with_vocabularies_of_its_own() -> None:
    data = dataset(name="whole", title_table=table())
    for rows in (np.array([True, False, False, True]), np.array([0, 3])):
        kept = data.only(rows)
        assert kept.people.ids.tolist() == [20, 40]
        assert kept.titles.ids.tolist() == [7, 9]
        assert kept.log.people.tolist() == [1, 0]
        assert kept.log.titles.tolist() == [0, 1]
        assert kept.log.times is not None
        assert kept.log.times.tolist() == [3, 4]
        assert kept.facts.names == ["Seven", "Nine"]
        assert kept.name == "whole"
    assert data.only(np.array([0]), name="part").name == "part"


def test_rows_in_another_order_stay_in_that_order() -> None:
    kept = dataset().only(np.array([3, 0]))
    assert kept.people.ids[kept.log.people].tolist() == [20, 40]
    assert kept.log.values.tolist() == [1, 5]


def test_a_part_is_the_same_as_one_made_from_its_columns() -> None:
    chance = np.random.default_rng(0)
    people, titles, values = chance.integers(0, 50, 500), chance.integers(0, 80, 500), chance.integers(1, 6, 500)
    rows = chance.random(500) < 0.1
    part = Dataset.from_columns(people, titles, values).only(rows)
    assert part.fingerprint == Dataset.from_columns(people[rows], titles[rows], values[rows]).fingerprint


def test_no_rows_make_an_empty_data_set() -> None:
    empty = dataset().only(np.zeros(4, dtype=bool))
    assert (len(empty.log), empty.n_people, empty.n_titles) == (0, 0, 0)
    assert len(empty.histories) == 0


def test_likes_are_the_events_from_four_stars_on() -> None:
    likes = dataset(feedback=WHOLE_STARS).likes_only()
    assert sorted(likes.log.values.tolist()) == [4, 5]
    assert likes.titles.ids.tolist() == [7, 9]
    assert likes.feedback == WHOLE_STARS


def test_facts_are_in_the_order_of_the_titles_and_a_title_without_any_is_its_id() -> None:
    facts = dataset().with_titles(table()).facts
    assert facts.names == ["Seven", "8", "Nine"]
    assert facts.years.tolist() == [1977, 0, 1999]


def test_the_fingerprint_follows_the_events_and_not_what_is_told_of_titles() -> None:
    data = dataset()
    assert data.with_titles(table()).fingerprint == data.fingerprint == dataset(name="other").fingerprint
    untimed = Dataset.from_columns(PEOPLE, TITLES, VALUES)
    other_title = Dataset.from_columns(PEOPLE, TITLES + 1, VALUES, TIMES)
    other_value = Dataset.from_columns(PEOPLE, TITLES, VALUES + 1, TIMES)
    assert len({each.fingerprint for each in (data, untimed, other_title, other_value)}) == 4


@pytest.mark.parametrize("ids", [np.array([1, 2]), np.array(["a", "b"])])
def test_ids_may_be_numbers_or_texts(ids: np.ndarray) -> None:
    data = Dataset.from_columns(ids, ids, np.ones(2))
    assert data.people.ids.tolist() == ids.tolist()
    assert data.only(np.array([1])).titles.ids.tolist() == ids[1:].tolist()


def test_histories_carry_what_their_people_told() -> None:
    people = pl.DataFrame({"person": [40, 10], "gender": ["F", "M"]})
    data = dataset(extras={"people": people})
    assert data.histories.traits is not None
    assert data.histories.traits.told("gender") == ["M", None, "F"]
    kept = data.only(np.array([0, 3])).histories.traits
    assert kept is not None
    assert kept.told("gender") == [None, "F"]
    assert dataset().histories.traits is None
