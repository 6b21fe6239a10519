"""The migrations make exactly the tables that the code knows, on both databases."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Column, Connection, Integer, MetaData, text
from sqlalchemy.engine import make_url

from matinee.adapters.storage.open import Place, open_storage, place_of, prepare, upgrade
from matinee.adapters.storage.schema import newest_revision
from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.tables.all import metadata
from matinee.adapters.storage.tables.search import made_by_hand
from matinee.domain.errors import BadConfig, BehindDatabase
from tests.fixtures.databases import AnyStorage, execute


def differences(connection: Connection, tables: MetaData = metadata) -> list:
    opts = {"compare_type": True, "include_object": lambda _, name, *__: not made_by_hand(name)}
    context = MigrationContext.configure(connection, opts=opts)
    return compare_metadata(context, tables)


async def test_the_newest_revision_has_the_tables_of_the_code(storage: AnyStorage) -> None:
    assert await storage.read(lambda stores: differences(stores.connection)) == []


async def test_a_table_or_column_without_a_migration_is_caught(storage: AnyStorage) -> None:
    other = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(other)
    other.tables["audit"].append_column(Column("planted", Integer))
    found = await storage.read(lambda stores: differences(stores.connection, other))
    assert [one[0] for one in found] == ["add_column"]


async def test_an_empty_database_is_prepared_once(tmp_path: Path) -> None:
    place = tmp_path / "home" / "matinee.db"
    assert await prepare(place) is True
    assert await prepare(place) is False
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700


async def test_two_that_upgrade_at_once_do_not_meet(postgres_server: URL, tmp_path: Path) -> None:
    await execute(postgres_server, "CREATE DATABASE upgraded_twice")
    for place in (postgres_server.set(database="upgraded_twice"), tmp_path / "matinee.db"):
        outcomes = await asyncio.gather(upgrade(place), upgrade(place), upgrade(place))
        assert sorted(str(before) for before, _ in outcomes) == [newest_revision(), newest_revision(), "None"]


async def test_a_database_that_is_behind_is_refused_with_what_to_do(tmp_path: Path) -> None:
    place = tmp_path / "matinee.db"
    storage = open_storage(place, lambda stores: stores)
    with pytest.raises(BehindDatabase, match="matinee db upgrade"):
        await storage.check()
    await storage.close()


async def test_a_database_of_a_newer_version_is_refused(place: Place) -> None:
    def newer(stores: Stores) -> None:
        stores.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    def known(stores: Stores) -> None:
        asked = text("UPDATE alembic_version SET version_num = :known")
        stores.connection.execute(asked, {"known": newest_revision()})

    storage = open_storage(place, lambda stores: stores)
    await storage.write(newer)
    try:
        with pytest.raises(BehindDatabase, match="does not know"):
            await storage.check()
        with pytest.raises(BehindDatabase, match="does not know"):
            await upgrade(place)
    finally:
        await storage.write(known)
        await storage.close()


@pytest.mark.parametrize("url", ["mysql://host/name", "postgresql://host", "no url at all", "sqlite:///x.db", ""])
def test_what_names_no_database_of_ours_is_refused_without_being_repeated(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="MATINEE_DATABASE") as refused:
        place_of(url, home=tmp_path)
    assert not url or url not in str(refused.value)


def test_a_url_of_postgresql_may_name_any_driver_and_sqlite_needs_none(tmp_path: Path) -> None:
    for url in ("postgresql://ana:pw@db:5432/films", "postgresql+psycopg://ana:pw@db:5432/films"):
        assert place_of(url, home=tmp_path) == make_url("postgresql+asyncpg://ana:pw@db:5432/films")
    assert place_of(None, home=tmp_path) == tmp_path / "matinee.db"
