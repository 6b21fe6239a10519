"""What the figures of an experiment mean, in words, made from the figures and from nothing else."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.lab.trials.analysis import Analysis, Finding, Watched
from matinee.lab.trials.plan import Plan

Outcome = Literal["broken", "harmful", "running", "better", "mixed", "worse", "no_difference"]
"""broken: the groups are not what chance would make them, so that nothing is said about the effect. harmful: a
guardrail is shown to be harmed. running: not decided. better: the primary metric, and no guardrail is in doubt. mixed:
better, but of a guardrail it is not known yet. worse: in every arm. no_difference: all planned people are complete, and
none was shown."""


@dataclass(frozen=True)
class Verdict:
    """arm: the best of those that are better, else None. stop: whether the plan says that it ends here. words: one
    sentence each."""

    outcome: Outcome
    arm: str | None
    stop: bool
    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.words)


def verdict(plan: Plan, analysis: Analysis) -> Verdict:
    """Of the primary metric; other metrics are told, and decide nothing."""
    if analysis.broken:
        return Verdict("broken", None, True, _broken(plan, analysis))
    told = tuple(_guard_words(one) for one in analysis.guardrails)
    harmed = [one for one in analysis.guardrails if one.state == "harmed"]
    if harmed:
        words = [f"Stop: {one.metric} is worse in '{one.arm}' than in the control{_p(one.p_harm)}." for one in harmed]
        return Verdict("harmful", None, True, (*words, *told))
    primary = [one for one in analysis.findings if one.role == "primary"]
    shown = tuple(_words(one, plan) for one in primary)
    hints = tuple(_hint(one) for one in analysis.findings if one.role == "other" and one.found)
    winners = [one for one in primary if one.found and one.better]
    if winners:
        best = max(winners, key=lambda one: abs(one.difference))
        doubts = [one for one in analysis.guardrails if one.arm == best.arm and one.state == "open"]
        outcome: Outcome = "mixed" if doubts else "better"
        stop = not doubts or analysis.complete
        return Verdict(outcome, best.arm, stop, (*shown, *told, *hints))
    if not analysis.complete:
        return Verdict("running", None, False, (_progress(plan, analysis), *shown, *told, *hints))
    if primary and all(one.found for one in primary):
        return Verdict("worse", None, True, (*shown, *told, *hints))
    missed = f"An effect below {plan.smallest:g}, for which the experiment was planned, may well have been missed."
    if primary and not any(_is_known(one) for one in primary):
        missed = "It came to its end with too few people: any effect may have been missed."
    return Verdict("no_difference", None, True, (*shown, missed, *told, *hints))


def _words(one: Finding, plan: Plan) -> str:
    size = _size(one)
    sure = f"{1 - plan.alpha:.0%} interval {one.low:+.4g} to {one.high:+.4g}"
    if not _is_known(one):
        return f"Of {one.metric} in '{one.arm}' nothing can be said: too few people."
    if one.found:
        return (
            f"{one.metric} is {'better' if one.better else 'worse'} in '{one.arm}': {size} ({sure}{_p(one.p_family)})."
        )
    return f"No difference of {one.metric} is shown in '{one.arm}': {size} ({sure}{_p(one.p_family)})."


def _is_known(one: Finding) -> bool:
    """Whether there is an interval."""
    return bool(np.isfinite([one.low, one.high]).all())


def _size(one: Finding) -> str:
    lift = "" if np.isnan(one.lift) else f", {one.lift:+.1%}"
    less = "" if one.variance_kept == 1 else f", with {one.variance_kept:.0%} of the variance left by the covariate"
    return f"{one.mean:.4g} against {one.control_mean:.4g}{lift}{less}"


def _hint(one: Finding) -> str:
    way = "better" if one.better else "worse"
    return f"Worth a look, and no proof: {one.metric} is {way} in '{one.arm}' ({_size(one)}{_p(one.p_family)})."


def _guard_words(one: Watched) -> str:
    if np.isnan(one.mean):
        return f"Of {one.metric} in '{one.arm}' nothing was counted yet."
    figures = f"{one.mean:.4g} against {one.control_mean:.4g}"
    told = {
        "harmed": f"{one.metric} is harmed in '{one.arm}': {figures}{_p(one.p_harm)}.",
        "no_worse": f"{one.metric} has lost less than {one.margin:.1%} in '{one.arm}': {figures}{_p(one.p_safe)}.",
        "open": f"Whether {one.metric} has lost {one.margin:.1%} in '{one.arm}' is open: {figures}.",
    }
    return told[one.state]


def _progress(plan: Plan, analysis: Analysis) -> str:
    people = sum(analysis.people)
    if plan.stop == "fixed":
        return f"{people:,} of {plan.people:,} people are complete; by its plan the effect is looked at when all are."
    return f"{people:,} of {plan.people:,} people are complete, and nothing is decided; it may be looked at any time."


def _broken(plan: Plan, analysis: Analysis) -> tuple[str, ...]:
    words = []
    if analysis.ratio.mismatch:
        came = ", ".join(f"{count:,} to '{arm}'" for arm, count in zip(plan.arms, analysis.ratio.counts, strict=True))
        shares = " to ".join(f"{share:.1%}" for share in analysis.ratio.expected)
        words.append(f"Do not use this experiment: {came} came, where {shares} were to come{_p(analysis.ratio.p)}.")
    if analysis.crossed:
        words.append(f"{analysis.crossed:,} people were seen in more than one arm.")
    return (*words, "Something loses or moves people, so no effect is shown; find it and start anew.")


def _p(value: float) -> str:
    return ", p < 0.0001" if value < 0.0001 else f", p = {value:.2g}"
