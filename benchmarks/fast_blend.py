"""What the fast blend takes to answer, in time and memory, among as many titles as the large demo world has.

The blend is fitted once to the large world and saved; another process loads it and answers one person after another, on
one thread. Run it from anywhere: python benchmarks/fast_blend.py [--size small]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from matinee.kit.memory import resident_mib
from matinee.lab.core import artifact, registry
from matinee.lab.core.context import FitContext
from matinee.lab.data.histories import Histories
from matinee.lab.data.loaders.load import load
from matinee.lab.world.sizes import size_named
from matinee.ops.runs.recipes import find_recipe
from matinee.ops.runs.worlds import make_world

RECIPE, MODEL, SEED = "fast-demo-world", "weighted", 7
WEIGHTS = {"ease": 0.5, "ials": 0.5}
"""Fixed, for what is measured is the answer: learning them takes a second fit and changes no time of answering."""
PEOPLE, PLACES, WARM = 300, 20, 20
MOST_MS, MOST_MIB = 2.0, 250.0


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", default="large")
    asked.add_argument("--answer", metavar="FOLDER", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.answer:
        print(json.dumps(answering(Path(given.answer))))
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_world(folder / "world", size_named(given.size), seed=SEED)
        data = load(folder / "world").dataset
        settings = find_recipe(RECIPE).settings_of(MODEL) | {"weights": WEIGHTS}
        model = registry.make(MODEL, settings).fit(data, FitContext(threads=1))
        artifact.save(model, folder / "model")
        some = np.random.default_rng(0).choice(len(data.histories), size=PEOPLE, replace=False)
        people = data.histories.rows(some)
        np.savez(
            folder / "asked.npz",
            offsets=people.offsets,
            titles=people.titles,
            values=people.values,
            n_titles=np.array(people.n_titles),
        )
        mib = sum(path.stat().st_size for path in (folder / "model").iterdir()) / 2**20
        command = [sys.executable, __file__, "--answer", str(folder)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"{data.n_titles:,} titles, {data.n_people:,} people; the model on disk: {mib:.0f} MiB")
    print(f"one person, thread time: median {told['median']:.2f} ms, 95 % within {told['p95']:.2f} ms")
    print(f"memory for loading and answering: {told['mib']:.0f} MiB")
    held = told["median"] < MOST_MS and told["mib"] < MOST_MIB
    print(f"under {MOST_MS:g} ms and {MOST_MIB:g} MiB: {'yes' if held else 'no'}")
    return 0 if held else 1


def answering(folder: Path) -> dict[str, float]:
    """Milliseconds of processor time a person, and the memory by which the process grew."""
    held = np.load(folder / "asked.npz", allow_pickle=False)
    people = _people(held)
    before = resident_mib()
    model = artifact.load(folder / "model", threads=1)
    times = []
    for row in range(len(people)):
        started = time.thread_time()
        model.recommend(people.row(row), PLACES)
        times.append(1000.0 * (time.thread_time() - started))
    spent = np.array(times[WARM:])
    return {
        "median": float(np.median(spent)),
        "p95": float(np.quantile(spent, 0.95)),
        "mib": resident_mib() - before,
    }


def _people(held: np.lib.npyio.NpzFile) -> Histories:
    return Histories(held["offsets"], held["titles"], held["values"], int(held["n_titles"]))


if __name__ == "__main__":
    sys.exit(main())
