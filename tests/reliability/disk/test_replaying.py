"""A folder after a kill is worked out as it really is, and after a loss of power by what was synced."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.reliability.disk.recording import Recorder, emptied
from tests.reliability.disk.replaying import images, written

WRITER = """
import os, sqlite3, sys
from pathlib import Path
folder = Path(sys.argv[1])
connection = sqlite3.connect(folder / "a.db", isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = " + sys.argv[2])
connection.execute("CREATE TABLE IF NOT EXISTS t (a)")
for number in range(8):
    connection.execute("INSERT INTO t VALUES (?)", (number,))
    print(number, os.stat(os.environ["DISK_LOG"]).st_size, flush=True)
    if number == 4:
        connection.execute("PRAGMA wal_checkpoint(FULL)")
(folder / "new").write_text("whole")
os.rename(folder / "new", folder / "old")
os.remove(folder / "gone")
os._exit(0)
"""


def recorded(shim: Path, folder: Path, *, synchronous: str = "FULL", kill_after: int = 0) -> tuple[Recorder, str]:
    """Of WRITER; and what it said."""
    home = folder / "home"
    home.mkdir(parents=True)
    for name in ("old", "gone"):
        (home / name).write_text("old")
    recorder = Recorder(home, folder / "recording")
    recorder.kill_after(kill_after)
    environment = {**os.environ, "LD_PRELOAD": str(shim), **recorder.environment}
    command = [sys.executable, "-c", WRITER, str(home), synchronous]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode == 0) is (kill_after == 0), ran.stderr
    return recorder, ran.stdout


def files_in(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.endswith("-shm")}


def kept_by(folder: Path) -> int:
    """How many rows there are; 0 where there is not even a table."""
    with closing(sqlite3.connect(folder / "a.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return connection.execute("SELECT count(*) FROM t").fetchone()[0] if tables else 0


def lost(shim: Path, folder: Path, *, synchronous: str, kind: str) -> list[str]:
    """What was acknowledged and is not there, for a cut after each step."""
    recorder, said = recorded(shim, folder, synchronous=synchronous)
    told = [int(line.split()[1]) for line in said.splitlines()]
    found = []
    for step, image in images(recorder, range(0, len(recorder.steps()), 4), kind=kind):
        acknowledged = sum(reached <= step.end for reached in told)
        rows = kept_by(written(image, emptied(folder / "image")))
        if rows < acknowledged:
            found.append(f"after {step.end}: {rows} of {acknowledged}")
    return found


def test_a_folder_after_a_kill_is_what_the_replay_says(shim: Path, tmp_path: Path) -> None:
    whole, _ = recorded(shim, tmp_path / "whole")
    steps = len(whole.steps())
    for number in (1, steps // 3, steps // 2, steps - 2, steps - 1):
        folder = tmp_path / str(number)
        recorder, _ = recorded(shim, folder, kill_after=number)
        assert len(recorder.steps()) == number
        ((_, image),) = images(recorder, [number - 1], kind="kill")
        assert files_in(written(image, emptied(folder / "image"))) == files_in(folder / "home")


def test_nothing_that_was_synced_is_lost_with_the_power_and_what_was_not_is(shim: Path, tmp_path: Path) -> None:
    for kind in ("kill", "power", "some"):
        assert lost(shim, tmp_path / kind, synchronous="FULL", kind=kind) == []
    assert lost(shim, tmp_path / "weaker", synchronous="NORMAL", kind="power") != []


def test_names_are_lost_with_the_power_unless_their_folder_was_synced(shim: Path, tmp_path: Path) -> None:
    recorder, _ = recorded(shim, tmp_path)
    last = len(recorder.steps()) - 1
    ((_, after_kill),) = images(recorder, [last], kind="kill")
    ((_, after_cut),) = images(recorder, [last], kind="power")
    assert (after_kill["old"], "gone" in after_kill) == (b"whole", False)
    assert (after_cut["old"], "gone" in after_cut) == (b"old", True)
