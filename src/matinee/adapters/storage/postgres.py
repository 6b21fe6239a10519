"""PostgreSQL, by URL. It gathers commits by itself, and many may write at once.

Nobody waits for it longer than a deadline, whatever it does, and while it does not answer nobody waits at all, except
whoever looks whether it is there again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from matinee.adapters.storage.faults import in_our_words, unreachable
from matinee.adapters.storage.schema import check_schema
from matinee.adapters.storage.stores import Stores
from matinee.domain.errors import NoRoom, Overloaded, Unreachable
from matinee.kit.breaker import Breaker

Tx = TypeVar("Tx")
T = TypeVar("T")

CONNECTIONS = 8
MORE = 8
PATIENCE = 3.0
"""Seconds that a connection may take: to be made, or to come free."""
QUICK, WRITING, LONG = 5.0, 20.0, 300.0
"""Seconds within which a piece of work has ended, the wait for a connection included: one that reads, one that writes,
and one that says that it takes long, or erases."""
STATEMENT = 60.0
"""Seconds that a single statement may take."""
FAILURES, PAUSE = 5, 1.0
"""Times in a row that it may not answer before it is left alone, and seconds until one looks again."""
TRIES = 3
_WORTH_ANOTHER_TRY = {"40001", "40P01"}
"""A serialisation failure and a deadlock: nothing was done, and the same may go well at once."""
_WRITTEN_MEANWHILE = {"23503"}
"""While somebody was erased, another request of theirs wrote a row that points at them. The next try finds it."""


INSIST = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
"""A server, a role or a database may be set to acknowledge commits that are not in its log yet. Said after the
connection is made, since a pool between (pgbouncer) refuses such a setting before it."""


def postgres_engine(url: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=MORE,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        connect_args={
            "timeout": PATIENCE,
            "command_timeout": STATEMENT,
            "server_settings": {"application_name": "matinee"},
        },
    )
    event.listen(engine.sync_engine, "connect", _insist)
    return engine


def _insist(raw: Any, record: object) -> None:  # noqa: ARG001  the signature is the event's
    cursor = raw.cursor()
    cursor.execute(INSIST)
    cursor.close()
    raw.commit()


class PostgresStorage(Generic[Tx]):
    """bind: makes what a piece of work is handed, of the stores over a connection."""

    def __init__(self, url: str, bind: Callable[[Stores], Tx]) -> None:
        self._bind = bind
        self._engine = postgres_engine(url)
        self._given_up: set[asyncio.Future[Any]] = set()
        self._breaker = Breaker(failures=FAILURES, pause=PAUSE)
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def read(self, work: Callable[[Tx], T], *, long: bool = False) -> T:
        return await self._asked(lambda: self._read(self._over_stores(work)), within=LONG if long else QUICK)

    async def write(self, work: Callable[[Tx], T]) -> T:
        return await self._asked(lambda: self._tried(work, again_on=_WORTH_ANOTHER_TRY), within=WRITING)

    async def erase(self, work: Callable[[Tx], T]) -> T:
        """None of our files holds anything; the server overwrites dead rows as it vacuums."""
        again_on = _WORTH_ANOTHER_TRY | _WRITTEN_MEANWHILE
        return await self._asked(lambda: self._tried(work, again_on=again_on), within=LONG)

    async def check(self) -> None:
        """Looks whatever was found before, and whoever waits for an answer hears of it too."""
        await self._within(QUICK, lambda: self._read(check_schema))

    async def close(self) -> None:
        if self._given_up:
            await asyncio.wait(self._given_up, timeout=PATIENCE)
        await self._engine.dispose()

    async def _asked(self, ask: Callable[[], Awaitable[T]], *, within: float) -> T:
        if not self._breaker.lets_out():
            raise unreachable("it did not a moment ago")
        return await self._within(within, ask)

    async def _within(self, seconds: float, ask: Callable[[], Awaitable[T]]) -> T:
        with self._breaker.asking(Unreachable, unknown=(Overloaded, NoRoom)), in_our_words():
            return await self._ended(asyncio.ensure_future(ask()), seconds)

    async def _ended(self, asked: asyncio.Future[T], seconds: float) -> T:
        """What became of it; TimeoutError after so long. The driver may take seconds more to give up a connection, and
        nobody waits for that."""
        try:
            await asyncio.wait({asked}, timeout=seconds)
        finally:
            if not asked.done():
                asked.cancel()
                self._given_up.add(asked)
                asked.add_done_callback(self._given_up.discard)
                asked.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        if not asked.done():
            raise TimeoutError
        return asked.result()

    async def _read(self, work: Callable[[Connection], T]) -> T:
        async with self._reading.connect() as connection:
            return await connection.run_sync(work)

    async def _tried(self, work: Callable[[Tx], T], *, again_on: set[str]) -> T:
        for _ in range(TRIES - 1):
            try:
                return await self._once(work)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in again_on:
                    raise
        return await self._once(work)

    async def _once(self, work: Callable[[Tx], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(self._over_stores(work))

    def _over_stores(self, work: Callable[[Tx], T]) -> Callable[[Connection], T]:
        return lambda connection: work(self._bind(Stores(connection)))
