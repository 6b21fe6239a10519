"""Services as processes of their own, that can be killed at any moment and come up again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from tests.fixtures.processes import free_port
from tests.fixtures.running import environment

STARTING = 120.0
ROOT = Path(__file__).resolve().parents[2]


class Forker:
    """The process that starts services; see `forking`."""

    def __init__(self, folder: Path, **more: str) -> None:
        self._folder = folder
        plain = {**environment(folder), **more, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        plain.pop("MATINEE_HOME")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.forking"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=plain,
        )
        said = self._said.readline()
        assert said == "ready\n", f"the forks do not start: {said!r}"

    @property
    def _said(self) -> IO[str]:
        return cast("IO[str]", self._process.stdout)

    def start(self, arguments: Sequence[str], given: Mapping[str, str], log: Path, mutants: Sequence[str] = ()) -> int:
        """The process id of `matinee` with these arguments."""
        asked = {"arguments": list(arguments), "environment": dict(given), "log": str(log), "mutants": list(mutants)}
        tell = cast("IO[str]", self._process.stdin)
        tell.write(json.dumps(asked) + "\n")
        tell.flush()
        return int(self._said.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        cast("IO[str]", self._process.stdin).close()
        self._process.wait()
        self._said.close()


@dataclass
class House:
    """One service, at the same port however often it starts. given: its environment."""

    forker: Forker
    given: Mapping[str, str]
    log: Path
    mutants: Sequence[str] = ()
    port: int = field(default_factory=free_port)
    pid: int | None = None
    ready_after: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Returns once it is ready, and notes how long that took."""
        begun = time.monotonic()
        self.pid = self.forker.start(["serve", "--port", str(self.port)], self.given, self.log, self.mutants)
        while not is_ready(self.port):
            assert is_alive(self.pid), f"it did not start: {self.log.read_text()[-2000:]}"
            assert time.monotonic() < begun + STARTING, "it did not become ready"
            time.sleep(0.01)
        self.ready_after.append(time.monotonic() - begun)

    def kill(self) -> None:
        """Without warning, with all that it started."""
        assert self.pid is not None
        os.killpg(self.pid, signal.SIGKILL)
        gone(self.pid)
        self.pid = None

    def stop(self, *, within: float = 60) -> None:
        if self.pid is not None:
            os.kill(self.pid, signal.SIGTERM)
            gone(self.pid, within=within)
            self.pid = None


@contextmanager
def standing(house: House) -> Iterator[House]:
    """Started; killed at the end where it still runs."""
    house.start()
    try:
        yield house
    finally:
        if house.pid is not None and is_alive(house.pid):
            house.kill()


def is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=STARTING)
    try:
        connection.request("GET", "/api/v1/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def gone(pid: int, *, within: float = 60) -> None:
    end = time.monotonic() + within
    while is_alive(pid):
        assert time.monotonic() < end, "it did not end"
        time.sleep(0.005)
