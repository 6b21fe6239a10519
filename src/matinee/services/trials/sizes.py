"""How many people an experiment needs, by what the people of this very house did lately."""

import math
from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadInput, Conflict
from matinee.domain.trials import Shown, StopRule
from matinee.kit.clock import DAY
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.metrics import samples_of
from matinee.lab.trials.power import Design as PowerDesign
from matinee.lab.trials.power import people_needed, smallest_effect
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.measures import Measure, measure_named, refuse_short
from matinee.services.trials.readings import column, figures_of, late_after, people_of, values_of

FEWEST = 20
"""People below which a spread is not known."""
LATELY = 28 * DAY
"""In which it is looked at how fast people come: whole weeks, each day of the week as often as any other."""


@dataclass(frozen=True, eq=False)
class Coming:
    """How fast different people come to something that begins, by those of a span of time. after: (people,), days from
    its begin to the first slate of each, in order. days: that it lasted."""

    after: np.ndarray
    days: float

    def until(self, people: int) -> float | None:
        """Days until so many have come. Once the span is over they come as in its second half, when those who come
        often had come already; None where nobody did."""
        if people <= len(self.after):
            return float(self.after[people - 1])
        half = self.days / 2
        later = int(np.count_nonzero(self.after > half))
        return self.days + (people - len(self.after)) * half / later if later else None


@dataclass(frozen=True)
class Baseline:
    """people: of whom it is known. mean, variance: of one person. coming: None where it is not known."""

    people: int
    mean: float
    variance: float
    coming: Coming | None = None


@dataclass(frozen=True)
class Asked:
    """effect: absolute; None where it is asked what so many people can show. people: None where it is asked how many
    are needed. share: of all people, that may be in it."""

    metric: str
    window: int
    effect: float | None = None
    people: int | None = None
    stop: StopRule = "always"
    alpha: float = 0.05
    power: float = 0.8
    share: float = 1.0


@dataclass(frozen=True)
class Size:
    """effect: the smallest that is found with the power asked for. days: until so many people of the share have come,
    and their windows are over; None where it is not known how many come, or where no more do."""

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
    if not 0 < asked.share <= 1:
        raise BadInput(f"a share of {asked.share:g}", where="share", remedy="Choose above 0, and 1 at most")
    design = PowerDesign(alpha=asked.alpha, power=asked.power, always=asked.stop == "always")
    if asked.effect is not None:
        people = people_needed(asked.effect, variance=known.variance, design=design)
        effect = abs(asked.effect)
    else:
        people = asked.people or 0
        if people < 4:
            raise Conflict("neither an effect nor a number of people is given", remedy="Say one of them")
        effect = smallest_effect(people, variance=known.variance, design=design)
    of_all = math.ceil(people / max(asked.share, 1 / BUCKETS))
    came = None if known.coming is None else known.coming.until(of_all)
    return Size(known, effect, people, None if came is None else came + asked.window / DAY)


def baseline_of(ctx: TrialsContext, name: str, window: int) -> Baseline:
    """Of people to whom a slate was drawn in the window before the last, by what they did in the window after. BadInput
    where the metric could count nothing in it."""
    measure = measure_named(name, where="metric")
    refuse_short(measure, window)
    until = ctx.now - window - late_after(ctx, window)
    shown = Shown(until - window, until)
    people = people_of(ctx, shown)
    if len(people) < FEWEST:
        raise Conflict(
            f"{len(people)} people were shown anything in the window before the last; {FEWEST} are needed",
            remedy="Give the mean and the variance yourself, or wait",
        )
    mean, variance = _spread(measure, ctx, shown, window, people.units)
    return Baseline(len(people), mean, variance, coming_of(ctx))


def coming_of(ctx: TrialsContext) -> Coming | None:
    """Of people to whom slates were drawn lately, as if something had begun with the first of these: whoever comes
    every day has come once. None where there was nobody."""
    at = np.sort(people_of(ctx, Shown(ctx.now - LATELY, ctx.now)).at)
    return Coming((at - at[0]) / DAY, float(ctx.now - at[0]) / DAY) if len(at) else None


def _spread(measure: Measure, ctx: TrialsContext, shown: Shown, window: int, units: np.ndarray) -> tuple[float, float]:
    figures = figures_of(ctx, shown, window=window)
    below = None if measure.below is None else [column(figures, measure.below, units)]
    sample = samples_of(measure.metric, [values_of(measure, figures, units)], below)[0]
    return float(sample.mean), float(sample.variance)
