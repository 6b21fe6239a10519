"""What a graphics card brings: time, memory and quality of every network, on the processor and on the card.

    python benchmarks/cards.py [--size small] [--models recvae,sasrec] [--devices cpu,cuda] [--epochs 2]
    python benchmarks/cards.py --data FOLDER

Fits each network with its own settings to the training part of a demo world, or of a data set, and judges it on people
who were held out whole, or, where it predicts ratings, on ratings that were. Prints a line of JSON for each fit:
seconds on the clock, the figure with its 95 % interval over people, the rise of resident memory, and the most that
tensors took of the card. Each network learns for one epoch before it is timed: what is loaded at the first use, once in
a process, stands in `first_epoch_seconds` instead. A data set is read as `matinee train` reads it.
"""

import argparse
import json
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from matinee.kit.extras import needs
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Protocol, Stage
from matinee.lab.nn import devices
from matinee.lab.world.sizes import size_named
from matinee.ops.runs.judge import judge, main_metric
from matinee.ops.runs.machine import describe_machine
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.worlds import make_world

WORLD_SEED = 7
MIB = 2**20


def main() -> int:
    networks = [name for name in registry.names() if registry.find(name).family == "network"]
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, help="in place of a demo world")
    asked.add_argument("--size", default="small", help="of the demo world, made on the spot with seed 7")
    asked.add_argument("--models", default=",".join(networks))
    asked.add_argument("--devices", default="cpu,cuda")
    asked.add_argument("--epochs", type=int, help="in place of those of the settings")
    asked.add_argument("--threads", type=int, default=0, help="of the processor; 0 leaves it to the libraries")
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    data = load(given.data).dataset if given.data else world(given.size)
    stages = cache(lambda protocol: make_split(data, protocol).final)
    surroundings = machine(given.threads)
    for device in given.devices.split(","):
        devices.chosen(device)
        for name in given.models.split(","):
            protocol: Protocol = "strong" if registry.find(name).ranks else "rating"
            context = FitContext(seed=given.seed, device=device, threads=given.threads)
            found = measured(name, stages(protocol), protocol=protocol, context=context, epochs=given.epochs)
            print(json.dumps(found | {"data": data.name, "seed": given.seed} | surroundings), flush=True)
    return 0


def world(size: str) -> Dataset:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / f"demo-world-{size}"
        make_world(folder, size_named(size), seed=WORLD_SEED)
        return load(folder).dataset


def machine(threads: int) -> dict[str, Any]:
    torch, here = needs("torch"), describe_machine(threads)
    card = torch.cuda.get_device_name() if torch.cuda.is_available() else None
    return {"card": card, "torch": torch.__version__, "cores": here.cores, "threads": here.threads}


def measured(name: str, stage: Stage, *, protocol: Protocol, context: FitContext, epochs: int | None) -> dict[str, Any]:
    torch, on_card = needs("torch"), devices.chosen(context.device).type == "cuda"
    started = time.perf_counter()
    spec_of(name, epochs=1).make().fit(stage.train, context)
    first = time.perf_counter() - started
    if on_card:
        torch.cuda.reset_peak_memory_stats()
    judged = judge(spec_of(name, epochs=epochs), stage, protocol=protocol, context=context)
    metric = main_metric(protocol)
    value, low, high = judged.figures[metric]
    made: dict[str, Any] = {
        "model": name,
        "device": context.device,
        "fit_seconds": round(judged.report.seconds, 2),
        "first_epoch_seconds": round(first, 2),
        metric: round(value, 4),
        "interval": None if low is None or high is None else [round(low, 4), round(high, 4)],
        "memory_mib": round(judged.report.peak_mib),
        "epochs": len(judged.report.curves["loss"]),
        "people": stage.train.n_people,
        "titles": stage.train.n_titles,
        "events": len(stage.train.log),
    }
    if on_card:
        made["card_mib"] = round(torch.cuda.max_memory_allocated() / MIB)
    return made


def spec_of(name: str, *, epochs: int | None) -> ModelSpec:
    fields = registry.find(name).Config.model_fields
    fewer = {} if epochs is None else {field: epochs for field in ("epochs", "refine") if field in fields}
    return ModelSpec(name, name, fewer)


if __name__ == "__main__":
    sys.exit(main())
