"""matinee worker."""

import os
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from matinee.doors.worker.duties import DUTIES
from tests.doors.cli.conftest import Door


def test_what_is_due_is_done_once(matinee: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    done = matinee("worker", "--once")
    assert (done.exit_code, done.stdout) == (0, f"{len(DUTIES)} jobs done.\n")
    assert matinee("worker", "--once").stdout == "0 jobs done.\n"


def test_it_works_until_it_is_stopped_and_ends_well(
    matinee: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal is sent once somebody listens to it: before, it would end the tests."""
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    before = signal.getsignal(signal.SIGTERM)

    def stop() -> None:
        while signal.getsignal(signal.SIGTERM) == before:
            time.sleep(0.01)
        while not done_jobs(tmp_path / "home" / "matinee.db"):
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)

    stopping = threading.Thread(target=stop, daemon=True)
    stopping.start()
    done = matinee("worker")
    stopping.join(10)
    names = ", ".join([*(duty.name for duty in DUTIES), "train"])
    assert (done.exit_code, done.stdout) == (0, f"Doing: {names}. Stop with Ctrl-C.\n")
    assert done_jobs(tmp_path / "home" / "matinee.db") == len(DUTIES)


def done_jobs(path: Path) -> int:
    """How many were done, once all of them are; 0 before."""
    if not path.exists():
        return 0
    with sqlite3.connect(path, timeout=5) as raw:
        if raw.execute("SELECT name FROM sqlite_master WHERE name = 'jobs'").fetchone() is None:
            return 0
        states = [row[0] for row in raw.execute("SELECT state FROM jobs")]
    raw.close()
    return len(states) if set(states) == {"done"} else 0
