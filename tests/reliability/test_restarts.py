"""R11: two servers behind one address are restarted in turn under load, and nobody notices."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.reliability.crowd import Talk, followed
from tests.reliability.figures import at_most, note, size
from tests.reliability.furnishing import Furnished
from tests.reliability.houses import Forker, House, is_ready, standing

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

LOOK = 0.2
"""Seconds between two looks of whoever shares out requests."""
DRAIN = 5
"""Seconds: a machine that is busy with other things looks late."""
WORKERS = 32
PATHS = ("/me/ratings?limit=5", "/recommendations?k=5", "/titles/search?q=Film")
ENDED = 30.0


@dataclass
class Balance:
    """Shares out requests among those that say they are ready, and asks another where nobody listens."""

    houses: list[House]
    mine: Furnished
    ready: dict[int, bool] = field(default_factory=dict)
    answered: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    async def look(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            for house in self.houses:
                self.ready[house.port] = await asyncio.to_thread(_is_ready, house.port)
            await asyncio.sleep(LOOK)

    async def ask(self, number: int, stop: asyncio.Event, *, every: float) -> None:
        dice, token = random.Random(number), self.mine.people[number % len(self.mine.people)].token
        talks = {house.port: Talk(house.port, token) for house in self.houses}
        due = time.monotonic() + dice.uniform(0, every)
        while not stop.is_set():
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            due += every
            await self._ask(talks, dice.choice(PATHS), dice)
        for one in talks.values():
            one.close()

    async def _ask(self, talks: dict[int, Talk], path: str, dice: random.Random) -> None:
        ports = sorted(self.ready, key=lambda port: (not self.ready[port], dice.random()))
        begun = time.monotonic()
        for port in ports:
            try:
                told = await talks[port].get(path)
            except ConnectionRefusedError:
                continue
            except (OSError, EOFError) as error:
                self.failed.append(f"{type(error).__name__} at {path}")
                return
            self.answered[told.status] += 1
            self.seconds.append(time.monotonic() - begun)
            if told.status != 200:
                self.failed.append(f"{told.status} at {path}")
            return
        self.failed.append("nobody listened")


def _is_ready(port: int) -> bool:
    try:
        return is_ready(port)
    except Exception:  # noqa: BLE001  whatever it is, it is not ready
        return False


@dataclass
class Restarted:
    restarts: int
    requests: int
    failed: list[str]
    ended: float
    streams: int
    told: int


async def restart(balance: Balance, *, restarts: int, rate: int, end: Callable[[House], None]) -> Restarted:
    stop, slowest, said = asyncio.Event(), 0.0, []
    asking = [asyncio.create_task(balance.look(stop))]
    await asyncio.sleep(1)
    asking += [asyncio.create_task(balance.ask(one, stop, every=WORKERS / rate)) for one in range(WORKERS)]
    for number in range(restarts):
        house = balance.houses[number % len(balance.houses)]
        following = asyncio.create_task(followed(house.port, balance.mine.people[0].token))
        await asyncio.sleep(1)
        begun = time.monotonic()
        await asyncio.to_thread(end, house)
        slowest = max(slowest, time.monotonic() - begun)
        said.append(await following)
        await asyncio.to_thread(house.start)
        await asyncio.sleep(2 * LOOK)
    stop.set()
    await asyncio.gather(*asking)
    told = sum(b"event: end" in one for one in said)
    return Restarted(restarts, balance.answered.total() + len(balance.failed), balance.failed, slowest, len(said), told)


def restarted(
    forker: Forker, mine: Furnished, folder: Path, *, end: Callable[[House], None], restarts: int
) -> Restarted:
    given = {**mine.environment, "MATINEE_DRAIN_SECONDS": str(DRAIN)}
    with ExitStack() as stack:
        houses = [stack.enter_context(standing(House(forker, given, folder / f"log{one}"))) for one in range(2)]
        return asyncio.run(restart(Balance(houses, mine), restarts=restarts, rate=size("RATE", 200), end=end))


def test_restarts_in_turn_under_load_fail_no_request(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    found = restarted(forker, mine, tmp_path, end=House.stop, restarts=size("RESTARTS", 20))
    note(
        "R11",
        "two servers in turn",
        restarts=found.restarts,
        requests=found.requests,
        failed=len(found.failed),
        ended=round(found.ended, 1),
        streams=found.streams,
        told=found.told,
        at_most=at_most(found.requests),
    )
    assert Counter(found.failed) == Counter()
    assert found.ended < ENDED
    assert found.told == found.streams


def test_a_house_that_ends_at_once_is_caught(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    assert restarted(forker, mine, tmp_path, end=House.kill, restarts=2).failed != []
