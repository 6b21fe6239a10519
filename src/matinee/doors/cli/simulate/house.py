"""A house of the simulation's own: made of the world, started as a process, stopped."""

import asyncio
import os
import shutil
import signal
import subprocess  # nosec B404
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import polars as pl

from matinee.domain.errors import Unreachable
from matinee.doors.cli.server_rooms import demo as demo_room
from matinee.doors.cli.server_rooms import loading
from matinee.doors.cli.simulate.asking import PREFIX
from matinee.doors.cli.simulate.clock import SharedClock
from matinee.doors.cli.simulate.keys import numbered_keys
from matinee.doors.cli.simulate.server import DONE, LEARN, WORK
from matinee.doors.cli.terminal import Terminal
from matinee.kit.clock import SECOND
from matinee.lab.world.audience import Audience, moment_of
from matinee.lab.world.files import WorldFolder, write_manifest, write_table, write_world
from matinee.lab.world.world import World
from matinee.ops.runs.recipes import find_recipe
from matinee.wiring.settings import PREFIX as VARIABLE
from matinee.wiring.settings import Settings

START = 900.0
"""Seconds within which a server is to be ready."""
STOP = 60.0
PATIENCE = 1800.0
"""Seconds for what a house is told to do: one training at most."""
RATINGS = "ratings"
CLOCK, LOG = "clock", "server.log"
LOOK_AT_IT = "Look at its log"


@dataclass(frozen=True)
class Made:
    """home: of the service. password: of its admin. ids: of titles, by their numbers in the world."""

    home: Path
    name: str
    password: str
    ids: Mapping[str, int]


@dataclass(frozen=True)
class House:
    """A server that runs. order: has it do something, and waits until it is done."""

    made: Made
    url: str
    clock: SharedClock
    order: Callable[[str], None]

    def work(self) -> None:
        """All jobs that are due."""
        self.order(WORK)

    def learn(self, recipe: Path) -> None:
        """A training by another recipe is put down."""
        self.order(f"{LEARN} {recipe}")


def make_house(terminal: Terminal, folder: Path, world: World, audience: Audience, *, origin: str) -> Made:
    """Opens with what the founders rated, of the titles that are out by then, at a moment of the world. origin: by
    which it knows the titles."""
    room = demo_room()
    path = founded(write_world(world, folder / "world", progress=terminal.progress), audience)
    settings = terminal.context.settings.model_copy(
        update={"home": folder / "home", "database": None, "redis": None, "backups": None, "secrets": None}
    )
    recipe = find_recipe(room.WORLD_RECIPE)
    context = terminal.context.fit_context(progress=terminal.progress)
    opened = moment_of(0) * SECOND
    settled = {"clock": lambda: opened, "new_key": numbered_keys("founding account")}
    logins = asyncio.run(
        room.prepare_demo(settings, path, recipe, context=context, progress=terminal.progress, **settled)
    )
    admin = next(one for one in logins if one.name == room.ADMIN)
    ids = asyncio.run(loading().ids_in(settings, origin))
    return Made(settings.home, admin.name, admin.password, ids)


def twin_of(made: Made, folder: Path) -> Made:
    """The same house once more, as it is now."""
    shutil.copytree(made.home, folder / "home")
    return replace(made, home=folder / "home")


@contextmanager
def running(made: Made, settings: Settings) -> Iterator[House]:
    """The server, until the block ends."""
    clock = made.home / CLOCK
    log = (made.home / LOG).open("ab")
    process = subprocess.Popen(  # noqa: S603  # nosec B603
        [sys.executable, "-m", "matinee.doors.cli.simulate.server", str(clock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env=surroundings(made.home, settings),
    )
    try:
        url = _ready(process, made)
        yield House(made, url, SharedClock(clock), partial(_order, process, made))
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
    """What processes of a simulated house find in their environment: nothing of another house. Answers are kept for
    minutes of the machine, which would be days here: each is made anew."""
    own: dict[str, Any] = {
        "HOME": home.absolute(),
        "JOBS": "worker",
        "RATE_LIMIT": 0,
        "SESSION_DAYS": 365,
        "LOG_LEVEL": "warning",
        "SEED": settings.seed,
        "THREADS": settings.threads,
        "ANSWER_SECONDS": 0,
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
    until = time.monotonic() + START
    said = _line(process, START)
    if said.isdigit():
        url = f"http://127.0.0.1:{said}"
        while time.monotonic() < until and process.poll() is None:
            try:
                if httpx.get(f"{url}{PREFIX}/health/ready", timeout=10).status_code == 200:
                    return url
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
    raise Unreachable("the server of the simulated house did not start", where=str(made.home / LOG), remedy=LOOK_AT_IT)


def _order(process: subprocess.Popen[bytes], made: Made, order: str) -> None:
    said = ""
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.write(f"{order}\n".encode())
            process.stdin.flush()
            said = _line(process, PATIENCE)
    if said != DONE:
        raise Unreachable(f"the simulated house has not done '{order}'", where=str(made.home / LOG), remedy=LOOK_AT_IT)


def _line(process: subprocess.Popen[bytes], seconds: float) -> str:
    """The next that it says; empty where nothing came."""
    found: list[bytes] = []
    reading = threading.Thread(
        target=lambda: found.append(process.stdout.readline() if process.stdout else b""), daemon=True
    )
    reading.start()
    reading.join(seconds)
    return found[0].decode().strip() if found else ""
