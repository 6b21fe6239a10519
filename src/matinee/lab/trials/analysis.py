"""From what people did to the figures of an experiment, by its plan and by nothing that was chosen later."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from matinee.domain.errors import BadInput
from matinee.lab.trials.covariates import Covariate, adjusted
from matinee.lab.trials.effects import relative, welch
from matinee.lab.trials.families import Promise, asked_together
from matinee.lab.trials.guardrails import State, watch
from matinee.lab.trials.metrics import Metric, samples_of
from matinee.lab.trials.plan import Guardrail, Plan
from matinee.lab.trials.ratios import SampleRatio, sample_ratio
from matinee.lab.trials.samples import Sample
from matinee.lab.trials.sequences import always_valid

CROSSED_AT_MOST = 0.01
"""Share of people seen in more than one arm above which the assignment counts as broken."""


@dataclass(frozen=True, eq=False)
class Readings:
    """arms: (people,), their place among the arms of the plan, of those whose outcome is complete. values: by metric.
    denominators: of ratios. covariates: by metric, of means and proportions. exposed_at: (people,), microseconds.
    came: people of each arm, complete or not. crossed: those seen in several arms, who are in none of these."""

    arms: np.ndarray
    values: Mapping[str, np.ndarray]
    came: np.ndarray
    exposed_at: np.ndarray
    denominators: Mapping[str, np.ndarray] = field(default_factory=dict)
    covariates: Mapping[str, Covariate] = field(default_factory=dict)
    crossed: int = 0


@dataclass(frozen=True)
class Finding:
    """One metric in one arm against the control. difference, low, high: absolute. lift: difference by the control's
    mean, NaN where that is not clear of 0. p: of this question alone. p_family: adjusted for those asked with it.
    variance_kept: what a covariate left of the variance, 1 without one."""

    metric: str
    arm: str
    role: Literal["primary", "other"]
    control_mean: float
    mean: float
    difference: float
    low: float
    high: float
    lift: float
    p: float
    p_family: float
    better: bool
    found: bool
    variance_kept: float = 1.0


@dataclass(frozen=True)
class Watched:
    """A guardrail in one arm. p_harm, p_safe: as `guardrails.Watch` has them. The means are NaN, and the state is open,
    where there is nothing yet to divide by."""

    metric: str
    arm: str
    margin: float
    control_mean: float
    mean: float
    p_harm: float
    p_safe: float
    state: State


@dataclass(frozen=True)
class Analysis:
    """plan: its digest. people: complete ones of each arm. findings: empty where the sample ratio is broken or where a
    plan with a fixed end has not come to it; nothing is shown then that anybody could believe."""

    plan: str
    people: tuple[int, ...]
    ratio: SampleRatio
    crossed: int
    complete: bool
    findings: tuple[Finding, ...] = ()
    guardrails: tuple[Watched, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether no figure of it can be trusted."""
        came = sum(self.ratio.counts) + self.crossed
        return self.ratio.mismatch or self.crossed > max(CROSSED_AT_MOST * came, 1)


def analyse(plan: Plan, readings: Readings) -> Analysis:
    """An answer of plain values, to be kept as it is."""
    _check(plan, readings)
    people = np.bincount(readings.arms, minlength=len(plan.arms))
    ratio = sample_ratio(readings.came, np.array(list(plan.weights.values())), sequential=plan.stop == "always")
    bare = Analysis(
        plan=plan.digest,
        people=tuple(people.tolist()),
        ratio=ratio,
        crossed=readings.crossed,
        complete=int(people.sum()) >= plan.people,
    )
    if bare.broken or people.min() < 2:
        return bare
    guardrails = _watched(plan, readings)
    findings = () if plan.stop == "fixed" and not bare.complete else _findings(plan, readings)
    return Analysis(bare.plan, bare.people, ratio, bare.crossed, bare.complete, findings, guardrails)


def _findings(plan: Plan, readings: Readings) -> tuple[Finding, ...]:
    """The primary metric is one family over the arms, all other metrics another, of a weaker promise."""
    primary = _of_metric(plan, plan.primary, readings, role="primary")
    others = [one for metric in plan.others for one in _of_metric(plan, metric, readings, role="other")]
    return (*_as_family(primary, "no_false_alarm", plan.alpha), *_as_family(others, "few_false_alarms", plan.alpha))


def _as_family(asked: list[Finding], promise: Promise, alpha: float) -> list[Finding]:
    adjusted_p = asked_together([one.p for one in asked], promise).tolist()
    return [replace(one, p_family=p, found=p < alpha) for one, p in zip(asked, adjusted_p, strict=True)]


def _of_metric(plan: Plan, metric: Metric, readings: Readings, *, role: Literal["primary", "other"]) -> list[Finding]:
    if not _can_be_told(plan, metric, readings):
        return []
    samples, variance_kept = samples_of_arms(metric, readings, len(plan.arms))
    control, found = samples[0], []
    for arm, sample in zip(plan.arms[1:], samples[1:], strict=True):
        if plan.stop == "always":
            effect = always_valid(sample, control, alpha=plan.alpha, planned=plan.people_of(arm))
        else:
            effect = welch(sample, control, alpha=plan.alpha)
        difference = float(effect.difference)
        found.append(
            Finding(
                metric=metric.name,
                arm=arm,
                role=role,
                control_mean=float(control.mean),
                mean=float(sample.mean),
                difference=difference,
                low=float(effect.low),
                high=float(effect.high),
                lift=float(relative(sample, control).mean),
                p=float(effect.p),
                p_family=float(effect.p),
                better=(difference > 0) == metric.higher_is_better,
                found=False,
                variance_kept=variance_kept,
            )
        )
    return found


def _watched(plan: Plan, readings: Readings) -> tuple[Watched, ...]:
    """The false alarms allowed are shared out over all guardrails and arms, so that they do not add up."""
    asked = max(len(plan.guardrails) * (len(plan.arms) - 1), 1)
    made = []
    for guard in plan.guardrails:
        if not _can_be_told(plan, guard.metric, readings):
            made += [_untold(guard, arm) for arm in plan.arms[1:]]
            continue
        samples, _ = samples_of_arms(guard.metric, readings, len(plan.arms))
        for arm, sample in zip(plan.arms[1:], samples[1:], strict=True):
            seen = watch(
                sample,
                samples[0],
                margin=guard.margin,
                planned=plan.people_of(arm),
                alpha=plan.alpha / asked,
                higher_is_better=guard.metric.higher_is_better,
            )
            made.append(
                Watched(
                    metric=guard.metric.name,
                    arm=arm,
                    margin=guard.margin,
                    control_mean=float(samples[0].mean),
                    mean=float(sample.mean),
                    p_harm=float(seen.harm),
                    p_safe=float(seen.safe),
                    state=seen.state,
                )
            )
    return tuple(made)


def _can_be_told(plan: Plan, metric: Metric, readings: Readings) -> bool:
    """A ratio needs something to divide by in every arm."""
    below = readings.denominators.get(metric.name)
    return below is None or bool((np.bincount(readings.arms, weights=below, minlength=len(plan.arms)) > 0).all())


def _untold(guard: Guardrail, arm: str) -> Watched:
    nothing = float("nan")
    return Watched(guard.metric.name, arm, guard.margin, nothing, nothing, p_harm=1.0, p_safe=1.0, state="open")


def samples_of_arms(metric: Metric, readings: Readings, arms: int) -> tuple[list[Sample], float]:
    """One sample an arm, and what a covariate left of the variance."""
    masks = [readings.arms == arm for arm in range(arms)]
    values = readings.values[metric.name]
    if metric.name in readings.covariates:
        if metric.kind not in {"mean", "proportion"}:
            raise BadInput("only means and proportions take a covariate", where=f"metric '{metric.name}'")
        samples_of(metric, [values[mask] for mask in masks])
        less = adjusted(values, readings.covariates[metric.name], arms=readings.arms, exposed_at=readings.exposed_at)
        return samples_of(Metric(metric.name, "mean"), less.values), less.kept
    below = readings.denominators.get(metric.name)
    denominators = None if below is None else [below[mask] for mask in masks]
    return samples_of(metric, [values[mask] for mask in masks], denominators), 1.0


def _check(plan: Plan, readings: Readings) -> None:
    where = f"readings of '{plan.name}'"
    missing = [metric.name for metric in plan.metrics if metric.name not in readings.values]
    if missing:
        raise BadInput(f"there are no values of {', '.join(missing)}", where=where, remedy="The plan asks for them")
    columns = [*readings.values.values(), *readings.denominators.values(), readings.exposed_at]
    if any(len(column) != len(readings.arms) for column in columns):
        raise BadInput("a column has more or fewer people than there are arms", where=where)
    if len(readings.came) != len(plan.arms) or readings.arms.max(initial=0) >= len(plan.arms):
        raise BadInput(f"the plan has {len(plan.arms)} arms", where=where, remedy="Number them from 0 on")
