"""One thread that writes to SQLite for everybody in the process: many pieces of work, one commit.

A durable commit is a wait for the disk. Done for each piece of work alone it bounds a service to a few hundred writes a
second; here whatever has come together while the disk was busy shares the next wait. Each piece stands under a
savepoint of its own, so that one that fails takes nothing of the others with it, and none is answered before the
commit.

Where another process writes, this one looks for the lock again every millisecond. SQLite's own way of waiting sleeps
longer each time, up to a tenth of a second, and misses the moments between two commits of somebody who writes on and
on; decision 0013 has the figures.
"""

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from matinee.adapters.storage.faults import in_our_words
from matinee.domain.errors import MatineeError, Overloaded, Unreachable

WAITING = 4096
TOGETHER = 256
LOCKED, LOOK = 5.0, 0.001
"""Seconds for which another process may hold the lock, and between two looks for it."""
PATIENCE = 10.0
"""Seconds for which the journal is tried to be emptied while somebody reads."""
PRIMARY = 0xFF
"""Of a code of SQLite that says more closely what is wrong."""
FREE = "Make room on the disk; the next deletion does it again"
BUSY = "The next deletion does it again"


@dataclass(slots=True)
class Job:
    """A piece of work on its way. scrub: the journal is to be emptied before it is answered."""

    work: Callable[[Connection], Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any]
    scrub: bool = False
    result: Any = None
    fault: BaseException | None = None


class Writer:
    def __init__(self, engine: Engine, *, waiting: int = WAITING, together: int = TOGETHER) -> None:
        self._connection = engine.connect()
        raw: Any = self._connection.connection.driver_connection
        raw.execute("PRAGMA busy_timeout = 0")  # it waits in its own way
        self._together = together
        self._queue: queue.Queue[Job | None] = queue.Queue(waiting)
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="matinee-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], Any], *, scrub: bool = False) -> asyncio.Future[Any]:
        """A future for what `work` returns, which comes once it is on the disk."""
        loop = asyncio.get_running_loop()
        job = Job(work, loop, loop.create_future(), scrub)
        if self._closed:
            raise Overloaded("the service is closing", retry_after=5)
        try:
            self._queue.put_nowait(job)
        except queue.Full:
            raise Overloaded("too many writes are waiting for the disk") from None
        return job.answer

    def close(self) -> None:
        """Writes what waits, then ends the thread."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        with self._connection as connection:
            last = False
            while not last:
                batch, last = self._next_batch()
                if batch:
                    self._commit(connection, batch)
                    self._answer(batch)

    def _next_batch(self) -> tuple[list[Job], bool]:
        """What waits, and whether it was the last."""
        batch: list[Job] = []
        job = self._queue.get()
        while job is not None:
            batch.append(job)
            if len(batch) == self._together:
                return batch, False
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True

    def _commit(self, connection: Connection, batch: Sequence[Job]) -> None:
        """Every job has a result or a fault afterwards, and a result only if it is on the disk."""
        raw: Any = connection.connection.driver_connection
        try:
            with in_our_words():
                _patiently(raw, "BEGIN IMMEDIATE")
                for job in batch:
                    self._do(connection, raw, job)
                connection.commit()
                raw.commit()
        except BaseException as error:  # noqa: BLE001  whatever it is, those who wait must be told
            connection.rollback()
            raw.rollback()
            for job in batch:
                job.fault = job.fault or error
            return
        if any(job.scrub for job in batch):
            self._scrub(raw, [job for job in batch if job.scrub])

    def _do(self, connection: Connection, raw: Any, job: Job) -> None:
        raw.execute("SAVEPOINT job")
        try:
            job.result = job.work(connection)
            raw.execute("RELEASE job")
        except BaseException as error:
            job.fault = error
            if not raw.in_transaction:
                # A full disk, for one, ends the whole transaction: what came before in it is lost too.
                raise
            raw.execute("ROLLBACK TO job")
            raw.execute("RELEASE job")

    def _scrub(self, raw: Any, jobs: Sequence[Job]) -> None:
        """Writes the file anew, and empties the journal.

        Secure deletion overwrites the rows that are deleted, but not the copies that SQLite leaves in the gaps of pages
        when it moves rows from one to another: of 1,500 people deleted from among others, seven could still be found.
        The journal holds pages as they were; to empty it means to wait for whoever reads an older state.
        """
        try:
            _patiently(raw, "VACUUM")
        except sqlite3.Error as error:
            _give(jobs, Unreachable(f"it is deleted, but the file could not be written anew ({error})", remedy=FREE))
            return
        end = time.monotonic() + PATIENCE
        while raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > end:
                _give(jobs, Overloaded("it is deleted, but the journal could not be emptied yet", remedy=BUSY))
                return
            time.sleep(0.01)

    def _answer(self, batch: Sequence[Job]) -> None:
        """One call into each event loop, however many jobs it waits for."""
        for loop in {job.loop for job in batch}:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, [job for job in batch if job.loop is loop])


def _patiently(raw: Any, statement: str) -> None:
    """Once no other process holds the lock. sqlite3.OperationalError where one holds it for too long."""
    end = time.monotonic() + LOCKED
    while True:
        try:
            raw.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(LOOK)
        else:
            return


def _give(jobs: Sequence[Job], fault: MatineeError) -> None:
    for job in jobs:
        job.fault = job.fault or fault


def _settle(jobs: Sequence[Job]) -> None:
    for job in jobs:
        if job.answer.done():
            continue
        if job.fault is not None:
            job.answer.set_exception(job.fault)
        else:
            job.answer.set_result(job.result)
