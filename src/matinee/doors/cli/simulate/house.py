"""A house of the simulation's own: made of the world, started as a process, stopped."""

import asyncio
import os
import shutil
import signal
import subprocess  # nosec B404
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import polars as pl

from matinee.domain.errors import Unreachable
from matinee.doors.cli.server_rooms import demo as demo_room
from matinee.doors.cli.server_rooms import loading
from matinee.doors.cli.simulate.asking import PREFIX
from matinee.doors.cli.simulate.clock import SharedClock
from matinee.doors.cli.terminal import Terminal
from matinee.lab.world.audience import Audience, moment_of
from matinee.lab.world.files import WorldFolder, write_manifest, write_table, write_world
from matinee.lab.world.world import World
from matinee.ops.runs.recipes import find_recipe
from matinee.wiring.settings import PREFIX as VARIABLE
from matinee.wiring.settings import Settings

START = 900.0
"""Seconds within which a server is to be ready."""
STOP = 60.0
RATINGS = "ratings"


@dataclass(frozen=True)
class Made:
    """home: of the service. password: of its admin. opened: microseconds, when the last of it was made. ids: of titles,
    by their numbers in the world."""

    home: Path
    name: str
    password: str
    opened: int
    ids: Mapping[str, int]


@dataclass(frozen=True)
class House:
    """A server that runs."""

    made: Made
    url: str
    clock: SharedClock


def make_house(terminal: Terminal, folder: Path, world: World, audience: Audience, *, origin: str) -> Made:
    """Opens with what the founders rated, of the titles that are out by then. origin: by which it knows the titles."""
    room = demo_room()
    path = founded(write_world(world, folder / "world", progress=terminal.progress), audience)
    settings = terminal.context.settings.model_copy(
        update={"home": folder / "home", "database": None, "redis": None, "backups": None, "secrets": None}
    )
    recipe = find_recipe(room.WORLD_RECIPE)
    context = terminal.context.fit_context(progress=terminal.progress)
    logins = asyncio.run(room.prepare_demo(settings, path, recipe, context=context, progress=terminal.progress))
    admin = next(one for one in logins if one.name == room.ADMIN)
    ids = asyncio.run(loading().ids_in(settings, origin))
    return Made(settings.home, admin.name, admin.password, time.time_ns() // 1000, ids)


def twin_of(made: Made, folder: Path) -> Made:
    """The same house once more, as it is now."""
    shutil.copytree(made.home, folder / "home")
    return replace(made, home=folder / "home")


@contextmanager
def running(made: Made, settings: Settings, clock: Path, *, learns: bool = True) -> Iterator[House]:
    """The server, until the block ends. learns: whether it does the jobs of a house."""
    log = (made.home / "server.log").open("ab")
    process = subprocess.Popen(  # noqa: S603  # nosec B603
        [sys.executable, "-m", "matinee.doors.cli.simulate.server", str(clock), "works" if learns else "idles"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env=surroundings(made.home, settings),
    )
    try:
        yield House(made, _ready(process, made), SharedClock(clock))
    finally:
        log.close()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def surroundings(home: Path, settings: Settings) -> dict[str, str]:
    """What processes of a simulated house find in their environment: nothing of another house."""
    own: dict[str, Any] = {
        "HOME": home.absolute(),
        "JOBS": "worker",
        "RATE_LIMIT": 0,
        "SESSION_DAYS": 365,
        "LOG_LEVEL": "warning",
        "SEED": settings.seed,
        "THREADS": settings.threads,
        "CACHE": settings.cache,
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith(VARIABLE)}
    return others | {f"{VARIABLE}{name}": str(value) for name, value in own.items()}


def founded(world: WorldFolder, audience: Audience) -> Path:
    """The folder with the ratings of the founders alone."""
    file = world.path / f"{RATINGS}.parquet"
    hidden = (audience.premieres + 1).tolist()
    ratings = pl.read_parquet(file).filter(pl.col("person") <= audience.terms.founders, ~pl.col("title").is_in(hidden))
    files = world.files | {file.name: write_table(ratings, file)}
    write_manifest(world.path, world.size, seed=world.seed, now=moment_of(0), files=files)
    return world.path


def _ready(process: subprocess.Popen[bytes], made: Made) -> str:
    """Where it listens, once it answers."""
    found: list[bytes] = []
    reading = threading.Thread(target=lambda: found.append(process.stdout.readline() if process.stdout else b""))
    reading.start()
    reading.join(START)
    if found and found[0].strip().isdigit():
        url = f"http://127.0.0.1:{int(found[0])}"
        until = time.monotonic() + START
        while time.monotonic() < until and process.poll() is None:
            try:
                if httpx.get(f"{url}{PREFIX}/health/ready", timeout=10).status_code == 200:
                    return url
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
    raise Unreachable(
        "the server of the simulated house did not start", where=str(made.home / "server.log"), remedy="Look at its log"
    )
