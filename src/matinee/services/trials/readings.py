"""From what people did to the columns that `lab.trials` analyses: one row a person, by the plan and by nothing else."""

from collections.abc import Mapping

import numpy as np

from matinee.domain.trials import Figure, Shown
from matinee.lab.trials.analysis import Readings
from matinee.lab.trials.covariates import Covariate
from matinee.lab.trials.exposures import Entered, Exposures, entered
from matinee.lab.trials.plan import Plan
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.measures import MEASURES, Measure

Figures = Mapping[Figure, Mapping[int, float]]


def late_after(ctx: TrialsContext, window: int) -> int:
    """How long what was done in a window may take to be told. Where people are watched for minutes nobody waits an hour
    for it: of a short window, as long as it is itself."""
    return min(ctx.rules.late, window)


def people_of(ctx: TrialsContext, shown: Shown) -> Entered:
    """Who was shown a slate, by the first of theirs. Arms are numbered in the order of `shown.arms`."""
    found = ctx.figures.first_shown(shown, assumed=ctx.rules.assumed)
    places = {name: place for place, name in enumerate(shown.arms or ("",))}
    units, arms, at = (np.array([row[column] for row in found]) for column in range(3))
    if not len(found):
        none = np.zeros(0, dtype=np.int64)
        return entered(Exposures(none, none, none))
    return entered(Exposures(units, np.array([places.get(str(name), 0) for name in arms]), at))


def readings_of(ctx: TrialsContext, plan: Plan, shown: Shown) -> Readings:
    """shown: its arms are those of the plan, in their order. Only people whose window is over when it ends are in the
    columns."""
    people = people_of(ctx, shown)
    whole = people.at + plan.window + late_after(ctx, plan.window) <= shown.until
    units, arms, at = people.units[whole], people.arms[whole], people.at[whole]
    after = figures_of(ctx, shown, window=plan.window)
    before = figures_of(ctx, shown, window=plan.window, before=True)
    measures = [MEASURES[metric.name] for metric in plan.metrics]
    return Readings(
        arms=arms,
        values={one.metric.name: values_of(one, after, units) for one in measures},
        denominators={one.metric.name: column(after, one.below, units) for one in measures if one.below is not None},
        covariates={
            one.metric.name: Covariate(values_of(one, before, units), at - 1) for one in measures if one.known_before
        }
        if len(units)
        else {},
        came=people.counts(len(plan.arms)),
        exposed_at=at,
        crossed=people.crossed,
    )


def figures_of(ctx: TrialsContext, shown: Shown, *, window: int, before: bool = False) -> Figures:
    late = late_after(ctx, window)
    return ctx.figures.figures(shown, window=window, late=late, before=before, assumed=ctx.rules.assumed)


def values_of(measure: Measure, figures: Figures, units: np.ndarray) -> np.ndarray:
    """float64 (people,): what is counted of each; of proportions 1 where there was anything."""
    found = column(figures, measure.above, units)
    return (found > 0).astype(np.float64) if measure.metric.kind == "proportion" else found


def column(figures: Figures, name: Figure, units: np.ndarray) -> np.ndarray:
    """float64 (people,), 0 for whoever is not named."""
    known = figures.get(name, {})
    return np.array([known.get(unit, 0.0) for unit in units.tolist()], dtype=np.float64)
