"""The checkerboard as a catalogue and as a release, brought together once for all tests of the slice."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from matinee.adapters.storage.sqlite import sqlite_engine
from matinee.adapters.storage.stores import Stores
from matinee.ops.releases.release import Release
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.recommending.bound import Bound, bind
from matinee.services.recommending.title_index import TitleIndex, read_index
from tests.fixtures.catalogue import context_over, take
from tests.fixtures.databases import sqlite_place, sqlite_template
from tests.fixtures.recommending import cinema
from tests.fixtures.releases import ORIGIN, Made, entries_of, made_release, release
from tests.fixtures.service import serve, sqlite_house

__all__ = ["cinema", "made_release", "release", "serve", "sqlite_house", "sqlite_place", "sqlite_template"]


@pytest.fixture(scope="session")
def shelf(sqlite_template: Path, made_release: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The catalogue with the titles of the checkerboard, in a transaction that stays open and is taken back."""
    engine = sqlite_engine(Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("shelf") / "matinee.db")))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        stores = Stores(connection)
        take(context_over(stores), entries_of(made_release.world), origin=ORIGIN)
        yield stores
        connection.rollback()
    engine.dispose()


@pytest.fixture(scope="session")
def index(shelf: Stores) -> TitleIndex:
    return read_index(shelf.title_facts)


@pytest.fixture(scope="session")
def bound(release: Release, index: TitleIndex, shelf: Stores) -> Bound:
    return bind(release, index, shelf.title_facts)


@pytest.fixture(scope="session")
def exploring(bound: Bound) -> Bound:
    """The same, with a share of exploration."""
    recipe = bound.release.recipe.model_copy(update={"explore": 0.5})
    return replace(bound, release=replace(bound.release, recipe=recipe))


@pytest.fixture(scope="session")
def ids(shelf: Stores) -> dict[int, int]:
    """By number in the data set, the id in the catalogue."""
    return {int(number): found for number, found in shelf.title_facts.ids_of(ORIGIN.key).items()}


@pytest.fixture
def stores(sqlite_template: Path) -> Iterator[Stores]:
    """Over an empty catalogue, in a transaction that is taken back."""
    engine = sqlite_engine(sqlite_template)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield Stores(connection)
        connection.rollback()
    engine.dispose()


@pytest.fixture
def ctx(stores: Stores) -> CatalogueContext:
    return context_over(stores)
