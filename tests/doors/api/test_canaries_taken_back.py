"""L10: a server in a process of its own, asked fifty times a second, takes a canary back that harms, and no other."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from matinee.kit import seeds
from matinee.ops.registry.registry import HOUSE, Registry
from tests.fixtures.faulty_server import serving_with
from tests.fixtures.loop import Notes
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made
from tests.fixtures.running import serving

RATE = 50.0
"""Requests a second, by the clock and not by the answers."""
PEOPLE, SHARE = 60, 0.2
WITHIN = 60.0
KNOWN = 20.0
"""Seconds after which enough is known of the champion, and in which a canary that harms much is taken back."""


@dataclass
class Crowd:
    """versions: by which there were answers since they were last looked at."""

    client: httpx.AsyncClient
    tokens: list[str]
    registry: Registry
    faults: list[str] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    asked: int = 0

    async def ask(self, until: asyncio.Event) -> None:
        begun, waiting = time.monotonic(), set()
        while not until.is_set():
            await asyncio.sleep(max(0.0, begun + self.asked / RATE - time.monotonic()))
            task = asyncio.create_task(self._one(self.tokens[self.asked % len(self.tokens)]))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            self.asked += 1
        await asyncio.gather(*waiting)

    async def _one(self, token: str) -> None:
        answer = await self.client.get("/recommendations", headers={"Authorization": token})
        if answer.status_code == 200:
            self.versions.add(answer.json()["model_version"])
        else:
            self.faults.append(f"{answer.status_code}: {answer.text}")

    async def taken_back(self, version: str, *, within: float) -> float | None:
        """Seconds until the house has ended a canary; None where it has not, and somebody ends it."""
        self.registry.set_canary(version, share=SHARE, by="a test", why="to try it")
        self.versions.clear()
        begun = time.monotonic()
        while time.monotonic() < begun + within:
            if self.registry.roles().canary is None:
                assert self.registry.roles().by == HOUSE
                return time.monotonic() - begun
            await asyncio.sleep(0.05)
        assert version in self.versions
        self.registry.end_canary(by="a test", why="enough")
        return None


@asynccontextmanager
async def crowd_of(cinema: Cinema, fault: str | None) -> AsyncIterator[Crowd]:
    """Of people who have rated enough to be answered by the models that rank, and who ask as long as it is open. The
    server keeps no answers, so that each is made."""
    home, settings = cinema.house.home, {"rate_limit": "0", "answer_seconds": "0"}
    tokens, chance = [], seeds.generator(0, "a crowd")
    for number in range(PEOPLE):
        client = await cinema.house.program(f"person{number}")
        await cinema.rate(client, *(chance.permutation(100)[:6] + 1).tolist())
        tokens.append(client.headers["Authorization"])
    with serving(home, **settings) if fault is None else serving_with(fault, home, **settings) as server:
        async with httpx.AsyncClient(base_url=f"{server.url}/api/v1", timeout=30.0) as client:
            crowd, enough = Crowd(client, tokens, Registry(home / "models" / "main")), asyncio.Event()
            asking = asyncio.create_task(crowd.ask(enough))
            await asyncio.sleep(KNOWN)
            yield crowd
            enough.set()
            await asking


@pytest.mark.loop
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("fault", "said", "times"),
    [
        ("canary_waits", "canary, 200 ms later", 10),
        ("canary_fails", "canary, 5 % fail", 10),
        (None, "harmless canary", 5),
    ],
)
async def test_a_canary_that_harms_is_taken_back_within_a_minute(
    cinema: Cinema, made_release: Made, notes: Notes, *, fault: str | None, said: str, times: int
) -> None:
    told = f"a server asked {RATE:.0f} times a second: {said}"
    async with crowd_of(cinema, fault) as crowd:
        found = [await crowd.taken_back(made_release.second, within=WITHIN) for _ in range(times)]
    print(found, crowd.asked, *crowd.faults[:5], sep="\n")
    notes.check("L10", f"{told}: answers that failed", len(crowd.faults), trials=crowd.asked, high=0)
    share = sum(one is not None for one in found) / times
    bar = {"high": 0.01} if fault is None else {"low": 0.99}
    notes.check("L10", f"{told}: taken back within 60 s", share, trials=times, **bar)
    if fault is not None:
        slowest = max(one for one in found if one is not None)
        notes.check("L10", f"{told}: seconds until it was taken back, at most", slowest, trials=times, high=WITHIN)


@pytest.mark.loop
async def test_a_server_that_guards_nobody_would_be_seen(cinema: Cinema, made_release: Made) -> None:
    async with crowd_of(cinema, "canary_waits_and_nobody_looks") as crowd:
        assert await crowd.taken_back(made_release.second, within=KNOWN) is None
