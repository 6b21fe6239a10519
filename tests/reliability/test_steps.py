"""R3: killed at every step that a rating, and an import, take on the disk, the service comes up with all of it or none
of it, and goes on."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.reliability.client import Client
from tests.reliability.disk.recording import Recorder
from tests.reliability.figures import note, size
from tests.reliability.furnishing import Furnished
from tests.reliability.houses import Forker, House, is_alive, standing
from tests.reliability.ledgers import faults_in

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

QUIET = {"MATINEE_JOBS": "worker", "MATINEE_REQUEST_LOG_DAYS": "0"}
"""So that every step is one of what is asked."""
STARS, BEFORE = 4.5, 2.0
Act = Callable[[Client, Furnished], bool]
"""Asks for it; whether it was acknowledged."""
Look = Callable[[Client, Furnished, bool], Sequence[str]]
"""What is wrong afterwards, told whether it was acknowledged; and asks again where it was not."""


@dataclass(frozen=True)
class Killed:
    kills: int
    faults: Sequence[str]


def rate(client: Client, mine: Furnished) -> bool:
    return client.send("PUT", f"/ratings/{mine.titles[0]}", {"stars": STARS}, key="the rating").status == 200


def is_rated(client: Client, mine: Furnished, told: bool) -> list[str]:
    stars = _stars(client, mine)[mine.titles[0]]
    said = [] if stars == STARS or (stars == BEFORE and not told) else [f"{stars} stars, told {told}"]
    assert rate(client, mine)
    kept = client.get(f"/titles/{mine.titles[0]}/ratings").said
    lines = [(one["before"], one["after"]) for one in kept["history"]]
    return said + ([] if lines == [(BEFORE, STARS), (None, BEFORE)] else [f"history {lines}"])


def bring(client: Client, mine: Furnished) -> bool:
    """A file with a rating of every title."""
    lines = [f"Film {number},{1950 + number % 70},{1 + number % 5}" for number in _numbers(mine).values()]
    begun = client.send_file("/imports", "\n".join(["title,year,rating", *lines]).encode(), media="text/csv")
    if begun.status != 201:
        return False
    number = begun.said["id"]
    return client.send("POST", f"/imports/{number}/apply", {"conflicts": "file"}).said["state"] == "applied"


def is_brought(client: Client, mine: Furnished, told: bool) -> list[str]:
    before = _stars(client, mine)
    wanted = {title: 1.0 + number % 5 for title, number in _numbers(mine).items()}
    said = ["it was told as applied, and is not"] if told and before != wanted else []
    said += [f"{title}: {stars}" for title, stars in before.items() if stars not in {wanted[title], BEFORE, None}]
    assert told or bring(client, mine)
    return said + ([] if _stars(client, mine) == wanted else ["asked again, it is not as it should be"])


def _numbers(mine: Furnished) -> dict[int, int]:
    """Of the titles, in the data set that they came from."""
    assert isinstance(mine.place, Path)
    with closing(sqlite3.connect(mine.place)) as connection:
        found = dict(connection.execute("SELECT id, origin_id FROM titles"))
    return {title: int(found[title]) for title in mine.titles}


def _stars(client: Client, mine: Furnished) -> dict[int, float | None]:
    found = client.get("/me/ratings?limit=100").said["items"]
    rated = {one["title"]["id"]: one["stars"] for one in found}
    return {title: rated.get(title) for title in mine.titles}


def killed_at_each_step(forker: Forker, mine: Furnished, folder: Path, act: Act, look: Look, *mutants: str) -> Killed:
    """A service of its own for each step, killed at it, and started again."""
    kills, step, faults = 0, 0, []
    while True:
        step += size("STRIDE", 1)
        place = folder / str(step)
        place.mkdir()
        own = mine.copied(place / "home")
        died, told = _until_killed(forker, own, place, act, step=step, mutants=mutants)
        if not died:
            return Killed(kills, faults)
        kills += 1
        found = [*faults_in(own.place), *_partial(own.home)]
        with standing(House(forker, {**own.environment, **QUIET}, place / "log", mutants)) as house:
            client = Client(house.port, own.people[0].token)
            found += look(client, own, told)
            client.close()
        faults += [f"step {step}: {one}" for one in found + faults_in(own.place)]
        shutil.rmtree(place)


def _until_killed(
    forker: Forker, own: Furnished, place: Path, act: Act, *, step: int, mutants: Sequence[str]
) -> tuple[bool, bool]:
    """Whether it died, and whether what was asked was acknowledged."""
    recorder = Recorder(own.home, place / "recording")
    given = {**own.environment, **QUIET, **recorder.environment}
    with standing(House(forker, given, place / "log", mutants)) as house:
        assert house.pid is not None
        client = Client(house.port, own.people[0].token)
        first = client.send("PUT", f"/ratings/{own.titles[0]}", {"stars": BEFORE})
        assert first.status == 200
        recorder.kill_after(len(recorder.steps()) + step)
        try:
            told = act(client, own)
        except (OSError, HTTPException):
            told = False
        finally:
            client.close()
        return _dies(house.pid), told


def _dies(pid: int) -> bool:
    """At once, or a moment after the answer."""
    end = time.monotonic() + 0.5
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_alive(pid)


def _partial(home: Path) -> list[str]:
    return [f"{one.name} was left" for one in home.rglob("*") if one.suffix in {".tmp", ".part"}]


def test_a_rating_killed_at_each_step(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    found = killed_at_each_step(forker, mine, tmp_path, rate, is_rated)
    note("R3", "a rating", kills=found.kills, stride=size("STRIDE", 1), faults=len(found.faults))
    assert found.faults == []
    assert found.kills >= 2


def test_an_import_killed_at_each_step(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    found = killed_at_each_step(forker, mine, tmp_path, bring, is_brought)
    note("R3", "an import", kills=found.kills, stride=size("STRIDE", 1), faults=len(found.faults))
    assert found.faults == []
    assert found.kills >= 4


def test_a_house_that_answers_before_it_commits_is_caught(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    assert killed_at_each_step(forker, mine, tmp_path, rate, is_rated, "answers_before_it_commits").faults != []
