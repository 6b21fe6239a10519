"""R16: faults of all kinds one after the other, by chance, while eight people write; a checker reads what each was
told."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.fixtures.databases import empty_place
from tests.reliability.checker import acknowledged, check
from tests.reliability.client import Client
from tests.reliability.disk.recording import Recorder
from tests.reliability.figures import note, size
from tests.reliability.furnishing import Furnished, furnish, plain
from tests.reliability.history import Event, History, read_history
from tests.reliability.houses import Forker, House, standing
from tests.reliability.ledgers import faults_in
from tests.reliability.nemesis import _finish, _writers
from tests.reliability.proxy import Proxy
from tests.reliability.writers import Gate

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

WELL = "none"
PAUSE = (3.0, 10.0)
"""Seconds between two faults."""
READ = "/me/ratings"
Fault = Callable[[], None]


@dataclass
class Nemesis:
    """ends: of each fault what ends it, a kill or a stop by itself. now: the fault that is there."""

    house: House
    gate: Gate
    history: History
    dice: random.Random
    faults: Mapping[str, tuple[Fault, Fault]]
    now: str = WELL
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)

    def work(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(self.dice.uniform(*PAUSE))
            name = self.dice.choice(["killed", "stopped", *self.faults])
            self.times[name] += 1
            self.now = name
            if name in self.faults:
                begin, mend = self.faults[name]
                begin()
                time.sleep(self.dice.uniform(0.5, 6.0))
                mend()
            else:
                self._again(self.house.kill if name == "killed" else self.house.stop)
            self.now = WELL

    def watch(self, token: str, stop: threading.Event) -> None:
        """Somebody who only reads, and counts how often that goes well."""
        client = Client(self.house.port, token)
        while not stop.is_set():
            name = self.now
            try:
                well = client.get(READ).status == 200
            except (OSError, HTTPException):
                well = False
            self.asked[name] += 1
            self.answered[name] += well
            time.sleep(0.05)
        client.close()

    def _again(self, end: Callable[[], None]) -> None:
        """Nothing that was on its way can be done any more."""
        end()
        self.gate.close()
        self.history.note(Event("crash"))
        self.house.start()
        self.gate.open()


@contextmanager
def nature(
    kind: str, mine: Furnished, folder: Path, redis: Proxy
) -> Iterator[tuple[dict[str, str], dict[str, tuple[Fault, Fault]]]]:
    """What the service is started with, and the faults that can be made."""
    given = {**mine.environment, "MATINEE_REDIS": f"redis://127.0.0.1:{redis.port}/0"}
    faults = {
        "Redis lost": (lambda: redis.be("refused"), lambda: redis.be("through")),
        "Redis hangs": (lambda: redis.be("black hole"), lambda: redis.be("through")),
    }
    if kind == "sqlite":
        recorder = Recorder(mine.home, folder / "recording")
        for what, name in (("space", "disk full"), ("sync", "fsync fails")):
            faults[name] = (lambda what=what: recorder.fail(what), lambda: recorder.fail(""))
        yield {**given, **recorder.environment}, faults
        return
    assert isinstance(mine.place, URL)
    with Proxy(mine.place.port or 0) as database:
        for way in ("reset", "black hole", "half-open", "late"):
            faults[f"database: {way}"] = (lambda way=way: database.be(way), lambda: database.be("through"))
        yield {**given, "MATINEE_DATABASE": plain(mine.place.set(port=database.port))}, faults


def by_chance(
    kind: str, forker: Forker, mine: Furnished, redis_port: int, folder: Path, *mutants: str, seconds: float, seed: int
) -> tuple[Nemesis, list[Event], list[str]]:
    path, gate = folder / "history.jsonl", Gate()
    with ExitStack() as stack:
        history = stack.enter_context(History(path))
        redis = stack.enter_context(Proxy(redis_port))
        given, faults = stack.enter_context(nature(kind, mine, folder, redis))
        house = stack.enter_context(standing(House(forker, given, folder / "log", mutants)))
        nemesis = Nemesis(house, gate, history, random.Random(seed), faults)
        writers = _writers(house, mine, each=12, seed=seed, history=history, gate=gate, impatient=0.02)
        stop = threading.Event()
        watching = threading.Thread(target=nemesis.watch, args=(mine.people[0].token, stop), daemon=True)
        for one in (*writers, watching):
            one.start()
        gate.open()
        nemesis.work(seconds)
        stop.set()
        watching.join()
        _finish(writers)
        gate.close()
    said = [fault for one in writers for fault in one.faults] + faults_in(mine.place)
    return nemesis, read_history(path), said


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_faults_of_all_kinds_by_chance(
    kind: str, forker: Forker, redis_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    mine = furnish(tmp_path / "home", empty_place(kind, request, tmp_path), people=4, titles=24)
    seconds = 60 * size("MINUTES", 10)
    port = int(redis_url.rpartition(":")[2].partition("/")[0])
    nemesis, history, faults = by_chance(kind, forker, mine, port, tmp_path, seconds=seconds, seed=size("SEED", 7))
    anomalies = check(history)
    there = {name: f"{nemesis.answered[name] / nemesis.asked[name]:.1%}" for name in sorted(nemesis.asked)}
    note(
        "R16",
        kind,
        minutes=seconds / 60,
        times=nemesis.times.total(),
        acknowledged=acknowledged(history),
        anomalies=len(anomalies),
        faults=len(faults),
        there=", ".join(f"{name} {share}" for name, share in there.items()),
    )
    assert (anomalies, faults) == ([], [])


def test_a_house_that_answers_before_it_commits_is_caught(
    forker: Forker, redis_url: str, mine: Furnished, tmp_path: Path
) -> None:
    port = int(redis_url.rpartition(":")[2].partition("/")[0])
    _, history, _ = by_chance(
        "sqlite", forker, mine, port, tmp_path, "answers_before_it_commits", seconds=60, seed=size("SEED", 7)
    )
    assert "lost" in {one.fault for one in check(history)}
