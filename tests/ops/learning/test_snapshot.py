import numpy as np
import polars as pl
import pytest

from matinee.lab.data.dataset import Dataset
from matinee.lab.world.checkerboard import FIRST_DAY, checkerboard
from matinee.ops.learning.base import Base
from matinee.ops.learning.snapshot import Rated, compose

LATER = FIRST_DAY + 900 * 86_400
NO_FACTS = pl.DataFrame(schema={"id": pl.Int64, "name": pl.String, "year": pl.Int32, "genres": pl.List(pl.String)})
OWN = pl.DataFrame({"id": [-5], "name": ["Only Here"], "year": [2026], "genres": [["Drama"]]}, schema=NO_FACTS.schema)


@pytest.fixture(scope="module")
def base() -> Base:
    return Base(checkerboard(people=40).data, "board")


def rated(*rows: tuple[str, int, float], facts: pl.DataFrame = NO_FACTS) -> Rated:
    keys = list(dict.fromkeys(key for key, _, _ in rows))
    return Rated(
        keys,
        np.array([keys.index(key) for key, _, _ in rows], dtype=np.int64),
        np.array([title for _, title, _ in rows], dtype=np.int64),
        np.array([stars for _, _, stars in rows], dtype=np.float32),
        np.full(len(rows), LATER, dtype=np.int64),
        np.array([title == 2 for _, title, _ in rows], dtype=bool),
        facts,
    )


def test_members_stand_beside_the_people_of_the_data_set(base: Base) -> None:
    found = compose(base, rated(("ana", 1, 4.5), ("ana", -5, 0.5), ("ben", 2, 3.0), facts=OWN), at=9)
    assert (found.members, found.ratings, found.house_titles) == (2, 3, 1)
    assert found.data.n_people == base.data.n_people + 2
    assert len(found.data.log) == len(base.data.log) + 3
    assert sorted(key for key in found.keys if key.startswith("member:")) == ["member:ana", "member:ben"]
    ana = found.keys.index("member:ana")
    mine = found.data.histories.row(ana)
    facts = found.data.facts
    assert [facts.names[title] for title in mine.titles] == ["Only Here", base.data.facts.names[0]]
    assert mine.values.tolist() == [1.0, 4.5]
    assert found.learned_until == LATER * 1_000_000


def test_what_the_house_had_shown_is_known_of_each_event(base: Base) -> None:
    found = compose(base, rated(("ana", 1, 4.5), ("ben", 2, 3.0)), at=9)
    assert len(found.shown) == len(found.data.log)
    (led,) = np.flatnonzero(found.shown)
    assert found.keys[found.data.log.people[led]] == "member:ben"
    assert found.data.titles.ids[found.data.log.titles[led]] == 2


def test_numbers_say_nothing_of_who_came_first(base: Base) -> None:
    rows = [(f"key{number}", 1, 4.0) for number in range(30)]
    found = compose(base, rated(*rows), at=9)
    order = [key.removeprefix("member:") for key in found.keys if key.startswith("member:")]
    assert sorted(order) == sorted(key for key, _, _ in rows)
    assert order != [key for key, _, _ in rows]
    assert compose(base, rated(*rows[::-1]), at=9).keys == found.keys


def test_the_same_ratings_give_the_same_fingerprint_and_others_another(base: Base) -> None:
    one = compose(base, rated(("ana", 1, 4.5), ("ben", 2, 3.0)), at=9)
    assert compose(base, rated(("ana", 1, 4.5), ("ben", 2, 3.0)), at=99).data.fingerprint == one.data.fingerprint
    assert compose(base, rated(("ana", 1, 4.5), ("ben", 2, 3.5)), at=9).data.fingerprint != one.data.fingerprint
    assert compose(base, rated(), at=9).data.fingerprint == base.data.fingerprint


def test_of_a_crowd_whoever_rated_first_is_there_alone(base: Base) -> None:
    ordinary = [("ana", 1, 4.5), ("ben", 2, 3.0)]
    crowd = [(f"x{number}", title, 0.5) for number in (3, 1, 2, 0) for title in (*range(10, 20), -5)]
    found = compose(base, rated(*ordinary, *crowd, facts=OWN), at=9)
    assert [(len(one.accounts), one.titles) for one in found.crowds] == [(4, 11)]
    alone = compose(base, rated(*ordinary, *[row for row in crowd if row[0] == "x0"], facts=OWN), at=9)
    assert sorted(key for key in found.keys if key.startswith("member:")) == ["member:ana", "member:ben", "member:x0"]
    assert (found.keys, found.members, found.ratings) == (alone.keys, alone.members, alone.ratings)
    assert found.data.fingerprint == alone.data.fingerprint
    assert found.shown.tolist() == alone.shown.tolist()
    assert alone.crowds == []


def test_whoever_is_left_out_takes_their_titles_along() -> None:
    found = rated(("ana", 1, 4.5), ("ben", 2, 3.0), ("cleo", -5, 1.0), facts=OWN).without([0, 2])
    assert (found.keys, found.people.tolist(), found.titles.tolist()) == (["ben"], [0], [2])
    assert (found.stars.tolist(), found.shown.tolist(), len(found.times), len(found.facts)) == ([3.0], [True], 1, 0)


def test_ids_of_the_data_set_may_be_texts() -> None:
    data = Dataset.from_columns(np.array(["x", "y"]), np.array(["a", "b"]), np.array([4.0, 3.0]))
    facts = pl.DataFrame({"id": ["house:5"], "name": ["Only Here"], "year": [2026], "genres": [["Drama"]]})
    one = {"people": np.array([0]), "titles": np.array(["house:5"]), "stars": np.array([4.0])}
    asked = Rated(["ana"], **one, times=np.array([LATER]), shown=np.array([True]), facts=facts)
    table = data.title_table.frame.cast({"id": pl.String})
    found = compose(Base(data.with_titles(type(data.title_table)(table)), "mine"), asked, at=9)
    assert found.data.titles.ids.tolist() == ["a", "b", "house:5"]
    assert found.keys == ["member:ana", "base:x", "base:y"]
    assert found.learned_until == 0
