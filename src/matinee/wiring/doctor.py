"""Looking at what is installed and set, and saying what a missing part costs."""

import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from matinee.kit.extras import present, room
from matinee.kit.memory import MIB
from matinee.ops.runs.machine import blas_libraries, memory_mib, usable_cores
from matinee.version import __version__
from matinee.wiring.findings import Finding
from matinee.wiring.settings import Settings, settings_file
from matinee.wiring.tracking import chosen_trackers, tracking_folder

OLDEST_PYTHON = (3, 11)
LITTLE_MEMORY_MIB = 2_000
EXTRA_COSTS = {
    "redis": "limits are counted by each process alone, so that only one can answer",
    "reports": "no data reports and no pictures",
    "server": "no service: 'matinee serve', 'db', 'user' and 'openapi' say what to install",
    "track": "runs are not recorded, and 'matinee runs' finds none",
    "tune": "no search for settings",
}
PROGRAMS = {
    "node": ("node", "the web app of a source checkout cannot be built; a wheel brings it built"),
    "PostgreSQL": ("postgres", "SQLite is used; a PostgreSQL server elsewhere can be named by its URL"),
    "Redis": ("redis-server", "caches stay in the process; a Redis server elsewhere can be named by its URL"),
    "Chromium": ("chromium", "reports cannot be printed as PDF"),
}
"""Nothing here needs them yet; whoever sets up a machine can see early what later parts will use."""
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"extra == '([^']+)'")


def examine(settings: Settings) -> list[Finding]:
    """Everything looked at, in the order to be shown. Only `missing` keeps Matinee from working."""
    return [
        *_program(),
        *_packages(),
        *_machine(settings),
        *_places(settings),
        *_database(settings),
        *_programs(),
    ]


def _program() -> Iterator[Finding]:
    yield Finding("program", "matinee", "ok", __version__)
    python = platform.python_version()
    if sys.version_info[:2] < OLDEST_PYTHON:
        yield Finding("program", "Python", "missing", python, "Matinee needs Python 3.11 or newer")
    else:
        yield Finding("program", "Python", "ok", python)


def _packages() -> Iterator[Finding]:
    for requirement in sorted(metadata.requires("matinee") or (), key=lambda text: ("extra ==" in text, text.lower())):
        named, extra = _NAME.match(requirement), _EXTRA.search(requirement)
        if named is None or (extra and extra.group(1) not in EXTRA_COSTS):
            continue
        yield _package(named.group(), extra.group(1) if extra else None)


def _package(name: str, extra: str | None) -> Finding:
    area = f"extra '{extra}'" if extra else "package"
    try:
        return Finding(area, name, "ok", metadata.version(name))
    except metadata.PackageNotFoundError:
        if extra:
            costs = f"{EXTRA_COSTS[extra]}; install with: pip install 'matinee[{extra}]'"
            return Finding(area, name, "optional", "not installed", costs)
        return Finding(area, name, "missing", "not installed", "Matinee does not run; install it again")


def _machine(settings: Settings) -> Iterator[Finding]:
    cores = usable_cores()
    limit = f", limited to {settings.threads} by the settings" if settings.threads else ""
    yield Finding("machine", "cores", "ok", f"{cores}{limit}")
    libraries = ", ".join(sorted(blas_libraries()))
    if libraries:
        yield Finding("machine", "BLAS", "ok", libraries)
    else:
        yield Finding("machine", "BLAS", "optional", "not recognised", "thread limits may not be kept")
    memory = memory_mib()
    if memory < LITTLE_MEMORY_MIB:
        costs = "large data sets will not fit"
        yield Finding("machine", "memory", "optional", f"{memory:,.0f} MiB", costs)
    else:
        yield Finding("machine", "memory", "ok", f"{memory:,.0f} MiB")


def _places(settings: Settings) -> Iterator[Finding]:
    file = settings_file()
    yield Finding("places", "settings", "ok", str(file) if file else f"defaults ({settings.environment})")
    yield _data_folder(settings.data)
    yield _tracking(settings)
    yield _writable("cache folder", settings.cache, "nothing can be kept between runs")
    yield _writable("current folder", Path(), "name a folder elsewhere with --out and --to")


def _tracking(settings: Settings) -> Finding:
    chosen = chosen_trackers(settings)
    if not chosen:
        costs = "runs cannot be found again; install with: pip install 'matinee[track]', and set MATINEE_TRACKING"
        return Finding("places", "tracking", "optional", "nothing is recorded", costs)
    place = settings.tracking_url or str(tracking_folder(settings))
    return Finding("places", "tracking", "ok", f"{', '.join(chosen)} ({place})")


def _data_folder(folder: Path | None) -> Finding:
    if folder is None:
        return Finding("places", "data folder", "optional", "MATINEE_DATA is not set", "the tour shows invented data")
    if not folder.is_dir():
        return Finding("places", "data folder", "optional", f"{folder} is no folder", "correct MATINEE_DATA")
    sets = sorted(path.stem for path in folder.glob("ml-*.zip"))
    splits = sorted(path.stem for path in (folder / "splits").glob("*.npz"))
    held = "; ".join(f"{what}: {', '.join(found)}" for what, found in (("sets", sets), ("splits", splits)) if found)
    if not held:
        return Finding("places", "data folder", "optional", f"{folder} is empty", "matinee data get ml-latest-small")
    return Finding("places", "data folder", "ok", f"{folder} ({held})")


def _writable(name: str, folder: Path, costs: str) -> Finding:
    """Tried for real, at the nearest part of the path that exists: rights alone do not tell about a full disk."""
    existing = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=existing, prefix=".matinee-doctor-") as file:
            file.write(os.urandom(1024))
            file.flush()
    except OSError as error:
        return Finding("places", name, "optional", f"{folder.absolute()}: {error.strerror}", costs)
    free = shutil.disk_usage(existing).free / MIB
    return Finding("places", name, "ok", f"{folder.absolute()} ({free:,.0f} MiB free)")


def _database(settings: Settings) -> Iterator[Finding]:
    """Nothing where the extra 'server' is not installed, which is said among the packages."""
    if present("fastapi"):
        yield from room("matinee.wiring.doctor_database", on="fastapi").examine_database(settings)


def _programs() -> Iterator[Finding]:
    for name, (command, costs) in PROGRAMS.items():
        where = shutil.which(command)
        if where:
            yield Finding("for later", name, "ok", where)
        else:
            yield Finding("for later", name, "optional", "not found", costs)
