"""L6 in long: two hundred changes of version while a server in a process of its own is asked 200 times a second."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from matinee.ops.registry.registry import Registry
from tests.fixtures.faulty_server import serving_with
from tests.fixtures.loop import Notes
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made
from tests.fixtures.running import Running, serving
from tests.fixtures.service import PASSWORD

RATE = 200.0
"""Requests a second, by the clock and not by the answers."""
STILL = 200.0
"""Seconds for which nothing is changed. By then the caches of the database are as full as they get, so that what memory
grows by afterwards is of the swaps."""
SWAPS, ROUNDS, PAUSE = 200, 10, 20.0
"""Before each round of swaps nothing is changed for so many seconds: what a machine does besides falls on both."""
FOLLOWED = 30.0
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Crowd:
    """People whom the two versions answer otherwise. expected: by version and person, what each shows. seconds: from
    when a request was due to its answer."""

    clients: list[httpx.AsyncClient]
    expected: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    latest: str = ""
    asked: int = 0

    async def ask(self, until: asyncio.Event) -> None:
        begun, before, waiting = time.monotonic(), self.asked, set()
        while not until.is_set():
            due = begun + (self.asked - before) / RATE
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            task = asyncio.create_task(self._one(self.asked % len(self.clients), due))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            self.asked += 1
        await asyncio.gather(*waiting)

    async def _one(self, person: int, due: float) -> None:
        answer = await self.clients[person].get("/recommendations")
        self.seconds.append(time.monotonic() - due)
        if answer.status_code != 200:
            self.faults.append(f"status {answer.status_code}: {answer.text}")
            return
        said = answer.json()
        self.latest = said["model_version"]
        if shown(said) != self.expected.get((self.latest, person)):
            self.faults.append(f"{self.latest} does not show that to {person}: {said}")

    def p99(self) -> float:
        """Of what was asked since it was asked for last."""
        found, self.seconds = float(np.quantile(self.seconds, 0.99)), []
        return found


def shown(said: dict[str, Any]) -> list[Any]:
    return [said["model"], said["source"], *(item["id"] for item in said["items"])]


async def followed(client: httpx.AsyncClient, version: str) -> None:
    end = time.monotonic() + FOLLOWED
    while (await client.get("/recommendations")).json()["model_version"] != version:
        assert time.monotonic() < end, f"the server did not follow to {version}"
        await asyncio.sleep(0.05)


async def swapped(crowd: Crowd, registry: Registry, made: Made, times: int) -> None:
    """Each once the server has followed the one before."""
    for place in range(times):
        version = made.second if place % 2 == 0 else made.first
        await asyncio.to_thread(registry.promote, version, by="a test", why="on and on")
        end = time.monotonic() + FOLLOWED
        while crowd.latest != version:
            assert time.monotonic() < end, f"the server did not follow to {version}"
            await asyncio.sleep(0.02)


@pytest.fixture
async def server(cinema: Cinema, request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    """Over what the cinema has, with a fault where the test names one; it keeps no answers, so that each is made."""
    fault, home, settings = (
        getattr(request, "param", None),
        cinema.house.home,
        {"rate_limit": "0", "answer_seconds": "0"},
    )
    with serving(home, **settings) if fault is None else serving_with(fault, home, **settings) as running:
        yield running


@pytest.fixture
async def crowd(cinema: Cinema, server: Running, made_release: Made) -> AsyncIterator[Crowd]:
    registry = Registry(cinema.house.home / "models" / "main")
    async with AsyncExitStack() as stack:
        made = Crowd([])
        for person in range(4):
            client = httpx.AsyncClient(base_url=f"{server.url}/api/v1", timeout=30.0)
            made.clients.append(await stack.enter_async_context(client))
            account = {"username": f"person{person}", "password": PASSWORD}
            assert (await client.post("/auth/register", json=account)).is_success
            await cinema.house.log_in(client, account["username"])
            await cinema.rate(client, 25 * person + 1, 25 * person + 2)
        for version in (made_release.second, made_release.first):
            registry.promote(version, by="a test", why="to see what it shows")
            for person, client in enumerate(made.clients):
                await followed(client, version)
                made.expected[version, person] = shown((await client.get("/recommendations")).json())
        assert made.expected[made_release.first, 0] != made.expected[made_release.second, 0]
        yield made


@pytest.mark.loop
@pytest.mark.timeout(3600)
async def test_two_hundred_swaps_at_two_hundred_requests_a_second(
    crowd: Crowd, cinema: Cinema, server: Running, made_release: Made, notes: Notes
) -> None:
    registry, enough = Registry(cinema.house.home / "models" / "main"), asyncio.Event()
    asking = asyncio.create_task(crowd.ask(enough))
    await asyncio.sleep(STILL)
    asked, begun, slower, before = crowd.asked, time.monotonic(), [], 0
    for _ in range(ROUNDS):
        crowd.seconds.clear()
        await asyncio.sleep(PAUSE)
        still = crowd.p99()
        await swapped(crowd, registry, made_release, SWAPS // ROUNDS)
        slower.append(crowd.p99() / still)
        before = before or resident(server)
    trials, rate = crowd.asked - asked, (crowd.asked - asked) / (time.monotonic() - begun)
    after = resident(server)
    enough.set()
    await asking
    print(*crowd.faults[:10], sep="\n")
    told = f"{SWAPS} swaps under {RATE:.0f} requests a second"
    notes.check("L6", f"{told}: requests a second that were sent", rate, trials=trials, low=0.97 * RATE)
    notes.check("L6", f"{told}: answers that failed or were mixed", len(crowd.faults), trials=trials, high=0)
    notes.check("L6", f"{told}: p99 by that without swaps", float(np.median(slower)), trials=trials, high=2)
    notes.check("L6", f"{told}: the same, the highest of {ROUNDS} rounds", max(slower), trials=trials)
    notes.check("L6", f"{told}: memory after by before", after / before, trials=200, high=1.05)


@pytest.mark.loop
@pytest.mark.parametrize("server", ["swaps_in_place"], indirect=True)
async def test_a_server_that_makes_what_answers_into_the_next_version_would_be_seen(
    crowd: Crowd, cinema: Cinema, made_release: Made
) -> None:
    registry, enough = Registry(cinema.house.home / "models" / "main"), asyncio.Event()
    asking = asyncio.create_task(crowd.ask(enough))
    await swapped(crowd, registry, made_release, 2)
    enough.set()
    await asking
    assert crowd.faults
    assert all("does not show that" in fault for fault in crowd.faults)


def resident(server: Running) -> int:
    return int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1]) * PAGE
