"""Which database a URL means, and opening it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from matinee.adapters.storage.faults import in_our_words
from matinee.adapters.storage.postgres import PostgresStorage, postgres_engine
from matinee.adapters.storage.schema import is_empty, upgrade_schema
from matinee.adapters.storage.sqlite import SqliteStorage, make_private, sqlite_engine
from matinee.adapters.storage.stores import Stores
from matinee.domain.errors import BadConfig, BadInput

Tx = TypeVar("Tx")
T = TypeVar("T")

Place = Path | URL
"""A file of SQLite, or a database of PostgreSQL."""


def place_of(url: str | None, *, home: Path) -> Place:
    """BadConfig where the URL is none of PostgreSQL's. Says nothing of what stands in it: there may be a password."""
    if url is None:
        return home / "matinee.db"
    try:
        made = make_url(url)
    except ArgumentError:
        raise _no_database() from None
    if made.get_backend_name() != "postgresql" or not made.database:
        raise _no_database()
    return made.set(drivername="postgresql+asyncpg")


def open_storage(place: Place, bind: Callable[[Stores], Tx]) -> SqliteStorage[Tx] | PostgresStorage[Tx]:
    if isinstance(place, Path):
        return SqliteStorage(place, bind)
    return PostgresStorage(place.render_as_string(hide_password=False), bind)


def read_cut(place: Place, work: Callable[[Connection], T]) -> T:
    """What `work` finds, all of one moment, whatever is written meanwhile. BadInput where there is no database.

    Not to be called from an event loop.
    """
    with in_our_words():
        if isinstance(place, Path):
            return _read_file(place, work)
        return asyncio.run(_read_server(place, work))


async def _read_server(place: URL, work: Callable[[Connection], T]) -> T:
    engine = postgres_engine(place.render_as_string(hide_password=False))
    one_moment = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        async with one_moment.connect() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _read_file(path: Path, work: Callable[[Connection], T]) -> T:
    """The journal grows while it is read, and a deletion that waits for the journal cannot empty it: this does."""
    check_made(path)
    engine = sqlite_engine(path)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            found = work(connection)
            connection.rollback()
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    return found


def check_made(place: Place) -> None:
    """BadInput where there is no database: for those who only look, and must make none. A server is not asked."""
    if isinstance(place, Path) and not place.is_file():
        raise BadInput("there is no database", where=str(place), remedy="Look at MATINEE_HOME and MATINEE_DATABASE")


async def upgrade(place: Place) -> tuple[str | None, str]:
    """Brings the tables to those of this version: the revision before, None for an empty database, and after."""
    return await _changed(place, upgrade_schema)


async def prepare(place: Place) -> bool:
    """Makes the tables of an empty database; says whether it was. One with tables is left as it is."""
    return await _changed(place, lambda connection: is_empty(connection) and upgrade_schema(connection)[0] is None)


async def _changed(place: Place, change: Callable[[Connection], T]) -> T:
    with in_our_words():
        if isinstance(place, Path):
            return await asyncio.to_thread(_changed_file, place, change)
        engine = postgres_engine(place.render_as_string(hide_password=False))
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(change)
        finally:
            await engine.dispose()


def _changed_file(path: Path, change: Callable[[Connection], T]) -> T:
    make_private(path)
    engine = sqlite_engine(path)
    try:
        with engine.begin() as connection:
            return change(connection)
    finally:
        engine.dispose()


def _no_database() -> BadConfig:
    return BadConfig(
        "this names no database of PostgreSQL",
        where="MATINEE_DATABASE",
        remedy="Write it as postgresql://user:password@host:5432/name, or leave it out for SQLite",
    )
