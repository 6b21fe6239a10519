"""SQLite: one file, durable, written by one thread and read beside it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event

from matinee.adapters.storage.faults import in_our_words
from matinee.adapters.storage.schema import check_schema
from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.writer import Writer

Tx = TypeVar("Tx")
T = TypeVar("T")

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit is on the disk before anybody hears of it
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten
    "busy_timeout = 5000",
    "temp_store = MEMORY",  # no temporary files that could keep what was deleted
    "trusted_schema = OFF",
)
MEMORY_PAGES = "cache_size = -16000"  # KiB, for each connection


def sqlite_engine(path: Path, *, reads: bool = False) -> Engine:
    """Transactions are begun by hand: Python's driver would begin them late, and not at all before a savepoint."""
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, record: object) -> None:  # noqa: ARG001  the signature is the event's
        raw.isolation_level = None
        for pragma in (*PRAGMAS, MEMORY_PAGES, *(("query_only = ON",) if reads else ())):
            raw.execute(f"PRAGMA {pragma}")

    return engine


class SqliteStorage(Generic[Tx]):
    """bind: makes what a piece of work is handed, of the stores over a connection.

    Short reads are done where they are asked for, on the thread of the event loop: a hop to another thread and back
    takes longer than the read itself. Long ones go to a thread.
    """

    def __init__(self, path: Path, bind: Callable[[Stores], Tx]) -> None:
        make_private(path)
        self._bind = bind
        self._writing = sqlite_engine(path)
        self._reading = sqlite_engine(path, reads=True)
        with in_our_words():
            self._writer = Writer(self._writing)
            self._here = self._reading.connect()
            self._here.rollback()

    async def read(self, work: Callable[[Tx], T], *, long: bool = False) -> T:
        if long:
            return await asyncio.to_thread(self._read_elsewhere, work)
        return self._read(self._here, work)

    async def write(self, work: Callable[[Tx], T]) -> T:
        return await self._writer.submit(self._over_stores(work))

    async def erase(self, work: Callable[[Tx], T]) -> T:
        return await self._writer.submit(self._over_stores(work), scrub=True)

    async def check(self) -> None:
        with in_our_words():
            try:
                check_schema(self._here)
            finally:
                self._here.rollback()

    async def close(self) -> None:
        await asyncio.to_thread(self._writer.close)
        self._here.close()
        self._reading.dispose()
        self._writing.dispose()

    def _read_elsewhere(self, work: Callable[[Tx], T]) -> T:
        with self._reading.connect() as connection:
            return self._read(connection, work)

    def _read(self, connection: Connection, work: Callable[[Tx], T]) -> T:
        raw: Any = connection.connection.driver_connection
        with in_our_words():
            try:
                raw.execute("BEGIN")
                return self._over_stores(work)(connection)
            finally:
                connection.rollback()
                raw.rollback()

    def _over_stores(self, work: Callable[[Tx], T]) -> Callable[[Connection], T]:
        return lambda connection: work(self._bind(Stores(connection)))


def make_private(path: Path) -> None:
    """The file and its folder, for nobody but the user that runs the service."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=True)
