"""The figures that a gate decides by: of the same people, each with both models."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from matinee.lab.evaluation.statistics import holm, paired_t_test, relative_interval, smallest_detectable_effect
from matinee.ops.gates.judged import PRIMARY, JudgedModel
from matinee.ops.gates.rules import Rules

GuardState = Literal["no_worse", "harmed", "open"]
SURE = 0.025
"""One-sided level at which "no worse than the margin" counts as shown: a 95 % interval that ends above it."""


class GuardFigure(BaseModel):
    """what: a metric, a metric in a slice, a figure of all lists, or a cost. change: relative. harmed: shown to be
    worse; costs and figures of all lists are what they are, and harmed beyond their bound. no_worse: shown to have lost
    less than the margin. open: neither. resolves: so many people could have shown it that "open" says something."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    people: int
    change: float
    margin: float
    state: GuardState
    resolves: bool = True
    p_harm: float | None = None


class Evidence(BaseModel):
    """lift, low, high: relative, of the primary metric, with a 95 % bootstrap interval. p: one-sided, that the
    candidate is better. p_worse: that it is worse. p_safe: that it has lost less than the margin of `safe_by`, in which
    it changed by safe_change. smallest: the
    relative lift that is found with the power of the rules at the level allowed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: int
    champion_mean: float
    candidate_mean: float
    lift: float
    low: float
    high: float
    p: float
    p_worse: float
    p_safe: float
    safe_by: str = PRIMARY
    safe_change: float = 0.0
    smallest: float
    guards: tuple[GuardFigure, ...]

    @property
    def harmed(self) -> tuple[GuardFigure, ...]:
        return tuple(one for one in self.guards if one.state == "harmed")

    @property
    def doubtful(self) -> tuple[GuardFigure, ...]:
        """Open although so many people could have shown that nothing was lost."""
        return tuple(one for one in self.guards if one.state == "open" and one.resolves)


def evidence_of(candidate: JudgedModel, champion: JudgedModel, *, alpha: float, rules: Rules) -> Evidence:
    """The two must have passed `refusal_of`. alpha: what the ledger allows this candidate."""
    order = _order(candidate.people, champion.people)
    ours, theirs = candidate.per_person[PRIMARY], champion.per_person[PRIMARY][order]
    safe_ours, safe_theirs = candidate.per_person[rules.safe_by], champion.per_person[rules.safe_by][order]
    base = float(theirs.mean())
    lift = relative_interval(ours - theirs, theirs, resamples=rules.resamples, seed=rules.seed)
    smallest = smallest_detectable_effect(ours - theirs, alpha=alpha, power=rules.power, alternative="greater")
    return Evidence(
        people=len(ours),
        champion_mean=base,
        candidate_mean=float(ours.mean()),
        lift=lift.mean,
        low=lift.low,
        high=lift.high,
        p=paired_t_test(ours, theirs, alternative="greater"),
        p_worse=paired_t_test(theirs, ours, alternative="greater"),
        p_safe=paired_t_test(safe_ours, (1 - rules.margin) * safe_theirs, alternative="greater"),
        safe_by=rules.safe_by,
        safe_change=float(safe_ours.mean() / safe_theirs.mean()) - 1,
        smallest=smallest / base,
        guards=(*_of_people(candidate, champion, order, rules), *_of_lists(candidate, champion, rules), *_costs(
            candidate, champion, rules
        )),
    )  # fmt: skip


def _of_people(candidate: JudgedModel, champion: JudgedModel, order: np.ndarray, rules: Rules) -> Iterator[GuardFigure]:
    """Metrics over everybody, and the primary one in each slice: one family of questions."""
    asked: list[tuple[str, float, np.ndarray, np.ndarray]] = []
    for name, margin in rules.guards.items():
        if name in candidate.per_person and name in champion.per_person:
            asked.append((name, margin, candidate.per_person[name], champion.per_person[name][order]))
    for name, inside in candidate.slices.items():
        if rules.slice_people <= inside.sum() < len(inside):
            pair = candidate.per_person[PRIMARY][inside], champion.per_person[PRIMARY][order][inside]
            asked.append((f"{PRIMARY} of '{name}'", rules.margin, *pair))
    harms = [paired_t_test(theirs, ours, alternative="greater") for _, _, ours, theirs in asked]
    for (what, margin, ours, theirs), harm in zip(asked, holm(harms).tolist(), strict=True):
        bar = (1 - margin) * theirs
        safe = paired_t_test(ours, bar, alternative="greater") < SURE
        reach = smallest_detectable_effect(ours - bar, alpha=SURE, power=rules.power, alternative="greater")
        base = float(theirs.mean())
        yield GuardFigure(
            what=what,
            people=len(ours),
            change=float(ours.mean()) / base - 1 if base else 0.0,
            margin=margin,
            state="no_worse" if safe else "harmed" if harm < rules.guard_alpha else "open",
            resolves=reach <= margin * base,
            p_harm=harm,
        )


def _of_lists(candidate: JudgedModel, champion: JudgedModel, rules: Rules) -> Iterator[GuardFigure]:
    for name, left in rules.figures.items():
        if name in candidate.figures and champion.figures.get(name, 0.0) > 0:
            change = candidate.figures[name] / champion.figures[name] - 1
            state: GuardState = "harmed" if change < left - 1 else "no_worse"
            yield GuardFigure(what=name, people=len(candidate.people), change=change, margin=1 - left, state=state)


def _costs(candidate: JudgedModel, champion: JudgedModel, rules: Rules) -> Iterator[GuardFigure]:
    """A change above 0 is slower, or larger."""
    if candidate.seconds is not None and champion.seconds:
        change = candidate.seconds / champion.seconds - 1
        slow = change > rules.slower - 1 and candidate.seconds > rules.quick_seconds
        state: GuardState = "harmed" if slow else "no_worse"
        people = len(candidate.people)
        yield GuardFigure(
            what="seconds of an answer", people=people, change=change, margin=rules.slower - 1, state=state
        )
    if candidate.mebibytes is not None and champion.mebibytes:
        change = candidate.mebibytes / champion.mebibytes - 1
        state = "harmed" if change > rules.larger - 1 else "no_worse"
        people = len(candidate.people)
        yield GuardFigure(what="memory", people=people, change=change, margin=rules.larger - 1, state=state)


def _order(wanted: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Places in `held` of the people wanted."""
    sorted_places = np.argsort(held)
    return sorted_places[np.searchsorted(held[sorted_places], wanted)]
