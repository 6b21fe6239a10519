"""How many requests the service answers a second, and how long each takes: `make load`.

    python benchmarks/load/run.py [--quick] [--only fresh,kept] [--seconds 10] [--longer 60] [--page]

Makes a home with the large world in a folder (MATINEE_CACHE/load, or --folder), once; then loads the service from
another core than the one it runs on, and writes benchmarks/results/load.json and docs/operations/performance.md.
--quick: the small world and short runs, to see that everything works; nothing is written but what is printed.
--page: writes the page anew from the result file.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from beside import FILES, beside, copy_of
from freshness import freshness
from generator import Ask, send_all
from overload import overload
from performance_page import write_page
from populated import Populated, populated, settings_of
from running import Running, cores, running
from sweep import run_at, swept
from workloads import Askers, look

from matinee.kit.files import write_text
from matinee.kit.progress import SILENT
from matinee.ops.runs.machine import describe_machine
from matinee.version import __version__
from matinee.wiring.settings import load_settings

RESULTS = Path(__file__).resolve().parents[1] / "results" / "load.json"
SEED = 11
ANSWER_BYTES = 6000
"""Of the constant answer: about what ten recommendations take."""
STALL, STALLED_FOR, STALLED_RATE, SEEN_AT_LEAST = 1.0, 8.0, 200.0, 900.0
GUESSES = {
    "constant": 15_000.0,
    "fresh": 3_000.0,
    "kept": 8_000.0,
    "usual": 5_000.0,
    "rating": 6_000.0,
    "search": 1_500.0,
    "mixed": 3_000.0,
}
KEEPING = 100.0
"""Answers a second that are made to be kept."""
PEAKS = (20, 10, 5)
"""By how much less than the guess the mix is asked, to see what can be answered."""
P99_MS = {
    "constant": 25.0,
    "fresh": 25.0,
    "kept": 20.0,
    "usual": 60.0,
    "rating": 100.0,
    "search": 50.0,
    "mixed": 25.0,
}
"""What a rate must keep to, to count as one that is held."""


def main() -> int:
    asked = _arguments()
    if asked.page:
        write_page(json.loads(RESULTS.read_text(encoding="utf-8")))
        return 0
    size = "tiny" if asked.quick else "large"
    folder = asked.folder or load_settings().cache / "load"
    home = populated(folder, size=size, progress=SILENT)
    machine, other_load = describe_machine(1), os.getloadavg()[0]
    server, generator = cores()
    if generator >= 0:
        os.sched_setaffinity(0, {generator})
    seconds, longer = (1.0, 2.0) if asked.quick else (asked.seconds, asked.longer)
    wanted = set(asked.only.split(",")) if asked.only else {*GUESSES, "freshness", "stalls", "overload", "beside"}
    with tempfile.TemporaryDirectory() as logs:
        bench = Bench(home, server, Path(logs) / "server.log", seconds, longer)
        found = measured(bench, wanted, people=20 if asked.quick else 300, files=1 if asked.quick else FILES)
    about = {
        "version": __version__,
        "on": datetime.now(UTC).date().isoformat(),
        "machine": machine.model_dump(),
        "world": size,
        "people": len(home.tokens),
        "ratings": sum(map(len, home.rated)),
        "titles": len(home.titles),
        "seconds_of_a_point": seconds,
        "seconds_held": longer,
        "pinned": server >= 0,
        "other_load": round(other_load, 2),
        "database": "SQLite, synchronous=FULL",
    }
    made = {"about": about, **found}
    print(json.dumps(made, indent=2))
    if not found.get("stalls", {"seen": True})["seen"]:
        print("error: the generator did not see that a server stood still, so no figure is kept", file=sys.stderr)
        return 1
    if asked.quick:
        return 0
    if asked.only and RESULTS.exists():
        made = {**json.loads(RESULTS.read_text(encoding="utf-8")), **made}
    write_text(RESULTS, json.dumps(made, indent=2) + "\n")
    write_page(made)
    return 0


class Bench:
    """home: what is loaded. core: of the server, -1 for any."""

    def __init__(self, home: Populated, core: int, log: Path, seconds: float, longer: float) -> None:
        self.home, self.core, self.log, self.seconds, self.longer = home, core, log, seconds, longer

    def settings(self, **more: str) -> dict[str, str]:
        limit = settings_of(self.home.home).rate_limit
        return {"MATINEE_HOME": str(self.home.home), "MATINEE_RATE_LIMIT": str(limit), "MATINEE_THREADS": "1", **more}

    def sweep(self, server: Running, name: str, make: Callable[[], Ask]) -> dict[str, Any]:
        print(f"{name} ...", file=sys.stderr, flush=True)
        found = swept(
            server.port,
            make,
            guess=GUESSES[name],
            seconds=self.seconds,
            longer=self.longer,
            p99_ms=P99_MS[name],
        )
        return {**found.told(), "p99_bar_ms": P99_MS[name]}


def measured(bench: Bench, wanted: set[str], *, people: int, files: int) -> dict[str, Any]:
    askers = Askers(bench.home, seed=SEED)
    made: dict[str, Any] = {}
    if "stalls" in wanted:
        made["stalls"] = stalls(bench, askers)
    fresh = {"constant": askers.constant, "fresh": askers.recommendations, "rating": askers.rating}
    with running(ANSWER_BYTES, bench.settings(MATINEE_ANSWER_SECONDS="0"), log=bench.log, core=bench.core) as server:
        made["ready_seconds"] = round(server.ready, 2)
        for name, make in {**fresh, "search": askers.search}.items():
            if name in wanted:
                made[name] = bench.sweep(server, name, make)
        made["resident_mib"] = round(server.mib())
    made |= remembered(bench, askers, wanted, people=people)
    if "overload" in wanted:
        made["overload"] = flooded(bench, askers)
    if "beside" in wanted:
        made["beside"] = accompanied(bench, askers, files=files)
    return made


def remembered(bench: Bench, askers: Askers, wanted: set[str], *, people: int) -> dict[str, Any]:
    """Of a server that keeps its answers."""
    made: dict[str, Any] = {}
    with running(ANSWER_BYTES, bench.settings(), log=bench.log, core=bench.core) as server:
        if "freshness" in wanted:
            taken = 1000 * np.array(freshness(bench.home, server.port, people=people))
            made["freshness"] = {
                "people": people,
                "milliseconds": {
                    name: round(float(np.quantile(taken, at)), 2) for name, at in (("p50", 0.5), ("p95", 0.95))
                },
            }
        if wanted & {"kept", "usual"}:
            _keep(server, askers)
        if "kept" in wanted:
            made["kept"] = bench.sweep(server, "kept", askers.again)
        if "usual" in wanted:
            made["usual"] = bench.sweep(server, "usual", askers.usual)
        if "mixed" in wanted:
            made["mixed"] = bench.sweep(server, "mixed", askers.mixed)
    return made


def flooded(bench: Bench, askers: Askers) -> dict[str, Any]:
    """By what can be answered just now: what a minute before was too much may be little now."""
    with running(ANSWER_BYTES, bench.settings(MATINEE_ANSWER_SECONDS="0"), log=bench.log, core=bench.core) as server:
        print("overload ...", file=sys.stderr, flush=True)
        return overload(server, askers.mixed, peak=_peak(bench, server, askers), seconds=bench.longer)


def accompanied(bench: Bench, askers: Askers, *, files: int) -> dict[str, Any]:
    """At a quarter of what can be answered, with answers made anew."""
    print("beside a training and an import ...", file=sys.stderr, flush=True)
    with copy_of(bench.home) as home:
        settings = bench.settings(MATINEE_ANSWER_SECONDS="0", MATINEE_JOBS="worker", MATINEE_HOME=str(home.home))
        with running(ANSWER_BYTES, settings, log=bench.log, core=bench.core) as server:
            return beside(
                home,
                server,
                askers.mixed,
                settings=settings,
                core=bench.core,
                rate=_peak(bench, server, askers) / 4,
                seconds=bench.longer,
                files=files,
            )


def _peak(bench: Bench, server: Running, askers: Askers) -> float:
    """Answers a second of the mix."""
    run_at(server.port, askers.mixed, GUESSES["mixed"] / 30, 2.0, seed=30)
    tried = [run_at(server.port, askers.mixed, GUESSES["mixed"] / over, bench.seconds, seed=over) for over in PEAKS]
    return max(one.answered for one in tried)


def _keep(server: Running, askers: Askers) -> None:
    """Asks once for everything that will be asked again, no faster than it can be answered."""
    asked = list(askers.once_each())
    moments = np.arange(len(asked)) / KEEPING
    asyncio.run(send_all(asked, moments, host="127.0.0.1", port=server.port, lines=4, look=look, patience=120.0))


def stalls(bench: Bench, askers: Askers) -> dict[str, Any]:
    """Whether the generator sees a server that stands still, which many do not."""
    with running(100, {}, log=bench.log, core=bench.core, stalled=STALL) as server:
        found = run_at(server.port, askers.constant, STALLED_RATE, STALLED_FOR, seed=4)
    return {
        "seconds": STALL,
        "seen_p99_ms": found.milliseconds["p99"],
        "seen": found.milliseconds["p99"] >= SEEN_AT_LEAST,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--longer", type=float, default=60.0)
    parser.add_argument("--page", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
