"""What was found, written into a file of results that the page of reliability is made of."""

import json
import os
import platform
import time
from pathlib import Path
from typing import Any

from matinee.kit.files import write_text

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "reliability.json"
CERTAINTY = 0.95


def note(row: str, name: str, *, path: Path = RESULTS, **figures: Any) -> None:
    """In place of what an earlier run found there. row: R1 and so on. name: of the variant."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    found = {**figures, "on": time.strftime("%Y-%m-%d", time.gmtime()), "machine": machine()}
    kept.setdefault(row, {})[name] = found
    write_text(path, json.dumps(kept, indent=1, sort_keys=True) + "\n")


def at_most(trials: int) -> float:
    """What share of trials may fail, with a certainty of 95 %, where none of so many did."""
    return 1 - (1 - CERTAINTY) ** (1 / trials)


def size(name: str, usual: int) -> int:
    """How much of something a run does: `make reliability KILLS=10`."""
    return int(os.environ.get(name) or usual)


def machine() -> str:
    """And how many others want it: the load of the last quarter of an hour."""
    cores = f"{os.cpu_count()} cores, load {os.getloadavg()[2]:.0f}"
    return f"{cores}, {platform.system()}, Python {platform.python_version()}"
