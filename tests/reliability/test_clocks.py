"""R12: clocks that jump, or stand still, lose nothing, let nobody in who should be out, and order nothing anew."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from matinee.doors.worker.duties import DUTIES, Duty
from matinee.kit.clock import SECOND
from matinee.services.operations.jobs import slot_of
from tests.fixtures.processes import absent
from tests.reliability.checker import check
from tests.reliability.client import Client
from tests.reliability.figures import note, size
from tests.reliability.furnishing import Furnished
from tests.reliability.history import read_history
from tests.reliability.houses import Forker, House, standing
from tests.reliability.ledgers import faults_in
from tests.reliability.nemesis import write_for

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

LIBRARIES = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/local/lib/faketime/libfaketime.so.1")
FROZEN = time.strftime("%Y-%m-%d %H:%M:%S")
"""Of this day, at which the clock stands."""
JUMPS = ("+3600", "-3600", "+86400", "-86400", "+0", "-10", FROZEN, "+0")
"""As libfaketime reads them: seconds beside the real clock, or a moment at which it stands."""
LATER = "+2764800"
"""32 days: after the end of every token of the tests."""
DAYS = ("+86400", "-86400", "+0")
"""Moments at which the clock stays until all that is due then is done."""
DUE = 60.0
DONE = "SELECT name, slot FROM jobs WHERE state = 'done'"
AGAIN = "SELECT name, slot, attempts FROM jobs WHERE attempts > 1"


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is in it is the time."""
    path = tmp_path_factory.mktemp("clock") / "now"
    path.write_text("+0")
    return path


@pytest.fixture(scope="module")
def timeless(clock: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    """Starts services whose clock is that file."""
    found = [str(path) for one in LIBRARIES for path in Path("/").glob(one[1:])]
    if not found:
        absent("libfaketime is not installed (on Debian: apt-get install libfaketime)")
    said = {"LD_PRELOAD": found[0], "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    with Forker(tmp_path_factory.mktemp("timeless"), **said, DONT_FAKE_MONOTONIC="1", NO_FAKE_STAT="1") as made:
        yield made


def test_a_clock_that_jumps(timeless: Forker, clock: Path, mine: Furnished, tmp_path: Path) -> None:
    clock.write_text("+0")
    house = House(timeless, mine.environment, tmp_path / "log")
    path, rounds, faults = tmp_path / "history.jsonl", size("ROUNDS", 3), []

    def meanwhile() -> None:
        client = Client(house.port, mine.people[0].token)
        for jump in JUMPS * rounds:
            clock.write_text(jump)
            end = time.monotonic() + 1.0
            while time.monotonic() < end:
                answer = client.get("/recommendations?k=5")
                if answer.status != 200 or answer.said["processing_time_ms"] < 0:
                    faults.append(f"{jump}: {answer.status} {answer.body[-200:]!r}")
        clock.write_text("+0")
        client.close()

    write_for(house, mine, path, answers=60, meanwhile=meanwhile, each=12, seed=7)
    faults += _in_32_days(house, clock, mine)
    faults += [str(one) for one in check(read_history(path))] + faults_in(mine.place)
    note("R12", "a clock that jumps", jumps=len(JUMPS) * rounds, faults=len(faults))
    assert faults == []


@pytest.mark.parametrize("forgets", [False, True], ids=["as it is", "a service whose jobs are never due"])
def test_what_is_due_is_done_once_whatever_the_clock(
    timeless: Forker, clock: Path, mine: Furnished, tmp_path: Path, *, forgets: bool
) -> None:
    said = {**mine.environment, **({"MATINEE_JOBS": "worker"} if forgets else {})}
    faults, due = [], [one for one in DUTIES if one.every]
    with standing(House(timeless, said, tmp_path / "log")):
        for jump in DAYS:
            clock.write_text(jump)
            end = time.monotonic() + (5.0 if forgets else DUE)
            while (left := _left(mine, due, int(jump))) and time.monotonic() < end:
                time.sleep(0.2)
            faults += [f"{name} at {jump}: never done" for name in left]
    clock.write_text("+0")
    faults += [f"begun again: {row}" for row in _rows(mine, AGAIN)]
    if forgets:
        assert len(faults) == len(due) * len(DAYS)
        return
    note("R12", "jobs that are due", jumps=len(DAYS), faults=len(faults))
    assert faults == []


def _left(mine: Furnished, duties: Sequence[Duty], jump: int) -> Sequence[str]:
    """Of what is due while the clock is so many seconds ahead, what was not done."""
    now, done = int((time.time() + jump) * SECOND), set(_rows(mine, DONE))
    return [one.name for one in duties if (one.name, slot_of(one.schedule, now)) not in done]


def _rows(mine: Furnished, statement: str) -> Sequence[tuple[Any, ...]]:
    with closing(sqlite3.connect(mine.home / "matinee.db")) as connection:
        return connection.execute(statement).fetchall()


def _in_32_days(house: House, clock: Path, mine: Furnished) -> list[str]:
    """Nobody is let in then, and everybody once the clock is right again."""
    said = []
    with standing(house):
        client = Client(house.port, mine.people[0].token)
        for moment, wanted in (("+0", 200), (LATER, 401), ("+0", 200)):
            clock.write_text(moment)
            said += [f"{path}: {status} at {moment}" for path, status in _asked(client) if status != wanted]
        client.close()
    return said


def _asked(client: Client) -> Iterator[tuple[str, int]]:
    for path in ("/me/ratings", "/recommendations?k=5", "/me/marks/favourites"):
        yield path, client.get(path).status


def test_the_clock_of_the_service_is_that_of_the_test(
    timeless: Forker, clock: Path, mine: Furnished, tmp_path: Path
) -> None:
    """Or nothing above could fail."""
    clock.write_text("+86400")
    with standing(House(timeless, mine.environment, tmp_path / "log")) as house:
        client = Client(house.port, mine.people[0].token)
        client.send("PUT", f"/ratings/{mine.titles[0]}", {"stars": 4})
        client.close()
    clock.write_text("+0")
    with closing(sqlite3.connect(mine.home / "matinee.db")) as connection:
        (at,) = connection.execute("SELECT max(at) FROM rating_changes").fetchone()
    assert at / 1e6 > time.time() + 80_000
