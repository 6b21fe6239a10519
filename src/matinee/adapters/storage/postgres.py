"""PostgreSQL, by URL. It gathers commits by itself, and many may write at once."""

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from matinee.adapters.storage.faults import in_our_words
from matinee.adapters.storage.schema import check_schema
from matinee.adapters.storage.stores import Stores

Tx = TypeVar("Tx")
T = TypeVar("T")

CONNECTIONS = 8
MORE = 8
PATIENCE = 5.0
TRIES = 3
_WORTH_ANOTHER_TRY = {"40001", "40P01"}
"""A serialisation failure and a deadlock: nothing was done, and the same may go well at once."""
_WRITTEN_MEANWHILE = {"23503"}
"""While somebody was erased, another request of theirs wrote a row that points at them. The next try finds it."""


def postgres_engine(url: str) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=MORE,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        connect_args={"timeout": PATIENCE, "command_timeout": 60, "server_settings": {"application_name": "matinee"}},
    )


class PostgresStorage(Generic[Tx]):
    """bind: makes what a piece of work is handed, of the stores over a connection."""

    def __init__(self, url: str, bind: Callable[[Stores], Tx]) -> None:
        self._bind = bind
        self._engine = postgres_engine(url)
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def read(self, work: Callable[[Tx], T], *, long: bool = False) -> T:  # noqa: ARG002  it never blocks here
        with in_our_words():
            async with self._reading.connect() as connection:
                return await connection.run_sync(self._over_stores(work))

    async def write(self, work: Callable[[Tx], T]) -> T:
        return await self._tried(work, again_on=_WORTH_ANOTHER_TRY)

    async def erase(self, work: Callable[[Tx], T]) -> T:
        """None of our files holds anything; the server overwrites dead rows as it vacuums."""
        return await self._tried(work, again_on=_WORTH_ANOTHER_TRY | _WRITTEN_MEANWHILE)

    async def check(self) -> None:
        with in_our_words():
            async with self._reading.connect() as connection:
                await connection.run_sync(check_schema)

    async def close(self) -> None:
        await self._engine.dispose()

    async def _tried(self, work: Callable[[Tx], T], *, again_on: set[str]) -> T:
        with in_our_words():
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
