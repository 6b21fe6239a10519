"""P5 and the rest of P8: what people notice while a training and an import of a million lines go on beside them.

A worker of its own trains, as `MATINEE_JOBS=worker` has it, on the core of the server; the files come to the server
itself. It works on a copy of the home, which the imports would change.
"""

import asyncio
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from arrivals import poisson, steady
from generator import Ask, Heard, send_all
from populated import Populated
from running import Running
from workloads import API, look, request

LINES = 50_000
"""Of a file: as many as the service takes."""
FILES = 20
LOOKS = 20.0
"""A second, at what answers without a database: what the event loop is late by is in it."""
CONNECTIONS = 64
LIVE = "live"
PATIENCE = 1800.0
"""Seconds within which a training has ended."""
STATUS = Path("/proc")


@dataclass
class Beside:
    """What went on meanwhile. lines: of files that were applied. trained: whether the training ended well. trainer_mib:
    the most memory that one of the processes of the worker held. faults: what went wrong, in words."""

    lines: int = 0
    trained: bool = False
    trainer_mib: float = 0.0
    faults: list[str] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event, repr=False)


@contextmanager
def copy_of(home: Populated) -> Iterator[Populated]:
    with tempfile.TemporaryDirectory(dir=home.home.parent, prefix="beside-") as folder:
        there = Path(folder) / "home"
        shutil.copytree(home.home, there)
        yield replace(home, home=there)


def beside(
    home: Populated,
    server: Running,
    make: Callable[[], Ask],
    *,
    settings: Mapping[str, str],
    core: int,
    rate: float,
    seconds: float,
    files: int = FILES,
) -> dict[str, Any]:
    """rate: requests a second. seconds: for which they are asked before the work, and at least beside it: then until
    both have ended."""
    idle = _asked(server.port, make, rate, seconds, seed=41)
    done = Beside()
    work = [
        threading.Thread(target=_train, args=(done, settings, core), daemon=True),
        threading.Thread(target=_bring, args=(done, home, server.port, files), daemon=True),
    ]
    begun = time.monotonic()
    for one in work:
        one.start()
    heard = []
    while any(one.is_alive() for one in work) or not heard:
        heard.append(_asked(server.port, make, rate, seconds, seed=42 + len(heard)))
    return {
        "asked_per_second": round(rate, 1),
        "seconds": round(time.monotonic() - begun, 1),
        "lines": done.lines,
        "trained": done.trained,
        "trainer_mib": round(done.trainer_mib),
        "faults": done.faults,
        **{f"idle_{name}": value for name, value in _told([idle]).items()},
        **{f"beside_{name}": value for name, value in _told(heard).items()},
    }


def _asked(port: int, make: Callable[[], Ask], rate: float, seconds: float, *, seed: int) -> Heard:
    sent = [(moment, make()) for moment in poisson(rate, seconds, seed=seed).tolist()]
    sent += [(moment, Ask(request("GET", f"{API}/health/live"), LIVE)) for moment in steady(LOOKS, seconds).tolist()]
    sent.sort(key=lambda one: one[0])
    moments, asks = np.array([moment for moment, _ in sent]), [ask for _, ask in sent]
    return asyncio.run(send_all(asks, moments, host="127.0.0.1", port=port, lines=CONNECTIONS, look=look))


def _told(heard: list[Heard]) -> dict[str, Any]:
    kinds = np.array([kind for one in heard for kind in one.kinds])
    latencies = np.concatenate([one.latencies for one in heard])
    good = np.concatenate([one.statuses for one in heard]) // 100 == 2
    latencies = np.where(good & np.isfinite(latencies), latencies, np.inf)
    mix, late = kinds != LIVE, np.concatenate([one.late for one in heard])
    return {
        "p50_ms": _ms(latencies[mix], 0.5),
        "p99_ms": _ms(latencies[mix], 0.99),
        "live_p99_ms": _ms(latencies[~mix], 0.99),
        "errors": int((~good).sum()),
        "generator_lag_p99_ms": _ms(late, 0.99),
    }


def _ms(seconds: np.ndarray, at: float) -> float:
    """-1 for never."""
    found = float(np.quantile(seconds, at, method="higher"))
    return round(1000 * found, 1) if np.isfinite(found) else -1.0


def _train(done: Beside, settings: Mapping[str, str], core: int) -> None:
    """Puts a training down, and has a worker do what there is to do until it has ended."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MATINEE_")}
    words = [sys.executable, "-m", "matinee"]
    env = {**plain, **settings}
    subprocess.run([*words, "retrain"], env=env, check=True, capture_output=True, timeout=PATIENCE)
    placed = (lambda: os.sched_setaffinity(0, {core})) if core >= 0 else None
    worker = subprocess.Popen(
        [*words, "worker", "--once"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=placed,  # noqa: PLW1509  nothing else runs in it before the worker does
    )
    watching = threading.Thread(target=_watch, args=(done, worker.pid), daemon=True)
    watching.start()
    try:
        said = worker.communicate(timeout=PATIENCE)[0].decode(errors="replace")
    except subprocess.TimeoutExpired:
        worker.kill()
        done.faults.append("the training did not end")
        return
    finally:
        done._ended.set()
    done.trained = worker.returncode == 0
    if not done.trained:
        done.faults.append(f"the worker ended with {worker.returncode}: {said[-500:]}")


def _watch(done: Beside, pid: int) -> None:
    while not done._ended.wait(0.2):
        done.trainer_mib = max(done.trainer_mib, *(_peak_mib(one) for one in [pid, *_below(pid)]))


def _below(pid: int) -> list[int]:
    """The processes that it started, and those that they did."""
    found: list[int] = []
    for task in (STATUS / str(pid) / "task").glob("*/children"):
        try:
            found += [int(one) for one in task.read_text().split()]
        except OSError:
            continue
    return [*found, *(one for child in list(found) for one in _below(child))]


def _peak_mib(pid: int) -> float:
    """The most that it held until now; 0 for one that is gone."""
    try:
        lines = (STATUS / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def _bring(done: Beside, home: Populated, port: int, files: int) -> None:
    """One file after the other, each of another person, with as many lines as a file may have."""
    names = list(home.titles.values())
    for number in range(files):
        token = home.tokens[-1 - number]
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        head = {"Authorization": f"Bearer {token}"}
        try:
            made = _sent(line, f"{API}/imports", head | {"Content-Type": "text/csv"}, _table(names, number))
            how = json.dumps({"conflicts": "newest"}).encode()
            _sent(line, f"{API}/imports/{made['id']}/apply", head | {"Content-Type": "application/json"}, how)
            done.lines += LINES
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            done.faults.append(f"file {number + 1}: {error}")
        finally:
            line.close()


def _table(names: list[str], number: int) -> bytes:
    """Titles over and over, since there are fewer than lines; the last stars of each count."""
    lines = ["title,rating"]
    for place in range(LINES - 1):
        name = names[(place + 37 * number) % len(names)].replace('"', '""')
        lines.append(f'"{name}",{(place + number) % 10 / 2 + 0.5}')
    return "\n".join(lines).encode()


def _sent(line: http.client.HTTPConnection, path: str, head: Mapping[str, str], body: bytes) -> dict[str, Any]:
    line.request("POST", path, body, {**head, "Idempotency-Key": os.urandom(16).hex()})
    answer = line.getresponse()
    said = answer.read()
    if answer.status // 100 != 2:
        raise RuntimeError(f"{path}: {answer.status} {said[:300]!r}")
    return json.loads(said)
