"""What an experiment has shown so far: figures by its plan, and what they mean in words."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from matinee.domain.errors import Conflict
from matinee.domain.trials import Design, Shown, Trial
from matinee.lab.trials.analysis import analyse
from matinee.lab.trials.verdict import verdict
from matinee.services.trials.comparing import compared
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.course import course_of
from matinee.services.trials.designs import labels_of, plan_of
from matinee.services.trials.keep import design_of
from matinee.services.trials.readings import late_after, readings_of


def results_of(ctx: TrialsContext, trial: Trial) -> Mapping[str, Any]:
    """Plain values. Of one that has ended they are of that moment, and what was kept of it is answered: nothing changes
    it any more. Conflict for a draft, and for a plan that is not that by which it began."""
    if trial.begun_at is None:
        raise Conflict(f"'{trial.key}' has not begun", remedy="Start it")
    design = design_of(trial)
    if trial.state == "stopped" and trial.results is not None:
        return trial.results
    until = ctx.now if trial.ended_at is None else trial.ended_at
    shown = Shown(trial.begun_at, until + 1, labels_of(design))
    found = compared(ctx, design, shown) if design.kind == "interleaving" else _of_arms(ctx, design, shown)
    return plain({"at": ctx.now, "key": trial.key, "kind": design.kind, "design": trial.digest, **found})


def ends(results: Mapping[str, Any]) -> bool:
    """Whether the experiment ends here: its plan says so, or it must not go on."""
    return bool(results["stop"])


def _of_arms(ctx: TrialsContext, design: Design, shown: Shown) -> dict[str, Any]:
    plan = plan_of(design)
    readings = readings_of(ctx, plan, shown)
    made = analyse(plan, readings)
    said = verdict(plan, made)
    complete_at = readings.exposed_at + plan.window + late_after(ctx, plan.window)
    return {
        "outcome": said.outcome,
        "arm": said.arm,
        "stop": said.stop,
        "words": list(said.words),
        "planned": plan.people,
        "people": dict(zip(plan.arms, made.people, strict=True)),
        "came": dict(zip(plan.arms, made.ratio.counts, strict=True)),
        "crossed": made.crossed,
        "sample_ratio": {"p": made.ratio.p, "mismatch": made.ratio.mismatch},
        "findings": [asdict(one) for one in made.findings],
        "guardrails": [asdict(one) for one in made.guardrails],
        "preference": None,
        "course": course_of(plan, readings, complete_at=complete_at),
    }


def plain(value: Any) -> Any:
    """What JSON can say: a number that is none, or that has no end, becomes None."""
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
