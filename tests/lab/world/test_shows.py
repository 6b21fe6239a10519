import numpy as np
import polars as pl
import pytest

from matinee.lab.world.shows import episodes
from matinee.lab.world.sizes import Size
from matinee.lab.world.traits import END, TitleTraits, make_titles
from matinee.lab.world.words.tell import tell

SIZE = Size("trial", titles=1_500, people=10, ratings=10, visits=0)


@pytest.fixture(scope="module")
def traits() -> TitleTraits:
    return make_titles(SIZE, seed=7)


@pytest.fixture(scope="module")
def facts(traits: TitleTraits) -> pl.DataFrame:
    return tell(traits, seed=7)


@pytest.fixture(scope="module")
def aired(traits: TitleTraits, facts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    return episodes(traits, facts, seed=7)


Aired = tuple[pl.DataFrame, pl.DataFrame]


def test_episodes_are_the_same_for_a_seed(traits: TitleTraits, facts: pl.DataFrame, aired: Aired) -> None:
    again = episodes(traits, facts, seed=7)
    assert again[0].equals(aired[0])
    assert again[1].equals(aired[1])
    assert not episodes(traits, facts, seed=8)[1].equals(aired[1])


def test_every_show_and_only_shows_have_seasons(traits: TitleTraits, aired: Aired) -> None:
    assert sorted(aired[0]["title"].unique()) == (np.flatnonzero(traits.is_show) + 1).tolist()


def test_seasons_count_one_to_nine_and_episodes_six_to_twenty_two(aired: Aired) -> None:
    seasons, parts = aired
    assert seasons["season"].is_between(1, 9).all()
    counted = parts.group_by("title", "season").len().sort("title", "season")
    assert counted["len"].to_list() == seasons.sort("title", "season")["episodes"].to_list()
    assert counted["len"].is_between(6, 22).all()


def test_episodes_go_out_in_order_from_the_release_on(traits: TitleTraits, aired: Aired) -> None:
    parts = aired[1].sort("title", "season", "episode")
    assert parts.group_by("title").agg((pl.col("released").diff().drop_nulls() >= 0).all())["released"].all()
    first = parts.group_by("title").agg(pl.col("released").min()).sort("title")
    assert first["released"].to_list() == traits.released[traits.is_show].tolist()


def test_what_lies_after_the_end_has_not_aired_and_its_show_returns(aired: Aired) -> None:
    seasons, parts = aired
    assert (parts["aired"] == (parts["released"] <= END)).all()
    waiting = parts.filter(~pl.col("aired"))["title"].unique()
    assert len(waiting) > 0
    assert (seasons.filter(pl.col("title").is_in(waiting.to_list()))["status"] == "returning").all()
    assert set(seasons["status"]) == {"returning", "ended", "cancelled"}


def test_some_seasons_come_week_by_week_and_some_at_once(aired: Aired) -> None:
    assert 0 < aired[0]["at_once"].mean() < 0.6  # type: ignore[operator]


def test_no_two_episodes_of_a_show_share_a_name(aired: Aired) -> None:
    assert aired[1].select("title", "name").is_unique().all()


def test_loved_shows_run_longer(traits: TitleTraits, aired: Aired) -> None:
    length = aired[0].group_by("title").len().sort("title")["len"].to_numpy()
    early = traits.released[traits.is_show] < END - 10 * 365 * 86_400
    appeal = traits.appeal[traits.is_show]
    assert length[early & (appeal > 0.3)].mean() > 1.3 * length[early & (appeal < -0.3)].mean()


def test_a_world_of_films_has_no_episodes(traits: TitleTraits, facts: pl.DataFrame) -> None:
    films = TitleTraits(**{**vars(traits), "is_show": np.zeros(len(traits), dtype=bool)})
    seasons, parts = episodes(films, facts, seed=7)
    assert len(seasons) == len(parts) == 0
