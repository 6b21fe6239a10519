"""R15: after hours of use the service holds no more than before, and answers as quickly."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from tests.reliability.client import Client
from tests.reliability.figures import note, size
from tests.reliability.furnishing import Furnished
from tests.reliability.houses import Forker, House, standing
from tests.reliability.test_restarts import WORKERS, Balance

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

LOOK = 5.0
HOUR = 3600
"""Seconds from which on it says something of what grows slowly."""
GROWS, SLOWER = 0.01, 0.1
"""Of the memory in an hour, and of the time that the slowest hundredth waits, at most."""
WARM = 0.25
"""Share of the time that is left out: what is kept is still being filled."""


@dataclass
class Watched:
    """Of the process, at each look: hours, MiB that it holds, files, threads, and how many answers there were."""

    hours: list[float] = field(default_factory=list)
    mib: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def look(self, pid: int, begun: float, answers: int) -> None:
        said = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
        self.hours.append((time.monotonic() - begun) / 3600)
        self.mib.append(int(said["VmRSS"].split()[0]) / 1024)
        self.threads.append(int(said["Threads"]))
        self.files.append(len(list(Path(f"/proc/{pid}/fd").iterdir())))
        self.answers.append(answers)

    def after_warming(self) -> slice:
        return slice(int(WARM * len(self.hours)), None)

    def growth(self) -> float:
        """Of the memory, a share an hour, by the straight line through all looks."""
        part = self.after_warming()
        slope, at_zero = np.polyfit(self.hours[part], self.mib[part], 1)
        return float(slope / at_zero)


def drift(seconds: Sequence[float], before: int) -> float:
    """How much longer the slowest hundredth of the last quarter waited than that of the first after warming."""
    found = np.asarray(seconds[before:])
    quarter = len(found) // 4
    return float(np.quantile(found[-quarter:], 0.99) / np.quantile(found[:quarter], 0.99) - 1)


async def soak(house: House, mine: Furnished, *, seconds: float, rate: int) -> tuple[Balance, Watched]:
    balance, watched, stop, begun = Balance([house], mine), Watched(), asyncio.Event(), time.monotonic()
    asking = [asyncio.create_task(balance.look(stop))]
    await asyncio.sleep(1)
    asking += [asyncio.create_task(balance.ask(one, stop, every=WORKERS / rate)) for one in range(WORKERS)]
    asking.append(asyncio.create_task(asyncio.to_thread(_write, house, mine, begun + seconds)))
    while time.monotonic() < begun + seconds:
        await asyncio.sleep(LOOK)
        assert house.pid is not None
        watched.look(house.pid, begun, len(balance.seconds))
    stop.set()
    await asyncio.gather(*asking)
    return balance, watched


def _write(house: House, mine: Furnished, end: float) -> None:
    """Somebody who rates something ten times a second."""
    client, number = Client(house.port, mine.people[0].token), 0
    while time.monotonic() < end:
        number += 1
        answer = client.send("PUT", f"/ratings/{mine.titles[number % len(mine.titles)]}", {"stars": 1 + number % 5})
        assert answer.status in {200, 503}, answer.body
        time.sleep(0.1)
    client.close()


def test_hours_of_use(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    seconds = 60 * size("MINUTES", 120)
    with standing(House(forker, mine.environment, tmp_path / "log")) as house:
        balance, watched = asyncio.run(soak(house, mine, seconds=seconds, rate=size("RATE", 100)))
    part = watched.after_warming()
    refused = [one for one in balance.failed if one.startswith("503 ")]
    failed = [one for one in balance.failed if one not in refused]
    before = watched.answers[part][0]
    note(
        "R15",
        "SQLite",
        minutes=round(seconds / 60),
        requests=balance.answered.total(),
        failed=len(failed),
        refused=len(refused),
        mib=round(watched.mib[-1], 1),
        growth=round(watched.growth(), 4),
        files=f"{min(watched.files[part])} to {max(watched.files[part])}",
        threads=f"{min(watched.threads[part])} to {max(watched.threads[part])}",
        drift=round(drift(balance.seconds, before), 3),
    )
    assert failed == []
    assert max(watched.threads[part]) == min(watched.threads[part])
    assert max(watched.files[part]) - min(watched.files[part]) <= 5
    if seconds >= HOUR:
        assert refused == []
        assert watched.growth() <= GROWS
        assert drift(balance.seconds, before) <= SLOWER


def test_memory_that_leaks_is_seen() -> None:
    leaking, steady = Watched(), Watched()
    for number in range(100):
        for one, grows in ((leaking, 0.05), (steady, 0.0)):
            one.hours.append(number / 50)
            one.mib.append(200 * (1 + grows * number / 50) + number % 3)
    assert leaking.growth() > GROWS
    assert abs(steady.growth()) < GROWS


def test_answers_that_get_slower_are_seen() -> None:
    steady = [0.02 + 0.001 * (one % 10) for one in range(4000)]
    slower = [one * (1 + 0.3 * place / 4000) for place, one in enumerate(steady)]
    assert drift(slower, 0) > SLOWER
    assert abs(drift(steady, 0)) < SLOWER
