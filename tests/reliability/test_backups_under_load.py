"""R13: a backup that is made while people write is of one moment, can be brought back to an empty home, and one
that was damaged is refused."""

import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from matinee.domain.errors import MatineeError
from matinee.wiring.backups import check_backup, restore_backup
from tests.fixtures.databases import empty_place
from tests.reliability.at_rest import found_in
from tests.reliability.checker import check
from tests.reliability.figures import at_most, note, size
from tests.reliability.furnishing import Furnished, furnish
from tests.reliability.history import Event, read_history
from tests.reliability.houses import Forker, House, gone
from tests.reliability.ledgers import faults_of_file
from tests.reliability.nemesis import write_for

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]


def microseconds() -> int:
    return time.monotonic_ns() // 1000


@dataclass
class Made:
    """begun, ended: of the backup, by the clock that marks events."""

    archive: Path
    begun: int
    ended: int


@dataclass
class Brought:
    backups: int = 0
    seconds: list[float] = field(default_factory=list)
    restoring: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def backed_up(forker: Forker, mine: Furnished, folder: Path, *, times: int) -> tuple[list[Made], Sequence[Event]]:
    house, made = House(forker, mine.environment, folder / "log"), []

    def meanwhile() -> None:
        for number in range(times):
            archive, begun = folder / f"{number}.zip", microseconds()
            arguments = ["backup", "--out", str(archive)]
            gone(forker.start(arguments, mine.environment, folder / "backup.log"), within=300)
            made.append(Made(archive, begun, microseconds()))

    path = folder / "history.jsonl"
    write_for(house, mine, path, answers=60, meanwhile=meanwhile, each=12, seed=7, mark=microseconds)
    return made, read_history(path)


def cut_between(history: Sequence[Event], made: Made) -> Iterator[Event]:
    """What is known at a moment between the two: done is what was answered before the first, and nothing that was
    asked after the second."""
    asked = set()
    for event in history:
        if event.kind == "asked" and event.mark <= made.ended:
            asked.add(event.op)
        if event.op in asked and (event.kind != "asked" or event.mark <= made.ended):
            known = event.kind == "asked" or event.mark <= made.begun
            yield event if known else Event("unknown", event.op, event.register, event.action, event.value)


def brought_back(mine: Furnished, made: Made, home: Path, history: Sequence[Event]) -> tuple[list[str], float]:
    settings = mine.settings.model_copy(update={"home": home, "database": None})
    begun = time.monotonic()
    restore_backup(settings, made.archive)
    spent = time.monotonic() - begun
    before = list(cut_between(history, made))
    with closing(sqlite3.connect(home / "matinee.db")) as connection:
        faults = faults_of_file(connection)
        seen = found_in(connection, {event.register for event in before})
    return faults + [str(one) for one in check([*before, Event("crash"), *seen])], spent


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_backups_under_writing_are_of_one_moment(
    kind: str, forker: Forker, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    mine = furnish(tmp_path / "home", empty_place(kind, request, tmp_path), people=4, titles=24)
    found, times = Brought(), size("BACKUPS", 10)
    made, history = backed_up(forker, mine, tmp_path, times=times)
    for number, one in enumerate(made):
        faults, spent = brought_back(mine, one, tmp_path / f"back{number}", history)
        found.faults += faults
        found.seconds.append((one.ended - one.begun) / 1e6)
        found.restoring.append(spent)
    note(
        "R13",
        kind,
        backups=times,
        changes=sum(one.kind == "done" for one in history),
        faults=len(found.faults),
        backup_most=round(max(found.seconds), 1),
        restore_most=round(max(found.restoring), 1),
        at_most=at_most(times),
    )
    assert found.faults == []


def test_a_backup_that_misses_what_was_acknowledged_is_caught(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    made, history = backed_up(forker, mine, tmp_path, times=1)
    later = Made(made[0].archive, history[-1].mark, history[-1].mark)
    assert brought_back(mine, later, tmp_path / "back", history)[0] != []


def test_damaged_backups_are_refused(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    made, _ = backed_up(forker, mine, tmp_path, times=1)
    whole, dice, taken = made[0].archive.read_bytes(), random.Random(size("SEED", 7)), []
    tries = size("DAMAGES", 400)
    for number in range(tries):
        damaged, place = bytearray(whole), dice.randrange(len(whole))
        if number % 2:
            damaged[place] ^= 1 << dice.randrange(8)
        else:
            del damaged[place:]
        path = tmp_path / "damaged.zip"
        path.write_bytes(damaged)
        if not _refused(path):
            taken.append((number % 2, place))
    note("R13", "damaged", damages=tries, taken=len(taken), at_most=at_most(tries))
    assert taken == []


def _refused(path: Path) -> bool:
    try:
        check_backup(path)
    except MatineeError:
        return True
    return False
