"""A data set on disk becomes the catalogue, and a kill in the middle costs nothing."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from matinee.domain.errors import BadData, BehindDatabase
from matinee.domain.titles import TitleEntry
from matinee.services.catalogue.load import BATCH, Receipt
from matinee.wiring.catalogue_loading import Source, load_catalogue, read_source
from matinee.wiring.settings import Settings
from tests.fixtures.catalogue import ORIGIN, entry
from tests.fixtures.movielens import write_csv_release
from tests.fixtures.small_world import write_small_world


def settings_in(folder: Path) -> Settings:
    return Settings(home=folder / "home")


async def test_a_world_is_loaded_into_an_empty_database_and_found_unchanged(tmp_path: Path) -> None:
    world = write_small_world(tmp_path)
    assert await load_catalogue(settings_in(tmp_path), read_source(world)) == Receipt(added=2)
    assert await load_catalogue(settings_in(tmp_path), read_source(world)) == Receipt(unchanged=2)


async def test_a_release_is_loaded_beside_it(tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    await load_catalogue(settings_in(tmp_path), read_source(write_small_world(tmp_path / "world")))
    source = read_source(write_csv_release(tmp_path / "ml", name="ml-32m"))
    assert source.conditions
    assert await load_catalogue(settings_in(tmp_path), source) == Receipt(added=source.count)


async def test_what_breaks_in_the_middle_keeps_whole_batches_and_the_next_run_goes_on(tmp_path: Path) -> None:
    titles = [entry(number, f"Title {number}") for number in range(3 * BATCH)]

    def broken() -> Iterator[TitleEntry]:
        yield from titles[: 2 * BATCH + 10]
        raise RuntimeError("the plug was pulled")

    with pytest.raises(RuntimeError):
        await load_catalogue(settings_in(tmp_path), Source(ORIGIN, len(titles), broken()))
    again = Source(ORIGIN, len(titles), iter(titles))
    assert await load_catalogue(settings_in(tmp_path), again) == Receipt(added=BATCH, unchanged=2 * BATCH)


async def test_a_database_of_another_version_is_left_alone(tmp_path: Path) -> None:
    home = settings_in(tmp_path).home
    home.mkdir()
    with sqlite3.connect(home / "matinee.db") as connection:
        connection.execute("CREATE TABLE something (id INTEGER)")
    with pytest.raises(BehindDatabase):
        await load_catalogue(settings_in(tmp_path), Source(ORIGIN, 0, iter(())))


def test_a_folder_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData):
        read_source(tmp_path)
