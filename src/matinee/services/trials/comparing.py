"""Two rankings in one slate: whose picks people click, and what that means in words."""

from typing import Any

import numpy as np

from matinee.domain.trials import Design, Shown
from matinee.lab.trials.interleaving import Preference, preference, preference_so_far
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.readings import late_after, people_of

FEWEST = 2


def compared(ctx: TrialsContext, design: Design, shown: Shown) -> dict[str, Any]:
    """As `results` says it. Only people who clicked anything say which they prefer."""
    people = people_of(ctx, shown)
    late = late_after(ctx, design.window)
    whole = people.units[people.at + design.window + late <= shown.until]
    clicks = ctx.figures.credits(shown, window=design.window, late=late, assumed=ctx.rules.assumed)
    ours, theirs = (
        np.array([clicks.get(unit, (0, 0))[team] for unit in whole.tolist()], dtype=np.float64) for team in (0, 1)
    )
    found = _preference(design, ours, theirs)
    told = 0 if found is None else found.people
    complete = told >= design.people
    seen = found if found is not None and (complete or design.stop == "always") and np.isfinite(found.low) else None
    outcome, arm, words = _said(design, seen, told, complete=complete)
    return {
        "outcome": outcome,
        "arm": arm,
        "stop": outcome != "running",
        "words": words,
        "planned": design.people,
        "people": {design.key: told},
        "came": {design.key: len(people)},
        "crossed": people.crossed,
        "sample_ratio": None,
        "findings": [],
        "guardrails": [],
        "preference": None
        if seen is None
        else {
            "second": design.arms[1].name,
            "mean": -seen.mean,
            "low": -seen.high,
            "high": -seen.low,
            "p": seen.p,
            "clicks": {design.arms[0].name: float(ours.sum()), design.arms[1].name: float(theirs.sum())},
        },
    }


def _preference(design: Design, ours: np.ndarray, theirs: np.ndarray) -> Preference | None:
    """None where too few have clicked anything."""
    if np.count_nonzero(ours + theirs) < FEWEST:
        return None
    if design.stop == "always":
        return preference_so_far(ours, theirs, planned=design.people, alpha=design.alpha)
    return preference(ours, theirs, alpha=design.alpha)


def _said(design: Design, found: Preference | None, told: int, *, complete: bool) -> tuple[str, str | None, list[str]]:
    first, second = design.arms[0].name, design.arms[1].name
    progress = f"{told:,} of {design.people:,} people who clicked anything are complete"
    if found is None:
        return "running", None, [f"{progress}; nothing is decided."]
    range_of = f"{1 - design.alpha:.0%} interval {-found.high:+.3g} to {-found.low:+.3g}, p = {found.p:.2g}"
    if found.p < design.alpha:
        better, other = (second, first) if found.mean < 0 else (first, second)
        words = f"Picks of '{better}' are clicked more than those of '{other}': {-found.mean:+.3g} ({range_of})."
        return ("better", second, [words]) if better == second else ("worse", None, [words])
    shown = f"No preference between '{first}' and '{second}' is shown: {-found.mean:+.3g} ({range_of})."
    if complete:
        return "no_difference", None, [shown]
    return "running", None, [f"{progress}, and nothing is decided.", shown]
