"""The server as a process: started, asked, stopped while it works, killed."""

import json
import signal
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from matinee.doors.cli.app import app
from tests.fixtures.databases import redis_url
from tests.fixtures.running import Running, serving, wait_until

__all__ = ["redis_url"]

PASSWORD = "four unrelated words here"  # noqa: S105


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def answers(server: Running) -> bool:
    try:
        return httpx.get(f"{server.url}/api/v1/health/ready").status_code == 200
    except httpx.TransportError:
        return False


def register(server: Running, name: str) -> int:
    person = {"username": name, "password": PASSWORD}
    return httpx.post(f"{server.url}/api/v1/auth/register", json=person, timeout=60).status_code


def in_progress(server: Running) -> int:
    """Requests that have reached the server and are not answered, but for this one."""
    told = httpx.get(f"{server.url}/metrics", timeout=60).text
    [line] = [one for one in told.splitlines() if one.startswith("matinee_http_requests_in_progress")]
    return round(float(line.split()[-1])) - 1


def test_it_starts_answers_and_ends_what_it_began(home: Path) -> None:
    with serving(home, rate_limit="0") as server:
        wait_until(lambda: answers(server))
        assert httpx.get(f"{server.url}/docs").status_code == 200
        with ThreadPoolExecutor(6) as people:
            asking = [people.submit(register, server, f"person{n}") for n in range(6)]
            wait_until(lambda: sum(one.done() for one in asking) + in_progress(server) == 6)
            assert server.stop() == 0
            assert [one.result() for one in asking] == [202] * 6
        lines = [json.loads(line) for line in server.log.read_text().splitlines()]
        assert sum(line.get("route") == "/api/v1/auth/register" for line in lines) == 6


def test_what_was_answered_is_there_after_a_kill(home: Path) -> None:
    with serving(home, rate_limit="0") as server:
        wait_until(lambda: answers(server))
        assert register(server, "ana") == 202
        server.stop(signal.SIGKILL)
    with sqlite3.connect(home / "matinee.db") as raw:
        assert raw.execute("SELECT name FROM accounts").fetchall() == [("ana",)]
    raw.close()


def test_workers_share_a_port_and_their_counts(home: Path, redis_url: str) -> None:
    with serving(home, "--workers", "2", redis=redis_url) as server:
        wait_until(lambda: answers(server))
        for _ in range(20):
            assert httpx.get(f"{server.url}/api/v1/auth/me").status_code == 401
        told = httpx.get(f"{server.url}/metrics").text
        line = next(
            line for line in told.splitlines() if '"auth"' in line and line.startswith("matinee_http_requests_to")
        )
        assert line.endswith(" 20.0")
        assert server.stop() == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"environment": "prod"}, "MATINEE_SECRETS"),
        ({"workers": "2"}, "MATINEE_REDIS"),
        ({"database": "mysql://host/name"}, "MATINEE_DATABASE"),
    ],
)
def test_what_is_missing_is_said_in_one_line_before_anybody_is_let_in(
    home: Path, settings: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"home": str(home), "port": "0", **settings}.items():
        monkeypatch.setenv(f"MATINEE_{name.upper()}", value)
    done = CliRunner().invoke(app, ["serve"])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_a_port_that_is_taken_is_said_to_be(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_HOME", str(home))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("MATINEE_PORT", str(port))
        done = CliRunner().invoke(app, ["serve"])
    assert done.exit_code == 2
    assert f"port {port}" in done.stderr
