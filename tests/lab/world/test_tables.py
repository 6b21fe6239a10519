import numpy as np
import polars as pl
import pytest

from matinee.lab.world.genres import AXES
from matinee.lab.world.sizes import Size
from matinee.lab.world.tables import Tables, people_table, ratings_table
from matinee.lab.world.world import World, build_world

SIZE = Size("trial", titles=120, people=60, ratings=2_400, visits=3)


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(SIZE, seed=5)


@pytest.fixture(scope="module")
def tables(world: World) -> dict[str, pl.DataFrame]:
    return dict(Tables(world))


@pytest.fixture(scope="module")
def quiet() -> dict[str, pl.DataFrame]:
    """A world in which no service was ever opened."""
    return dict(Tables(build_world(Size("quiet", titles=60, people=20, ratings=400, visits=0), seed=5)))


def test_every_table_is_there_and_none_is_empty(tables: dict[str, pl.DataFrame]) -> None:
    expected = "titles ratings watches decisions people friends seasons episodes offers reviews"
    assert list(tables) == expected.split()
    assert all(len(table) for table in tables.values())


def test_ids_count_from_one_and_lead_from_table_to_table(tables: dict[str, pl.DataFrame]) -> None:
    titles, people = set(range(1, SIZE.titles + 1)), set(range(1, SIZE.people + 1))
    assert set(tables["titles"]["id"]) == titles
    assert set(tables["people"]["person"]) == people
    for name in ("ratings", "watches", "decisions", "reviews"):
        assert set(tables[name]["person"]) <= people, name
        assert set(tables[name]["title"]) <= titles, name
    assert {*tables["friends"]["person"], *tables["friends"]["friend"]} <= people
    assert set(tables["offers"]["title"]) <= titles
    assert max(tables["ratings"]["person"]) == SIZE.people


def test_no_table_of_titles_or_events_holds_lists(tables: dict[str, pl.DataFrame]) -> None:
    assert not any(isinstance(kind, pl.List) for table in tables.values() for kind in table.schema.values())
    assert tables["titles"]["genres"].str.contains("|", literal=True).any()


def test_ratings_are_those_of_the_history_and_of_the_service(world: World, tables: dict[str, pl.DataFrame]) -> None:
    assert world.lately is not None
    assert len(tables["ratings"]) == len(world.history.rating) + int((world.lately.rating > 0).sum())
    assert tables["ratings"]["rating"].is_between(0.5, 5).all()
    assert (
        tables["ratings"]
        .select("person", "time", "title")
        .equals(tables["ratings"].select("person", "time", "title").sort("person", "time", "title"))
    )


def test_what_was_rated_lately_was_watched_then(world: World, tables: dict[str, pl.DataFrame]) -> None:
    since = world.history.time.max()
    late = tables["ratings"].filter(pl.col("time") > since)
    assert len(late) > 10
    assert len(late.join(tables["watches"], on=["person", "title", "time"])) == len(late)


def test_decisions_keep_their_chances(tables: dict[str, pl.DataFrame]) -> None:
    sums = tables["decisions"].group_by("person", "visit").agg(pl.col("propensity").sum())["propensity"]
    np.testing.assert_allclose(sums, 10, rtol=1e-9)


def test_people_are_told_with_their_true_taste_as_it_is_now(world: World, tables: dict[str, pl.DataFrame]) -> None:
    table = tables["people"]
    now = world.response.people.taste + world.response.people.drift
    for place, axis in enumerate(AXES):
        np.testing.assert_allclose(table[f"taste_{axis.replace('-', '_')}"], now[:, place], rtol=1e-3, atol=1e-4)
    assert table["in_words"].str.split(", ").list.len().eq(3).all()
    assert table["household"].min() == 1


def test_a_reviewer_has_rated_what_the_review_is_about(tables: dict[str, pl.DataFrame]) -> None:
    reviewed = tables["reviews"].join(tables["ratings"], on=["person", "title"], how="left")
    assert reviewed["rating"].is_not_null().all()


def test_a_world_without_a_service_has_empty_tables_for_it(quiet: dict[str, pl.DataFrame]) -> None:
    assert quiet["watches"].is_empty()
    assert quiet["decisions"].is_empty()
    assert {"person", "title", "propensity"} <= set(quiet["decisions"].columns)
    assert len(quiet["ratings"]) > 100


def test_people_of_a_later_part_are_numbered_after_those_before(world: World) -> None:
    ratings, later = ratings_table(world.history), ratings_table(world.history, first=1_000)
    assert later.equals(ratings.with_columns(pl.col("person") + 1_000))
    people = people_table(world.response.people, now=world.now)
    shifted = people_table(world.response.people, now=world.now, first=1_000)
    assert shifted.equals(people.with_columns(pl.col("person", "household") + 1_000))
