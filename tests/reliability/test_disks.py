"""R6: a disk that is full or broken costs writes and nothing else: none is acknowledged that is not kept, reading goes
on, and once the disk is well nobody need help."""

import resource
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.reliability.at_rest import judged
from tests.reliability.client import Answered, Client
from tests.reliability.disk.recording import Recorder, emptied
from tests.reliability.disk.replaying import images, written
from tests.reliability.figures import note, size
from tests.reliability.furnishing import Furnished
from tests.reliability.history import read_history
from tests.reliability.houses import Forker, House, standing
from tests.reliability.nemesis import write_for

READS = ("/me/ratings", "/recommendations?k=5", "/health/live", "/titles/search?q=Film")
ANOTHER = "/services?region=FR"
"""What is read beside the others, for which a file may have to be opened."""
BACK = 30.0
"""Seconds within which it must write again."""


@dataclass
class Suffered:
    """refused: how writes were answered while the disk was bad. reads: that were answered well, and all. again:
    seconds until a write went well once the disk was."""

    refused: set[tuple[int, str]] = field(default_factory=set)
    reads: int = 0
    asked: int = 0
    again: list[float] = field(default_factory=list)
    anomalies: list[str] = field(default_factory=list)


def suffer(forker: Forker, mine: Furnished, folder: Path, what: str, *mutants: str, times: int) -> Suffered:
    recorder, found = Recorder(mine.home, folder / "recording"), Suffered()
    house = House(forker, {**mine.environment, **recorder.environment}, folder / "log", mutants)

    def meanwhile() -> None:
        client = Client(house.port, mine.people[0].token)
        for number in range(times):
            recorder.fail(what)
            end = time.monotonic() + 0.4
            while time.monotonic() < end:
                answer = _rate(client, mine.titles[-1], 1 + number % 2)
                if answer.status >= 500:
                    found.refused.add((answer.status, answer.said["code"]))
                for path in READS:
                    found.asked += 1
                    found.reads += client.get(path).status == 200
            recorder.fail("")
            found.again.append(_seconds_until_written(client, mine.titles[-1]))
        client.close()

    path = folder / "history.jsonl"
    write_for(house, mine, path, answers=40, meanwhile=meanwhile, each=11, seed=7, mark=recorder.reached)
    history, last = read_history(path), len(recorder.steps()) - 1
    for kind in ("kill", "power"):
        for step, image in images(recorder, range(last % 7, last + 1, max(7, last // 10)), kind=kind):
            anomalies, faults = judged(written(image, emptied(folder / "image")) / "matinee.db", history, step.end)
            found.anomalies += [*(str(one) for one in anomalies), *faults]
    return found


def _rate(client: Client, title: int, stars: float) -> Answered:
    return client.send("PUT", f"/ratings/{title}", {"stars": stars})


def _seconds_until_written(client: Client, title: int) -> float:
    begun = time.monotonic()
    while _rate(client, title, 4).status != 200 or _rate(client, title, 5).status != 200:
        assert time.monotonic() < begun + BACK, "it does not write again"
        time.sleep(0.01)
    return time.monotonic() - begun


@pytest.mark.parametrize(
    ("what", "answers"),
    [
        ("space", {(507, "no_room")}),
        pytest.param("sync", {(503, "unreachable")}, marks=pytest.mark.reliability),
    ],
)
def test_a_disk_that_refuses_costs_writes_alone(
    what: str, answers: set[tuple[int, str]], forker: Forker, mine: Furnished, tmp_path: Path
) -> None:
    found = suffer(forker, mine, tmp_path, what, times=1)
    assert found.refused == answers
    assert found.reads == found.asked
    assert found.anomalies == []


@pytest.mark.reliability
def test_a_house_that_answers_whatever_the_disk_says_is_caught(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    assert suffer(forker, mine, tmp_path, "space", "answers_whatever_the_disk_says", times=2).anomalies != []


@pytest.mark.reliability
@pytest.mark.timeout(0)
@pytest.mark.parametrize("what", ["space", "sync"])
def test_a_disk_that_refuses_again_and_again(what: str, forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    times = size("KILLS", 300) // 10
    found = suffer(forker, mine, tmp_path, what, times=times)
    note(
        "R6",
        {"space": "no space left", "sync": "I/O error of fsync"}[what],
        times=times,
        refused=", ".join(f"{status} {code}" for status, code in sorted(found.refused)),
        reads=found.reads / found.asked,
        asked=found.asked,
        again=round(max(found.again), 2),
        anomalies=len(found.anomalies),
    )
    assert found.anomalies == []
    assert found.reads >= 0.999 * found.asked


def test_a_house_that_may_open_no_more_files_goes_on_with_those_it_has(
    forker: Forker, mine: Furnished, tmp_path: Path
) -> None:
    with standing(House(forker, mine.environment, tmp_path / "log")) as house, ExitStack() as stack:
        assert house.pid is not None
        client = Client(house.port, mine.people[0].token)
        stack.callback(client.close)
        assert _rate(client, mine.titles[0], 4).status == 200
        opened = len(list(Path(f"/proc/{house.pid}/fd").iterdir()))
        _, most = resource.prlimit(house.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(house.pid, resource.RLIMIT_NOFILE, (opened + 4, most))
        for _ in range(20):
            stack.enter_context(socket.create_connection(("127.0.0.1", house.port)))
        time.sleep(0.2)
        statuses = {path: client.get(path).status for path in (*READS, ANOTHER)}
        assert {statuses[path] for path in READS} == {200}
        assert statuses[ANOTHER] in {200, 503}
        assert _rate(client, mine.titles[0], 5).status == 200
        resource.prlimit(house.pid, resource.RLIMIT_NOFILE, (opened + 100, most))
        stack.close()
        assert _answers_again(house.port, mine.people[1].token)


def _answers_again(port: int, token: str) -> bool:
    end = time.monotonic() + BACK
    while time.monotonic() < end:
        client = Client(port, token)
        try:
            if client.get("/me/ratings", patience=2).status == 200:
                return True
        except (OSError, HTTPException):
            time.sleep(0.05)
        finally:
            client.close()
    return False
