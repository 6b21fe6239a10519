"""matinee worker."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door
from tests.fixtures.running import environment


def test_what_is_due_is_done_once(matinee: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    done = matinee("worker", "--once")
    assert (done.exit_code, done.stdout) == (0, "3 jobs done.\n")
    assert matinee("worker", "--once").stdout == "0 jobs done.\n"


def test_it_works_until_it_is_stopped_and_ends_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "matinee", "worker"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(tmp_path / "home")
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "Doing: tidy, requests, slates. Stop with Ctrl-C.\n"
        said = [process.stderr.readline() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""
    assert all('"event":"job done"' in line for line in said)
