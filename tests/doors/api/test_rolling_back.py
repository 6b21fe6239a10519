"""L9: one command, without a database, goes back, and every worker of a server that trains nothing follows."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from matinee.domain.errors import Unreachable
from matinee.kit.clock import now
from matinee.ops.registry.registry import COMMAND_LINE, Registry
from tests.fixtures.faulty_server import serving_with
from tests.fixtures.loop import Notes
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made
from tests.fixtures.running import Running, environment, serving, wait_until
from tests.fixtures.workers import told_by_each, workers_of

ASKED = "/api/v1/recommendations"
TWO_WORKERS = ("--workers", "2")
PATIENCE, TIMES = 60.0, 10
NOT_FOLLOWED = 5.0
"""Seconds after the first in which any other worker would have followed."""
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/away"


@dataclass
class Room:
    """A server over what the cinema has, that trains nothing; and somebody who asks it."""

    home: Path
    server: Running
    workers: set[int]
    token: str

    async def versions(self) -> dict[int, str]:
        """By worker."""
        told = await told_by_each(self.server, ASKED, self.workers, Authorization=self.token)
        return {pid: said["model_version"] for pid, said in told.items()}

    async def follows(self, version: str, *, within: float = PATIENCE) -> float | None:
        """Seconds until every worker answers with it; None where not all do."""
        begun = time.monotonic()
        while (asked := time.monotonic()) < begun + within:
            if set((await self.versions()).values()) == {version}:
                return asked - begun
            await asyncio.sleep(0.05)
        return None

    async def command(self, *words: str) -> None:
        """By somebody who has the home, and no database."""
        there = environment(self.home, database=NO_DATABASE)
        made = [sys.executable, "-m", "matinee", "versions", *words]
        done = await asyncio.to_thread(
            subprocess.run, made, env=there, cwd=self.home.parent, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture
async def asker(cinema: Cinema) -> str:
    ana = await cinema.house.program()
    await cinema.rate(ana, *range(1, 7))
    return ana.headers["Authorization"]


def stands(server: Running) -> bool:
    try:
        ready = httpx.get(f"{server.url}/api/v1/health/ready", timeout=5.0).status_code == 200
    except httpx.TransportError:
        return False
    return ready and len(workers_of(server)) == 2


@pytest.fixture
async def room(cinema: Cinema, asker: str, redis_url: str) -> AsyncIterator[Room]:
    with serving(cinema.house.home, *TWO_WORKERS, redis=redis_url, rate_limit="0", jobs="worker") as server:
        await asyncio.to_thread(wait_until, lambda: stands(server))
        yield Room(cinema.house.home, server, workers_of(server), asker)
        server.stop()


async def test_one_command_goes_back_and_every_worker_follows(room: Room, made_release: Made) -> None:
    assert set((await room.versions()).values()) == {made_release.first}
    await room.command("promote", made_release.second)
    assert await room.follows(made_release.second) is not None
    begun = now()
    await room.command("rollback", "--why", "complaints")
    assert await room.follows(made_release.first) is not None
    last = Registry(room.home / "models" / "main").history()[-1]
    assert (last.what, last.by, last.why) == ("rolled back", COMMAND_LINE, "complaints")
    assert (last.about, last.champion) == (made_release.second, made_release.first)
    assert begun <= last.at <= now()


async def test_a_worker_that_does_not_follow_would_be_seen(
    cinema: Cinema, asker: str, redis_url: str, made_release: Made
) -> None:
    faulty = serving_with(
        "one_worker_never_looks", cinema.house.home, *TWO_WORKERS, redis=redis_url, rate_limit="0", jobs="worker"
    )
    with faulty as server:
        await asyncio.to_thread(wait_until, lambda: stands(server))
        room = Room(cinema.house.home, server, workers_of(server), asker)
        await room.command("promote", made_release.second)
        while made_release.second not in (await room.versions()).values():
            await asyncio.sleep(0.05)
        assert await room.follows(made_release.second, within=NOT_FOLLOWED) is None
        server.stop()


async def test_a_house_whose_database_was_away_meanwhile_follows_when_it_is_back(
    cinema: Cinema, made_release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = Registry(cinema.house.home / "models" / "main")
    registry.promote(made_release.second, by="somebody", why="it is better")
    await cinema.looked_again()

    async def away(*_: object, **__: object) -> None:
        raise Unreachable("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(cinema.house.service.storage, "read", away)
        registry.roll_back(by="somebody", why="complaints")
        with pytest.raises(Unreachable):
            await cinema.looked_again()
    standing = await cinema.looked_again()
    assert standing.bound is not None
    assert standing.bound.release.version == made_release.first


@pytest.mark.loop
@pytest.mark.timeout(3600)
async def test_every_worker_follows_within_seconds(room: Room, made_release: Made, notes: Notes) -> None:
    """From when the command is given to when those were asked who all answered so."""
    found, chance = [], notes.chance()
    for _ in range(TIMES):
        await room.command("promote", made_release.second)
        assert await room.follows(made_release.second) is not None
        await asyncio.sleep(2 * float(chance.random()))
        begun = time.monotonic()
        await room.command("rollback", "--why", "complaints")
        commanded = time.monotonic() - begun
        followed = await room.follows(made_release.first)
        assert followed is not None
        found.append((commanded, followed))
    told = "a rollback by the command line, two workers"
    commanded, followed = (max(column) for column in zip(*found, strict=True))
    notes.check("L9", f"{told}: seconds of the command itself, at most", commanded, trials=TIMES)
    notes.check("L9", f"{told}: seconds after it until all workers follow, at most", followed, trials=TIMES, high=5)
    slowest = max(sum(one) for one in found)
    notes.check("L9", f"{told}: seconds of both together, at most", slowest, trials=TIMES, high=5)
