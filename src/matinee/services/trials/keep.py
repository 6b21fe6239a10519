"""An experiment from its first draft to its end. Its plan can be changed until it begins, and never after that."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from matinee.domain.errors import BadInput, Conflict, NotFound
from matinee.domain.trials import Design, Trial, TrialState
from matinee.kit.clock import DAY
from matinee.lab.trials.assignment import Namespace
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.layouts import Layout
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.designs import digest_of, plan_of, read_design, said_of
from matinee.services.trials.measures import MEASURES, refuse_short

SPACE = "experiments"
"""Seed of the one namespace of the house: its experiments exclude each other."""
LONGEST_WORDS = 500


def trial_of(ctx: TrialsContext, key: str) -> Trial:
    found = ctx.trials.keyed(key)
    if found is None:
        raise NotFound(f"there is no experiment '{key}'")
    return found


def list_trials(ctx: TrialsContext, *, state: TrialState | None = None) -> Sequence[Trial]:
    """The newest first."""
    return ctx.trials.all(state=state)


def new_seed() -> str:
    """Of one experiment alone, or people would be in the same arm of each."""
    return secrets.token_hex(8)


def add_trial(ctx: TrialsContext, design: Design) -> Trial:
    """As a draft, in which nobody is. BadInput where a metric could count nothing in its window."""
    _check_window(design)
    made = Trial(design.key, "draft", said_of(design), new_seed(), ctx.now)
    if not ctx.trials.add(made):
        raise Conflict(f"there is an experiment '{design.key}' already", where="key", remedy="Choose another key")
    return made


def change_trial(ctx: TrialsContext, key: str, design: Design) -> Trial:
    """Conflict once it has begun: what was not written down before is chosen by what was seen."""
    draft = _draft(ctx, key)
    if design.key != key:
        raise BadInput("an experiment keeps its key", where="key", remedy="Make another one")
    _check_window(design)
    made = replace(draft, design=said_of(design))
    ctx.trials.set(made)
    return made


def remove_trial(ctx: TrialsContext, key: str) -> None:
    """Of drafts alone: what was begun is kept with what came of it."""
    _draft(ctx, key)
    ctx.trials.remove(key)


def start_trial(ctx: TrialsContext, key: str, *, check: Callable[[Design], None]) -> Trial:
    """From now on people come to its arms, and its plan is frozen. It gets buckets of its own, so that nobody is in two
    experiments; Conflict where there are not as many left. check: raises where its arms cannot be answered, or what it
    looks at cannot be trusted."""
    others = ctx.trials.locked()
    draft = _draft(ctx, key)
    design = read_design(draft.design)
    check(design)
    _check_window(design)
    _check_that_it_can_be_read(ctx, design)
    held = {one.key: tuple((low, high) for low, high in one.spans) for one in others if one.state == "running"}
    share = max(round(design.share * BUCKETS), 1)
    spans = Namespace(SPACE, Layout(held)).claimed(key, share).spans_of(key)
    made = replace(draft, state="running", digest=digest_of(draft.design), begun_at=ctx.now, spans=spans)
    ctx.trials.set(made)
    return made


def stop_trial(ctx: TrialsContext, key: str, *, why: str) -> Trial:
    """The kill switch: everybody is answered as usual again. What it has shown is read afterwards, and kept."""
    found = trial_of(ctx, key)
    if found.state != "running":
        raise Conflict(f"'{key}' is not running", remedy="Only what runs can be stopped")
    made = replace(found, state="stopped", ended_at=ctx.now, why=why[:LONGEST_WORDS], results=None, spans=())
    ctx.trials.set(made)
    return made


def keep_results(ctx: TrialsContext, key: str, results: Mapping[str, Any]) -> None:
    """Of one that runs, as they were last looked at; of one that has ended, once and for good."""
    found = trial_of(ctx, key)
    if found.state == "running" or (found.state == "stopped" and found.results is None):
        ctx.trials.set(replace(found, results=results))


def requests_needed(ctx: TrialsContext) -> int | None:
    """From when on experiments that run still read the request log; None where none of them does. Each look counts
    everybody anew, so a line that went would change figures of people who are complete."""
    running = ctx.trials.all(state="running")
    return min((one.begun_at for one in running if one.begun_at is not None and _reads_requests(one)), default=None)


def design_of(trial: Trial) -> Design:
    """Conflict where it is not the plan by which the experiment began."""
    if trial.digest is not None and digest_of(trial.design) != trial.digest:
        raise Conflict(
            f"the plan of '{trial.key}' is not that by which it began",
            remedy="Whoever can write to the database changed it; nothing that it says can be trusted",
        )
    return read_design(trial.design)


def _draft(ctx: TrialsContext, key: str) -> Trial:
    found = trial_of(ctx, key)
    if found.state != "draft":
        raise Conflict(f"'{key}' has begun, and its plan is frozen", remedy="Make another experiment, with another key")
    return found


def _reads_requests(trial: Trial) -> bool:
    """By what is kept of the plan, whether or not it is believed."""
    said = trial.design
    named = {said.get("primary"), *(said.get("others") or ()), *(said.get("guardrails") or ())}
    return any(one.of_requests for name, one in MEASURES.items() if name in named)


def _check_window(design: Design) -> None:
    """Of plans that are written down or begin. One that began before is still read as it is."""
    for metric in plan_of(design).metrics:
        refuse_short(MEASURES[metric.name], design.window)


def _check_that_it_can_be_read(ctx: TrialsContext, design: Design) -> None:
    if not ctx.rules.log:
        raise Conflict(
            "the house does not write down what it shows, so that nothing can be learnt",
            remedy="Set MATINEE_EXPOSURES=true",
        )
    slow = [metric.name for metric in plan_of(design).metrics if MEASURES[metric.name].of_requests]
    if slow and design.window + ctx.rules.late > ctx.rules.requests:
        raise Conflict(
            f"'{slow[0]}' is read off the request log, which is kept for {ctx.rules.requests // DAY} days",
            where="days",
            remedy="Choose a shorter window, or keep requests longer with MATINEE_REQUEST_LOG_DAYS",
        )
