"""Putting the rows of a backup in the place of a database: all of them, or none.

SQLite: into a new file, which then takes the name of the old one. PostgreSQL: in one transaction.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, literal, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from matinee.adapters.storage.faults import in_our_words
from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.personal import Personal
from matinee.adapters.storage.postgres import postgres_engine
from matinee.adapters.storage.rows import REVISIONS, count_on, empty, put_lines, tables_of
from matinee.adapters.storage.schema import bring_to, hold_schema, is_empty, knows, newest_revision, revision_of
from matinee.adapters.storage.search import search_over
from matinee.adapters.storage.tables.accounts import accounts, deletions
from matinee.adapters.storage.tables.all import metadata
from matinee.domain.errors import BadArtifact, Conflict
from matinee.kit.files import flush_to_disk
from matinee.kit.progress import SILENT, Progress, step

BUILDING = ".restoring-"
PRAGMAS = (
    "journal_mode = MEMORY",  # nobody reads the file before it is whole; what fails is thrown away
    "synchronous = OFF",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cache_size = -64000",
)
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid != pg_backend_pid() AND application_name = 'matinee'"
)
USED = "other programs of Matinee use the database"
STOP = "Stop servers, workers and other commands first, then restore"
FULL = "the database is not empty"
REPLACE = "Put the backup in its place with --replace, or name an empty database"


@dataclass(frozen=True)
class Rows:
    """Of one table, as a backup has them. batches: lines, some thousand at a time; raises where they are not whole."""

    columns: tuple[str, ...]
    count: int
    last_id: int | None
    batches: Callable[[], Iterator[list[bytes]]]


@dataclass(frozen=True)
class Refill:
    """What is to be put in the place of what is there. deleted: keys of accounts that are gone, and since when, from
    wherever else they are known. settle: done when all rows are there, right before they take effect."""

    revision: str
    tables: Mapping[str, Rows]
    deleted: Mapping[str, int]
    replace: bool = False
    settle: Callable[[], None] = lambda: None
    progress: Progress = field(default=SILENT)


@dataclass(frozen=True)
class Refilled:
    """replaced: how many keys the ledger of the database had that was there; None where there was none that could be
    read. forgotten: accounts of the backup that were deleted since. deleted: the ledger as it is now."""

    replaced: int | None
    forgotten: int
    deleted: Mapping[str, int]


def refill(place: Path | URL, asked: Refill) -> Refilled:
    """Conflict where somebody uses the database, or where it is not empty and not to be replaced. Whatever is raised,
    the database is as it was."""
    with in_our_words():
        return _into_file(place, asked) if isinstance(place, Path) else asyncio.run(_into_server(place, asked))


def _into_file(path: Path, asked: Refill) -> Refilled:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for stale in path.parent.glob(f".{path.name}{BUILDING}*"):
        stale.unlink()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}{BUILDING}", dir=path.parent)
    fresh = Path(name)
    try:
        with _held(path, replace=asked.replace) as ledger:
            filled = _fresh_file(fresh, asked, ledger)
            os.fsync(handle)
            asked.settle()
            # A journal that is left would be taken for that of the new file.
            for tail in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + tail).unlink(missing_ok=True)
            fresh.replace(path)
            flush_to_disk(path.parent)
        return filled
    finally:
        os.close(handle)
        for left in path.parent.glob(f"{fresh.name}*"):
            left.unlink()


@contextmanager
def _held(path: Path, *, replace: bool) -> Iterator[dict[str, int] | None]:
    """The old file, which nobody else can open until the block ends: its ledger, None where it has none. One that is
    broken has none, and may be replaced."""
    if not path.exists() or path.stat().st_size == 0:
        yield None
        return
    engine = _engine(path, ("busy_timeout = 1000",))
    try:
        with engine.connect() as connection:
            try:
                ledger, full = _taken(connection)
            except DatabaseError as error:
                if "locked" in str(error.orig):
                    raise Conflict(USED, where=str(path), remedy=STOP) from error
                if isinstance(error, OperationalError):
                    raise
                ledger, full = None, True
            if full and not replace:
                raise Conflict(FULL, where=str(path), remedy=REPLACE)
            yield ledger
    finally:
        engine.dispose()


def _taken(connection: Connection) -> tuple[dict[str, int] | None, bool]:
    """Nobody else can have a file open while its journal is given up, so that this tells of idle ones too."""
    connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    connection.exec_driver_sql("PRAGMA locking_mode = EXCLUSIVE")
    connection.exec_driver_sql("BEGIN EXCLUSIVE")
    return ledger_of(connection), _holds_rows(connection, revision_of(connection))


def _fresh_file(path: Path, asked: Refill, ledger: dict[str, int] | None) -> Refilled:
    engine = _engine(path, PRAGMAS)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            filled = _fill(connection, asked, ledger)
            stray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if stray is not None:
                raise BadArtifact(f"a row of '{stray[0]}' belongs to one of '{stray[2]}' that is not in the backup")
        if filled.forgotten:
            with engine.connect() as connection:
                connection.exec_driver_sql("VACUUM")  # what was moved within the file is in its gaps otherwise
    finally:
        engine.dispose()
    return filled


def _engine(path: Path, pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, record: object) -> None:  # noqa: ARG001  the signature is the event's
        raw.isolation_level = None
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    return engine


async def _into_server(place: URL, asked: Refill) -> Refilled:
    engine = postgres_engine(place.render_as_string(hide_password=False))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_in_place, asked)
    finally:
        await engine.dispose()


def _in_place(connection: Connection, asked: Refill) -> Refilled:
    hold_schema(connection)
    if connection.execute(OTHERS).scalar_one():
        raise Conflict(USED, remedy=STOP)
    ledger = _cleared(connection, replace=asked.replace) if not is_empty(connection) else None
    filled = _fill(connection, asked, ledger)
    connection.exec_driver_sql("ANALYZE")
    asked.settle()
    return filled


def _cleared(connection: Connection, *, replace: bool) -> dict[str, int]:
    """The ledger of what was there; its tables are gone."""
    revision = revision_of(connection)
    if revision is None or not knows(revision):
        raise Conflict(
            "the database has tables that are not those of this version, nor of an older one",
            remedy="Name an empty database, or remove them yourself",
        )
    if _holds_rows(connection, revision) and not replace:
        raise Conflict(FULL, remedy=REPLACE)
    ledger = ledger_of(connection) or {}
    names = [*(table.name for table in tables_of(connection, revision)), REVISIONS]
    connection.exec_driver_sql("DROP TABLE " + ", ".join(f'"{name}"' for name in names))
    return ledger


def _fill(connection: Connection, asked: Refill, ledger: dict[str, int] | None) -> Refilled:
    bring_to(connection, asked.revision)
    tables = tables_of(connection, asked.revision)
    other = {table.name for table in tables} ^ asked.tables.keys()
    if other:
        raise BadArtifact(f"its tables are not those of revision {asked.revision}: {', '.join(sorted(other))}")
    empty(connection, tables)
    asked.progress.start("restoring rows", sum(rows.count for rows in asked.tables.values()))
    try:
        for table in tables:
            _put(connection, table, asked.tables[table.name], asked.progress)
    finally:
        asked.progress.finish()
    with step("bringing everything up to date", progress=asked.progress):
        if asked.revision != newest_revision():
            bring_to(connection, "head")
        forgotten = _forget(connection, {**asked.deleted, **(ledger or {})})
        search_over(connection).rebuild()
        for table in metadata.sorted_tables:
            rows = asked.tables.get(table.name)
            count_on(connection, table, (rows and rows.last_id) or 0)
    return Refilled(None if ledger is None else len(ledger), forgotten, ledger_of(connection) or {})


def _put(connection: Connection, table: Table, rows: Rows, progress: Progress) -> None:
    missing = set(rows.columns) ^ set(table.columns.keys())
    if missing:
        raise BadArtifact(f"its columns of '{table.name}' are not those of the revision: {', '.join(sorted(missing))}")
    for lines in rows.batches():
        put_lines(connection, table, rows.columns, lines)
        progress.advance(len(lines))


def _forget(connection: Connection, deleted: Mapping[str, int]) -> int:
    """How many accounts were there that are in the ledger."""
    people = connection.execute(select(accounts.c.id, accounts.c.key)).all()
    gone = [(number, key) for number, key in people if key in deleted]
    for number, key in gone:
        Personal(connection).erase(number, key=key, at=deleted[key])
    if deleted:
        asked = insert_into(connection, deletions).on_conflict_do_nothing(index_elements=["key"])
        connection.execute(asked, [{"key": key, "at": at} for key, at in deleted.items()])
    return len(gone)


def ledger_of(connection: Connection) -> dict[str, int] | None:
    """None where there is no such table."""
    return Personal(connection).ledger() if inspect(connection).has_table(deletions.name) else None


def _holds_rows(connection: Connection, revision: str | None) -> bool:
    tables = tables_of(connection, revision or "")
    return any(connection.execute(select(literal(1)).select_from(table).limit(1)).first() for table in tables)
