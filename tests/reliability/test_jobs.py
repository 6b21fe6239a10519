"""R5: what is to be done later is done, once, whoever is killed: those who ask for it, and those who do it."""

import asyncio
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from matinee.adapters.storage.open import open_storage
from matinee.domain.jobs import Job
from matinee.domain.watching import RequestLine
from matinee.kit.clock import HOUR, now
from matinee.services.accounts.context import AccountRules
from matinee.services.accounts.login import finish_login
from matinee.wiring.transaction import Surroundings, Transaction, binding
from tests.fixtures.databases import empty_place
from tests.reliability.client import Client
from tests.reliability.figures import at_most, note, size
from tests.reliability.furnishing import SECRET, Furnished, furnish
from tests.reliability.houses import Forker, House, gone, is_alive, standing

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

WORKERS = 2
ASKED_FOR = ("tidy", "requests", "slates", "trending", "figures")
HOURS, LINES = 30, 40
"""Of requests long ago, which are to be added up, and how many each has."""
LAG = 60.0
"""Seconds after the last kill within which all must be done."""


@dataclass
class Errands:
    """keys: of everything that was asked for, whether or not the answer came at once. lag: seconds."""

    kills: Counter[str] = field(default_factory=Counter)
    keys: list[str] = field(default_factory=list)
    jobs: Sequence[Job] = ()
    lag: float = 0.0
    faults: list[str] = field(default_factory=list)


def read(mine: Furnished, work: Any) -> Any:
    async def asked() -> Any:
        storage = open_storage(mine.place, binding(Surroundings(AccountRules(), (SECRET,), now)))
        try:
            return await storage.write(work)
        finally:
            await storage.close()

    return asyncio.run(asked())


def admin_of(tx: Transaction, name: str) -> str:
    """Makes somebody an admin who has just logged in, and answers with their token."""
    kept = tx.accounts.accounts.named(name)
    assert kept is not None
    tx.accounts.accounts.set_role(kept.account.id, "admin")
    return finish_login(tx.accounts, credentials=kept, agent="tests").token


def seen_before(tx: Transaction) -> Counter[tuple[int, int]]:
    """Writes down requests of past hours, and answers with how many there were in each, by status."""
    dice, first = random.Random(5), now() // HOUR * HOUR - (HOURS + 2) * HOUR
    lines = [
        RequestLine(
            first + hour * HOUR + dice.randrange(HOUR), f"r{hour}-{line}", "GET", "/x", dice.choice((200, 404)), 1.0
        )
        for hour in range(HOURS)
        for line in range(LINES)
    ]
    tx.operations.requests.add(lines, assumed=True)
    return Counter((one.at // HOUR * HOUR, one.status) for one in lines)


@contextmanager
def asking(house: House, token: str, found: Errands) -> Iterator[None]:
    """Asks for one job after the other, for each again under its key until it is told that it will be done."""
    stop = threading.Event()

    def ask() -> None:
        client, dice = Client(house.port, token), random.Random(3)
        while not stop.is_set():
            name, key = dice.choice(ASKED_FOR), f"errand-{len(found.keys)}"
            found.keys.append(key)
            while (answer := tried(client, name, key)) is None:
                time.sleep(0.02)
            if answer != 202:
                found.faults.append(f"{name} was answered with {answer}")
            time.sleep(0.03)
        client.close()

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(120)


def tried(client: Client, name: str, key: str) -> int | None:
    """None where nobody knows. A key whose answer is lost for good (409) is an answer, and a fault."""
    try:
        status = client.send("POST", f"/admin/jobs/{name}", key=key).status
    except (OSError, HTTPException):
        return None
    return None if status == 503 else status


def run_errands(house: House, mine: Furnished, token: str, *, kills: int, seed: int = 7) -> Errands:
    found, dice = Errands(), random.Random(seed)

    def begin() -> int:
        return house.forker.start(["worker"], house.given, house.log, house.mutants)

    with standing(house):
        workers = [begin() for _ in range(WORKERS)]
        try:
            with asking(house, token, found):
                for _ in range(kills):
                    time.sleep(dice.uniform(0.05, 0.8))
                    victim = dice.randrange(WORKERS + 1)
                    if victim == WORKERS:
                        found.kills["server"] += 1
                        house.kill()
                        house.start()
                    else:
                        found.kills["worker"] += 1
                        os.killpg(workers[victim], signal.SIGKILL)
                        gone(workers[victim])
                        workers[victim] = begin()
            begun = time.monotonic()
            while unfinished(mine) and time.monotonic() < begun + LAG:
                time.sleep(0.2)
            found.lag = time.monotonic() - begun
        finally:
            for one in filter(is_alive, workers):
                os.killpg(one, signal.SIGKILL)
    found.jobs = [one for one in all_jobs(mine) if one.slot.startswith("asked:")]
    return found


def all_jobs(mine: Furnished) -> Sequence[Job]:
    return read(mine, lambda tx: tx.operations.jobs.page(before=2**62, count=10**6, name=None, state=None))


def unfinished(mine: Furnished) -> bool:
    return any(one.state in {"waiting", "running"} for one in all_jobs(mine))


def faults_of(found: Errands, mine: Furnished, there: Counter[tuple[int, int]]) -> list[str]:
    faults = list(found.faults)
    if len(found.jobs) != len(found.keys):
        faults.append(f"{len(found.keys)} jobs were asked for, and {len(found.jobs)} are there")
    faults += [f"{one.name} is {one.state}: {one.said}" for one in found.jobs if one.state != "done" or not one.said]
    hours = read(mine, lambda tx: tx.operations.requests.hours(since=min(there)[0], until=max(there)[0] + HOUR))
    counted = Counter({(one.hour, one.status): one.count for one in hours})
    if counted != there:
        faults.append(f"hours were added up wrong: {counted - there} too many, {there - counted} too few")
    return faults


def errands_in(
    kind: str, forker: Forker, request: pytest.FixtureRequest, folder: Path, *mutants: str, kills: int
) -> tuple[Errands, list[str]]:
    mine = furnish(folder / "home", empty_place(kind, request, folder), people=1, titles=5)
    token = read(mine, lambda tx: admin_of(tx, mine.people[0].name))
    there = read(mine, seen_before)
    house = House(forker, {**mine.environment, "MATINEE_JOBS": "worker"}, folder / "log", ("hurries", *mutants))
    found = run_errands(house, mine, token, kills=kills)
    return found, faults_of(found, mine, there)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_asked_for_is_done_whoever_is_killed(
    kind: str, forker: Forker, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    kills = size("KILLS", 300) // 6
    found, faults = errands_in(kind, forker, request, tmp_path, kills=kills)
    note(
        "R5",
        kind,
        kills=kills,
        workers=found.kills["worker"],
        servers=found.kills["server"],
        jobs=len(found.jobs),
        again=sum(one.attempts > 1 for one in found.jobs),
        faults=len(faults),
        lag=round(found.lag, 1),
        at_most=at_most(kills),
    )
    assert faults == []
    assert found.lag < LAG


def test_a_worker_that_forgets_what_it_was_doing_is_caught(
    forker: Forker, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    _, faults = errands_in("sqlite", forker, request, tmp_path, "forgets_what_it_was_doing", kills=6)
    assert faults != []
