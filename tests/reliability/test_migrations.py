"""R14: what every older version has left is brought up whole, and a migration that is killed leaves all as it was."""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import time
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from matinee.adapters.storage.open import Place, upgrade
from matinee.adapters.storage.schema import newest_revision
from tests.adapters.storage.test_schema import differences
from tests.fixtures.databases import execute
from tests.reliability.disk.recording import Recorder
from tests.reliability.figures import at_most, note, size
from tests.reliability.furnishing import SECRET, plain
from tests.reliability.houses import Forker, gone, is_alive
from tests.reliability.revisions import Rows, do, left_by, missing, revisions, state_of

OLD = revisions()[:-1]
UPGRADE = ("db", "upgrade", "--no-backup")


@pytest.mark.parametrize(
    "revision", [one if one in {OLD[0], OLD[-1]} else pytest.param(one, marks=pytest.mark.reliability) for one in OLD]
)
def test_what_an_older_version_left_is_there_afterwards(revision: str, tmp_path: Path) -> None:
    place = tmp_path / "matinee.db"
    before = left_by(place, revision)
    assert all(before.values())
    assert asyncio.run(upgrade(place)) == (revision, newest_revision())
    found, after = state_of(place)
    assert found == newest_revision()
    assert missing(before, after) == []
    assert do(place, differences) == []


def test_a_migration_that_loses_something_is_caught(tmp_path: Path) -> None:
    place = tmp_path / "matinee.db"
    before = left_by(place, OLD[-1])
    asyncio.run(upgrade(place))
    do(place, lambda connection: connection.exec_driver_sql("DELETE FROM ratings"))
    assert missing(before, state_of(place)[1]) != []


def environment_of(place: Place, home: Path) -> dict[str, str]:
    said = {"MATINEE_HOME": str(home), "MATINEE_SECRETS": SECRET}
    return said | ({"MATINEE_DATABASE": plain(place)} if isinstance(place, URL) else {})


def upgraded(forker: Forker, place: Place, home: Path, **more: str) -> int:
    return forker.start(UPGRADE, {**environment_of(place, home), **more}, home.with_name("log"))


def half_done(place: Place, before: Rows, revision: str) -> list[str]:
    """Nothing where it is either as it was, or new; then it is brought up, and must be whole."""
    found, after = state_of(place)
    said = [] if found in {revision, newest_revision()} else [f"at {found}"]
    said += missing(before, after)
    asyncio.run(upgrade(place))
    said += [str(one) for one in do(place, differences)] + missing(before, state_of(place)[1])
    if isinstance(place, Path):
        with closing(sqlite3.connect(place)) as connection:
            said += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return said


@pytest.mark.reliability
@pytest.mark.timeout(0)
def test_an_upgrade_killed_at_each_of_its_steps(forker: Forker, tmp_path: Path) -> None:
    """Of SQLite, each write, sync, cut, opening and renaming below the home."""
    kills, faults, stride = 0, [], size("STRIDE", 1)
    for revision in OLD:
        made = tmp_path / revision / "made"
        made.mkdir(parents=True, mode=0o700)
        before = left_by(made / "matinee.db", revision)
        step, ended = 0, False
        while not ended:
            step += stride
            folder = tmp_path / revision / str(step)
            home = Path(shutil.copytree(made, folder / "home"))
            recorder = Recorder(home, folder / "recording")
            recorder.kill_after(step)
            gone(upgraded(forker, home / "matinee.db", home, **recorder.environment), within=300)
            ended = len(recorder.steps()) < step
            kills += not ended
            faults += [f"{revision}, step {step}: {one}" for one in half_done(home / "matinee.db", before, revision)]
            shutil.rmtree(folder)
    note("R14", "SQLite, killed step by step", revisions=len(OLD), kills=kills, stride=stride, faults=len(faults))
    assert faults == []
    assert kills >= len(OLD)


@pytest.mark.reliability
@pytest.mark.timeout(0)
def test_an_upgrade_of_postgres_killed_at_random(forker: Forker, postgres_server: URL, tmp_path: Path) -> None:
    """Each older revision in turn."""
    kills, faults, dice = size("KILLS", 20), [], random.Random(size("SEED", 7))
    home, halfway = tmp_path / "home", 0
    home.mkdir(mode=0o700)
    for number in range(kills):
        revision = OLD[number % len(OLD)]
        place = postgres_server.set(database=f"old_{uuid.uuid4().hex}")
        asyncio.run(execute(postgres_server, f'CREATE DATABASE "{place.database}"'))
        before = left_by(place, revision)
        started = upgraded(forker, place, home)
        time.sleep(dice.uniform(0.2, 2.0))
        halfway += is_alive(started)
        if is_alive(started):
            os.killpg(started, signal.SIGKILL)
        gone(started)
        faults += [f"{revision}: {one}" for one in half_done(place, before, revision)]
        asyncio.run(execute(postgres_server, f'DROP DATABASE "{place.database}" WITH (FORCE)'))
    note(
        "R14",
        "PostgreSQL, killed at random",
        revisions=len(OLD),
        kills=halfway,
        faults=len(faults),
        at_most=at_most(max(1, halfway)),
    )
    assert faults == []


@pytest.mark.reliability
@pytest.mark.timeout(0)
def test_many_ratings_are_brought_up_in_time(tmp_path: Path) -> None:
    place, ratings = tmp_path / "matinee.db", size("RATINGS", 1_000_000)
    revision = next(one for one in OLD if one >= "0004")
    before = left_by(place, revision, ratings=ratings)
    begun = time.monotonic()
    asyncio.run(upgrade(place))
    spent = time.monotonic() - begun
    kept = do(place, lambda connection: connection.exec_driver_sql("SELECT count(*) FROM ratings").scalar_one())
    note("R14", "many ratings", ratings=ratings, seconds=round(spent, 1), from_revision=revision)
    assert kept == ratings + len(before["ratings"])
    assert spent < 60
