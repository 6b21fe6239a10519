"""How long an answer takes for one person whom the model has never seen, alone and on one thread.

    python benchmarks/answering.py [--models ease,ials] [--people 500]

Fits every model and blend that ranks on ml1m-S, asks for ten titles for each test person, one after the other, and
writes the table of docs/models/index.md anew where all models were measured; else it prints the table. Networks learn
for one epoch: how long they learned does not change what an answer costs. Times are of the processor, so that what else
the machine does counts little. MATINEE_DATA names the folder that holds splits/ml1m-S.npz.
"""

import argparse
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from matinee.kit.files import write_text
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.registry import find
from matinee.lab.data.histories import Histories
from matinee.lab.data.loaders.load import load_people, load_titles
from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.judge import fitted
from matinee.ops.runs.recipes import recipe_of_split
from matinee.ops.runs.specs import ModelSpec, read_specs

PAGE = Path(__file__).resolve().parent.parent / "docs" / "models" / "index.md"
OPEN, CLOSE = "<!-- answers: written by benchmarks/answering.py -->", "<!-- end of answers -->"
SPLIT, RELEASES = "ml1m-S", ("ml-1m.zip", "ml-1m", "ml-1m-partial.zip")
WANTED = 10
WARM_UP = 20
LIMIT, AIM = 10.0, 2.0
"""Milliseconds: what no model may take, and what most are to stay under."""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of the processor for one person."""

    model: str
    middle: float
    high: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default="all")
    parser.add_argument("--people", type=int, default=500)
    asked = parser.parse_args()
    data = os.environ.get("MATINEE_DATA")
    if not data:
        print("MATINEE_DATA is not set: it names the folder that holds splits/", file=sys.stderr)
        return 2
    split = opened(Path(data))
    specs = read_specs(asked.models.split(","), protocol=split.protocol, recipe=recipe_of_split(split))
    people = split.final.task.histories.rows(np.arange(min(asked.people, len(split.final.task))))
    costs = []
    with threadpool_limits(1):
        for spec in specs:
            costs.append(cost_of(quick(spec), split, people))
            print(f"{costs[-1].model}: {costs[-1].middle:.2f} ms, {costs[-1].high:.2f} ms", file=sys.stderr, flush=True)
    made = table(costs, people=len(people), titles=split.final.train.n_titles)
    if asked.models != "all":
        print(made)
        return 0
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(OPEN)
    write_text(PAGE, f"{before}{OPEN}\n\n{made}\n\n{CLOSE}{rest.partition(CLOSE)[2]}")
    return 0


def opened(data: Path) -> Split:
    release = next((data / name for name in RELEASES if (data / name).exists()), None)
    return read_split(
        data / "splits" / f"{SPLIT}.npz",
        title_table=load_titles(release) if release else None,
        people_table=load_people(release) if release else None,
    )


def quick(spec: ModelSpec) -> ModelSpec:
    """A network as it is after one epoch, inside a blend too; any other model as it is."""
    return spec.with_settings(shortened(spec.kind.name(), spec.settings))


def shortened(name: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    if find(name).family == "network":
        return {**settings, "epochs": 1, "patience": None}
    if "members" not in settings:
        return dict(settings)
    members = {member: shortened(member, own) for member, own in settings["members"].items()}
    return {**settings, "members": members}


def cost_of(spec: ModelSpec, split: Split, people: Histories) -> Cost:
    model = fitted(spec, split.final, FitContext(seed=0, threads=1))
    rows = [people.rows(np.array([number])) for number in range(len(people))]
    for row in rows[:WARM_UP]:
        model.recommend(row, WANTED)
    times = np.array([milliseconds(model, row) for row in rows])
    return Cost(spec.label, float(np.median(times)), float(np.quantile(times, 0.99)))


def milliseconds(model: Recommender, row: Histories) -> float:
    started = time.process_time_ns()
    model.recommend(row, WANTED)
    return (time.process_time_ns() - started) / 1e6


def table(costs: list[Cost], *, people: int, titles: int) -> str:
    lines = [
        f"Ten titles of {titles:,} for one person at a time, {people} test people of {SPLIT} whom the model has never",
        "seen, one thread, milliseconds of the processor with everything that `recommend` checks. Networks learned for",
        "one epoch, which does not change what an answer costs.",
        "",
        "| model | half of the people | 99 % of the people |",
        "|---|--:|--:|",
    ]
    quickest_first = sorted(costs, key=lambda one: one.middle)
    lines += [f"| `{cost.model}` | {cost.middle:.2f} | {cost.high:.2f} |" for cost in quickest_first]
    within = sum(cost.middle < AIM for cost in costs)
    worst = max(costs, key=lambda one: one.high)
    said = "No model takes" if worst.high < LIMIT else f"`{worst.model}` takes more than"
    ends = f"{LIMIT:.0f} ms for 99 % of the people" if worst.high < LIMIT else f"{LIMIT:.0f} ms for one in a hundred"
    lines += ["", f"{within} of {len(costs)} models answer half of the people within {AIM:.0f} ms. {said} {ends}."]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
