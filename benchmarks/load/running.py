"""Starting the server in a process of its own, and asking what it takes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVER = Path(__file__).with_name("server.py")
READY = 120.0


@dataclass(frozen=True)
class Running:
    """ready: seconds from the start of the process to the first answer."""

    port: int
    pid: int
    ready: float

    def mib(self) -> float:
        """Resident memory now; -1 where the machine does not say."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        except OSError:
            return -1.0
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def cores() -> tuple[int, int]:
    """One for the server and one for the generator; -1 twice where there is but one, or they cannot be chosen."""
    if not hasattr(os, "sched_getaffinity"):
        return -1, -1
    usable = sorted(os.sched_getaffinity(0))
    return (usable[0], usable[1]) if len(usable) > 1 else (-1, -1)


@contextmanager
def running(size: int, settings: Mapping[str, str], *, log: Path, core: int, stalled: float = 0.0) -> Iterator[Running]:
    """settings: MATINEE_ variables. size: bytes of the constant answer. Ended with the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, str(SERVER), str(port), str(core), str(size), *([str(stalled)] if stalled else [])]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MATINEE_")}
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    begun = time.monotonic()
    with log.open("w") as errors:
        process = subprocess.Popen(words, stdout=errors, stderr=errors, env={**plain, **one_thread, **settings})
    try:
        _wait(process, port, log)
        yield Running(port, process.pid, time.monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until it takes connections, which it does once its lifespan has begun."""
    end = time.monotonic() + READY
    ask = b"GET /constant HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server did not start: {log.read_text()[-2000:]}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=READY) as line:
                line.sendall(ask)
                if line.recv(64).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server was not ready in {READY:.0f} s")
