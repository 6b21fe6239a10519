"""Whether metrics hold their error rate on the log of this very house. One that does not begins no experiment."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from matinee.domain.errors import Conflict
from matinee.domain.trials import Design, Shown
from matinee.lab.trials.analysis import Readings
from matinee.lab.trials.covariates import Covariate
from matinee.lab.trials.metrics import Metric
from matinee.lab.trials.splitting import SPLITS, SplitCheck, check_by_splitting
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.designs import plan_of
from matinee.services.trials.readings import late_after, readings_of

FEWEST = 100
"""People below which a log says nothing of a metric."""
APART = 30
"""Of them, that must differ from what is most usual: of what hardly anybody does nothing can be said either."""
MOST = 10_000
"""People who are looked at; of more, so many by chance."""

Checks = Mapping[str, SplitCheck]


def log_of(ctx: TrialsContext, design: Design) -> Readings | None:
    """Of people who came lately, whose windows are over; None where there is nothing to split."""
    if design.kind == "interleaving":
        return None
    plan = plan_of(design)
    since = ctx.now - 2 * plan.window - late_after(ctx, plan.window)
    return _some_of(readings_of(ctx, plan, Shown(since, ctx.now)))


def checks_of(design: Design, log: Readings | None, *, splits: int = SPLITS) -> Checks:
    """By metric of the plan, for each of which enough is known: people are split by chance and compared as the arms
    would be. Takes seconds where they are thousands."""
    if log is None:
        return {}
    told = [metric for metric in plan_of(design).metrics if is_told(metric, log)]
    return {metric.name: check_by_splitting(metric, log, splits=splits) for metric in told}


def is_told(metric: Metric, readings: Readings) -> bool:
    values = readings.values[metric.name]
    if len(values) < FEWEST:
        return False
    return len(values) - int(np.unique(values, return_counts=True)[1].max()) >= APART


def refuse_unsound(design: Design, checks: Checks) -> None:
    """Conflict names the first metric of the plan whose p-values do not come as often as they say."""
    for metric in plan_of(design).metrics:
        found = checks.get(metric.name)
        if found is not None and not found.sound:
            raise Conflict(_words(found), where=metric.name, remedy=_remedy(found))


def _some_of(readings: Readings) -> Readings:
    people = len(readings.exposed_at)
    if people <= MOST:
        return readings
    kept = np.random.default_rng(0).choice(people, MOST, replace=False)

    def of(columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {name: column[kept] for name, column in columns.items()}

    known = {
        name: Covariate(one.values[kept], np.broadcast_to(one.until, people)[kept])
        for name, one in readings.covariates.items()
    }
    return replace(
        readings,
        arms=readings.arms[kept],
        values=of(readings.values),
        denominators=of(readings.denominators),
        covariates=known,
        exposed_at=readings.exposed_at[kept],
    )


def _words(found: SplitCheck) -> str:
    told = f"'{found.metric}' cannot be trusted here: of {found.splits:,} splits by chance of {found.people:,} people"
    if found.lowest <= found.rate <= found.highest:
        return f"{told} the p-values were not uniform"
    return f"{told}, to whom nothing was done, {found.rate:.1%} were found to differ, where {found.alpha:.0%} should be"


def _remedy(found: SplitCheck) -> str:
    if found.rate > found.highest:
        return "Take another metric: this one sees effects where there are none"
    return "Take another metric, or wait for more people: a few of them outweigh all others"
