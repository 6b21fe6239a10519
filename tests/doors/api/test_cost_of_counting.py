"""M12: what counting costs a request, alone and in a server that answers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from matinee.doors.api.metrics import SHARED, Metrics
from matinee.services.recommending.serve import Given
from tests.fixtures.faulty_server import serving_with
from tests.fixtures.loop import Notes
from tests.fixtures.recommending import Cinema
from tests.fixtures.running import Running

ROOT = Path(__file__).resolve().parents[3]
SECONDS, SHARE = 50e-6, 0.03
"""The most that it may cost a request, and of what a server can answer."""
TICK = 1 / os.sysconf("SC_CLK_TCK")
pytestmark = [pytest.mark.loop, pytest.mark.timeout(3600)]


def cost_of(metrics: Metrics) -> float:
    """Seconds for one request: the quickest of several goes, so that what else the machine does is left out."""
    given = Given("v1", "personalised", False, False, 0.01)

    def cost() -> float:
        begun = time.perf_counter()
        for _ in range(200):
            metrics.note("GET", "/api/v1/recommendations", 200, 0.01, None)
            metrics.note_answer(given)
        return (time.perf_counter() - begun) / 200

    return min(cost() for _ in range(20))


def test_what_counting_costs_a_request(notes: Notes) -> None:
    told = "seconds that counting costs a request, one worker"
    notes.check("M12", told, cost_of(Metrics()), trials=200, high=SECONDS)


def test_what_counting_costs_where_several_workers_count_together(tmp_path: Path, notes: Notes) -> None:
    """In a process of its own, since that is settled once, when it begins."""
    asked = "from tests.doors.api import test_cost_of_counting as t; print(t.cost_of(t.Metrics()))"
    given = {**os.environ, SHARED: str(tmp_path)}
    made = subprocess.run(
        [sys.executable, "-c", asked], env=given, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert list(tmp_path.glob("counter_*.db")) != []
    told = "seconds that counting costs a request, several workers"
    notes.check("M12", told, float(made.stdout), trials=200, high=SECONDS)


def test_counting_that_waits_for_something_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as a lock that somebody else holds for a moment."""
    metrics, kept = Metrics(), Metrics.note

    def waiting(self: Metrics, *said: Any) -> None:
        time.sleep(SECONDS)
        kept(self, *said)

    monkeypatch.setattr(Metrics, "note", waiting)
    assert cost_of(metrics) > SECONDS


@pytest.fixture
def server(cinema: Cinema, request: pytest.FixtureRequest) -> Iterator[Running]:
    """It keeps no answers, so that each is made."""
    with serving_with(request.param, cinema.house.home, rate_limit="0", answer_seconds="0", jobs="worker") as running:
        yield running


async def share_of_counting(cinema: Cinema, server: Running, *, rounds: int, times: int) -> float:
    """How much less of a processor a request takes where nothing is counted, by turns."""
    clients = []
    for person in range(4):
        client = await cinema.house.program(f"person{person}")
        await cinema.rate(client, 25 * person + 1, 25 * person + 2)
        clients.append(client.headers["Authorization"])

    def spent() -> float:
        said = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(said[11]) + int(said[12])) * TICK

    def ask() -> float:
        before = spent()
        for number in range(times):
            header = {"Authorization": clients[number % len(clients)]}
            answer = asking.get("/recommendations", headers=header)
            assert answer.status_code == 200, answer.text
        return spent() - before

    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=30.0) as asking:
        ask()
        taken: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(2 * rounds):
            taken[turn % 2 == 0].append(ask())
            server.process.send_signal(signal.SIGUSR1)
    return float(1 - np.sum(taken[False]) / np.sum(taken[True]))


@pytest.mark.parametrize("server", ["counts_by_turns"], indirect=True)
async def test_what_counting_takes_of_what_a_server_can_answer(cinema: Cinema, server: Running, notes: Notes) -> None:
    rounds, times = 60, 250
    found = await share_of_counting(cinema, server, rounds=rounds, times=times)
    told = "of the requests a second that a processor can answer, the share that counting takes"
    notes.check("M12", told, found, trials=2 * rounds * times, high=SHARE)


@pytest.mark.parametrize("server", ["counts_dearly_by_turns"], indirect=True)
async def test_counting_that_takes_more_would_be_seen(cinema: Cinema, server: Running) -> None:
    assert await share_of_counting(cinema, server, rounds=5, times=250) > SHARE
