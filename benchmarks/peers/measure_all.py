"""Every contender on every split, interleaved, and the result file made of what came back."""

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from contenders import OURS, PEERS, RUNS
from jobs import Prepared, prepare
from page import columns_of, rows_of
from rich.console import Console
from rich.table import Table
from rounds import Failed, NotOffered, Outcome, run_once
from settings import NoSettings, settings_of

LENGTH = 100


@dataclass
class Plan:
    """What to measure. problems grows by one line for whatever could not be."""

    files: list[Path]
    contenders: list[str]
    models: list[str]
    repeat: int
    threads: int
    seed: int
    limit: float
    problems: list[str]


def measure(plan: Plan, *, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """before: an earlier result. What is not measured now is kept of it: other splits, and other models of a split that
    were measured in the same way. Each model stands beside its peers in one run."""
    splits: dict[str, Any] = dict(before["splits"]) if before else {}
    how = {"threads": plan.threads, "repeat": plan.repeat, "seed": plan.seed, "seconds": "processor"}
    for file in plan.files:
        job = prepare(file, "final", RUNS)
        models = {model: _side_by_side(plan, job, file.stem, model) for model in plan.models}
        kept = models_kept(splits.get(file.stem, {}), how)
        facts = {"people": len(job.answers), "titles": job.answers.n_titles}
        splits[file.stem] = {"how": how, **facts, "models": {**kept, **models}}
    return {
        "machine": machine(),
        "length": LENGTH,
        "splits": dict(sorted(splits.items())),
        "problems": plan.problems,
    }


def models_kept(held: Mapping[str, Any], how: Mapping[str, Any]) -> Mapping[str, Any]:
    """held: what an earlier result says of a split."""
    return held["models"] if held.get("how") == how else {}


def machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def show(results: dict[str, Any]) -> None:
    console = Console(width=200)
    for split, held in results["splits"].items():
        table = Table(*columns_of(held), title=split)
        for row in rows_of(held):
            table.add_row(*row)
        console.print(table)
    for problem in results["problems"]:
        console.print(problem, style="red", markup=False)


def _side_by_side(plan: Plan, job: Prepared, split: str, model: str) -> dict[str, Any]:
    """A, B, C, then B, C, A: nobody always runs first."""
    taking_part = [who for who in plan.contenders if who == OURS or model in PEERS[who].models]
    outcomes: dict[str, list[Outcome]] = {}
    for turn in range(plan.repeat):
        if not taking_part:
            break
        start = turn % len(taking_part)
        for who in taking_part[start:] + taking_part[:start]:
            outcome = _one(plan, job, split, model, who)
            if outcome is None:
                taking_part = [other for other in taking_part if other != who]
                outcomes.pop(who, None)
            else:
                outcomes.setdefault(who, []).append(outcome)
    ours = outcomes.get(OURS)
    return {
        who: _figures(runs, settings_of(who, model, split), None if who == OURS or not ours else ours[0])
        for who, runs in outcomes.items()
    }


def _one(plan: Plan, job: Prepared, split: str, model: str, who: str) -> Outcome | None:
    label = f"{split}: {model} of {who}"
    try:
        wish = settings_of(who, model, split)
        outcome = run_once(who, model, wish, job, threads=plan.threads, seed=plan.seed, limit=plan.limit)
    except NotOffered as reason:
        print(f"{label}: {reason}", flush=True)
        return None
    except (Failed, NoSettings) as reason:
        plan.problems.append(f"{label}: {reason}")
        print(plan.problems[-1], flush=True)
        return None
    if outcome.seen:
        plan.problems.append(f"{label}: listed {outcome.seen} titles that stand in the history")
        return None
    taken = outcome.figures
    print(f"{label}: fit {taken['fit_seconds']:.2f} s, answers {taken['answer_seconds']:.2f} s", flush=True)
    return outcome


def _figures(runs: list[Outcome], wish: dict[str, Any], ours: Outcome | None) -> dict[str, Any]:
    first = runs[0]
    made: dict[str, Any] = {
        "metrics": {name: asdict(marks.figure()) for name, marks in first.marks.items()},
        **{name: [run.figures[name] for run in runs] for name in ("fit_seconds", "answer_seconds", "peak_mib")},
        "process_mib": [run.figures["process_mib"] for run in runs],
        "version": first.figures["version"],
        "settings": wish,
    }
    if ours is not None:
        gaps = {name: asdict(ours.marks[name].less(marks)) for name, marks in first.marks.items()}
        made["ours_minus_theirs"] = gaps
    return made
