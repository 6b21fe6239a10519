"""How many people an experiment needs, by what the people of this very house did lately."""

from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import Conflict
from matinee.domain.trials import Shown, StopRule
from matinee.kit.clock import DAY
from matinee.lab.trials.metrics import samples_of
from matinee.lab.trials.power import Design as PowerDesign
from matinee.lab.trials.power import people_needed, smallest_effect
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.measures import Measure, measure_named
from matinee.services.trials.readings import column, figures_of, late_after, people_of, values_of

FEWEST = 20
"""People below which a spread is not known."""


@dataclass(frozen=True)
class Baseline:
    """people: of whom it is known. mean, variance: of one person. a_day: people who came anew each day."""

    people: int
    mean: float
    variance: float
    a_day: float


@dataclass(frozen=True)
class Asked:
    """effect: absolute; None where it is asked what so many people can show. people: None where it is asked how many
    are needed."""

    metric: str
    window: int
    effect: float | None = None
    people: int | None = None
    stop: StopRule = "always"
    alpha: float = 0.05
    power: float = 0.8


@dataclass(frozen=True)
class Size:
    """effect: the smallest that is found with the power asked for. days: until so many people have come, and their
    windows are over; None where it is not known how many come."""

    baseline: Baseline
    effect: float
    people: int
    days: float | None


def size_of(ctx: TrialsContext, asked: Asked) -> Size:
    """By the last people whose windows are over. Conflict where there are too few of them."""
    known = baseline_of(ctx, asked.metric, asked.window)
    return sized(known, asked)


def sized(known: Baseline, asked: Asked) -> Size:
    """By figures that are known from elsewhere. Two arms of the same size."""
    design = PowerDesign(alpha=asked.alpha, power=asked.power, always=asked.stop == "always")
    if asked.effect is not None:
        people = people_needed(asked.effect, variance=known.variance, design=design)
        effect = abs(asked.effect)
    else:
        people = asked.people or 0
        if people < 4:
            raise Conflict("neither an effect nor a number of people is given", remedy="Say one of them")
        effect = smallest_effect(people, variance=known.variance, design=design)
    days = people / known.a_day + asked.window / DAY if known.a_day > 0 else None
    return Size(known, effect, people, days)


def baseline_of(ctx: TrialsContext, name: str, window: int) -> Baseline:
    """Of people to whom a slate was drawn in the window before the last, by what they did in the window after."""
    measure = measure_named(name, where="metric")
    until = ctx.now - window - late_after(ctx, window)
    shown = Shown(until - window, until)
    people = people_of(ctx, shown)
    if len(people) < FEWEST:
        raise Conflict(
            f"{len(people)} people were shown anything in the window before the last; {FEWEST} are needed",
            remedy="Give the mean and the variance yourself, or wait",
        )
    mean, variance = _spread(measure, ctx, shown, window, people.units)
    return Baseline(len(people), mean, variance, a_day=len(people) / (window / DAY))


def _spread(measure: Measure, ctx: TrialsContext, shown: Shown, window: int, units: np.ndarray) -> tuple[float, float]:
    figures = figures_of(ctx, shown, window=window)
    below = None if measure.below is None else [column(figures, measure.below, units)]
    sample = samples_of(measure.metric, [values_of(measure, figures, units)], below)[0]
    return float(sample.mean), float(sample.variance)
