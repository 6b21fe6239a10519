"""One thread writes for many: durable before it is said, several at one commit, and bounded."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from matinee.adapters.storage import writer
from matinee.adapters.storage.open import open_storage, upgrade
from matinee.adapters.storage.sqlite import SqliteStorage, sqlite_engine
from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.writer import Writer
from matinee.domain.errors import Overloaded

KILLS = (0.07, 0.23)
"""Seconds after the first answer."""
ACKNOWLEDGING = """
import asyncio, sys, time
from pathlib import Path
from matinee.adapters.storage import writer
from matinee.adapters.storage.open import open_storage

if "--answer-too-early" in sys.argv:
    commit = writer.Writer._commit
    def early(self, connection, batch):
        self._answer(batch)
        time.sleep(0.1)  # a slow disk
        commit(self, connection, batch)
    writer.Writer._commit = early

async def write(storage, client):
    number = 0
    while True:
        name = f"{client}-{number}"
        await storage.write(lambda stores: stores.audit.note(name, 1))
        print(name, flush=True)
        number += 1

async def main():
    storage = open_storage(Path(sys.argv[1]), lambda stores: stores)
    await asyncio.gather(*(write(storage, client) for client in range(8)))

asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "matinee.db"
    asyncio.run(upgrade(place))
    return place


def killed_while_writing(path: Path, *more: str, after: float) -> list[str]:
    """What a process said was written before it was killed without warning."""
    command = [sys.executable, "-c", ACKNOWLEDGING, str(path), *more]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert running.stdout is not None
    first = running.stdout.readline()
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    rest = running.stdout.read().splitlines(keepends=True)
    running.wait()
    running.stdout.close()
    return [line.strip() for line in (first, *rest) if line.endswith("\n")]


def kept(path: Path) -> set[str]:
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = {row[0] for row in raw.execute("SELECT action FROM audit")}
    raw.close()
    return found


def test_what_was_acknowledged_survives_a_kill(path: Path) -> None:
    for after in KILLS:
        said = killed_while_writing(path, after=after)
        assert said
        assert set(said) - kept(path) == set()
        with sqlite3.connect(path) as raw:
            raw.execute("DELETE FROM audit")
        raw.close()


def test_a_writer_that_answers_before_the_commit_is_caught(path: Path) -> None:
    said = killed_while_writing(path, "--answer-too-early", after=0.05)
    assert set(said) - kept(path)


async def test_every_connection_waits_for_the_disk_and_overwrites_what_is_deleted(path: Path) -> None:
    """A kill of the process does not show whether the disk was waited for: only the settings do."""
    for reads in (False, True):
        engine = sqlite_engine(path, reads=reads)
        with engine.connect() as connection:
            told = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store", "query_only")
            }
        engine.dispose()
        full, memory = 2, 2
        assert told == {
            "journal_mode": "wal",
            "synchronous": full,
            "secure_delete": 1,
            "foreign_keys": 1,
            "temp_store": memory,
            "query_only": int(reads),
        }


async def test_what_comes_together_is_committed_together(path: Path) -> None:
    storage = open_storage(path, lambda stores: stores)
    assert isinstance(storage, SqliteStorage)
    commits = []
    commit = storage._writer._commit
    storage._writer._commit = lambda connection, batch: (commits.append(len(batch)), commit(connection, batch))[1]
    await asyncio.gather(*(storage.write(lambda stores: stores.audit.note("x", 1)) for _ in range(200)))
    assert sum(commits) == 200
    assert len(commits) < 20
    await storage.close()


async def test_more_than_may_wait_is_refused_at_once(path: Path) -> None:
    engine = sqlite_engine(path)
    bounded = Writer(engine, waiting=2)
    held, running = threading.Event(), threading.Event()

    def hold(connection: object) -> None:
        running.set()
        held.wait(10)

    first = bounded.submit(hold)
    await asyncio.to_thread(running.wait, 10)
    waiting = [bounded.submit(lambda connection: 1) for _ in range(2)]
    with pytest.raises(Overloaded, match="too many writes"):
        bounded.submit(lambda connection: 1)
    held.set()
    assert await asyncio.gather(first, *waiting) == [None, 1, 1]
    bounded.close()
    engine.dispose()


async def test_a_database_that_another_program_holds_is_said_to_be_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LOCKED", 0.05)
    storage = open_storage(path, lambda stores: stores)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Overloaded, match="busy"):
        await storage.write(lambda stores: stores.audit.note("x", 1))
    other.execute("ROLLBACK")
    other.close()
    await storage.write(lambda stores: stores.audit.note("x", 1))
    await storage.close()


async def test_the_lock_is_looked_for_again_and_again_while_another_program_writes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program lets go at the third pause of this one; were SQLite left to wait in its own way, this
    one would never pause, and the other never end."""
    storage = open_storage(path, lambda stores: stores)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    paused: list[float] = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 3:
            other.execute("ROLLBACK")

    monkeypatch.setattr(writer, "LOCKED", 4)  # less than SQLite would wait in its own way
    monkeypatch.setattr(writer.time, "sleep", pause)
    await storage.write(lambda stores: stores.audit.note("x", 1))
    assert paused == [writer.LOOK] * 3
    other.close()
    await storage.close()


async def test_when_the_whole_transaction_is_lost_everybody_in_it_is_told(path: Path) -> None:
    """A full disk ends it beneath the savepoints; whoever came before in it must not be told that all went well."""
    storage = open_storage(path, lambda stores: stores)

    def lose(stores: Stores) -> None:
        raw = stores.connection.connection.driver_connection
        assert raw is not None
        raw.execute("ROLLBACK")
        raise OSError("the disk is full")

    answers = await asyncio.gather(
        storage.write(lambda stores: stores.audit.note("before", 1)),
        storage.write(lose),
        storage.write(lambda stores: stores.audit.note("behind", 1)),
        return_exceptions=True,
    )
    kept_now = kept(path)
    assert all(
        isinstance(answer, Exception) == (name not in kept_now)
        for answer, name in zip(answers[::2], ("before", "behind"), strict=True)
    )
    assert isinstance(answers[1], OSError)
    await storage.write(lambda stores: stores.audit.note("afterwards", 1))
    assert "afterwards" in kept(path)
    await storage.close()
