"""A server of PostgreSQL of its own, whose processes can all be killed at once, and which comes up again."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import URL

from matinee.adapters.storage.open import upgrade
from tests.fixtures.databases import connected, execute
from tests.fixtures.processes import end, make_cluster, run_cluster
from tests.reliability.furnishing import plain
from tests.reliability.houses import gone

KEEPS = ("fsync=on", "full_page_writes=on")
HURRIES = ("synchronous_commit=off", "wal_writer_delay=10s")
"""Acknowledges before anything is in its log, and puts it there seconds later. Whoever wants it earlier must say so."""


@dataclass
class Cluster:
    folder: Path
    pid: int

    @property
    def place(self) -> URL:
        port = int((self.folder / "port").read_text())
        return URL.create("postgresql+asyncpg", username="matinee", host="127.0.0.1", port=port, database="films")

    def kill(self) -> None:
        """Every process of it, without warning. The first of them stands still meanwhile: it can neither tell the
        others nor start new ones."""
        os.kill(self.pid, signal.SIGSTOP)
        family = [*children(self.pid), self.pid]
        for one in family:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        for one in family:
            gone(one)

    def start(self) -> None:
        """Returns once it has read its log and answers."""
        self.pid = run_cluster(self.folder, *KEEPS, *HURRIES)
        asyncio.run(_answers(self.place))


@contextmanager
def standing_cluster() -> Iterator[Cluster]:
    """With a database of all tables and no rows, that keeps what is in its log, and hurries unless it is told not to.
    Its folder is none of a test's: it runs as another user where the tests are root's."""
    with TemporaryDirectory(prefix="matinee-cluster-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        make_cluster(folder)
        cluster = Cluster(folder, run_cluster(folder, *KEEPS, *HURRIES))
        try:
            asyncio.run(execute(cluster.place.set(database="postgres"), "CREATE DATABASE films"))
            asyncio.run(upgrade(cluster.place))
            yield cluster
        finally:
            end(cluster.pid, signal.SIGQUIT)


def children(pid: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(place.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(place.parent.name))
    return found


async def _answers(place: URL) -> None:
    await (await connected(plain(place))).close()
