"""Made readings of an experiment whose true effects are known."""

from dataclasses import replace

import numpy as np

from matinee.lab.trials.analysis import Readings
from matinee.lab.trials.covariates import Covariate
from matinee.lab.trials.metrics import Metric
from matinee.lab.trials.plan import Guardrail, Plan

PLAN = Plan(
    name="rows",
    weights={"control": 5_000, "new": 5_000},
    primary=Metric("watched", "mean"),
    people=4_000,
    smallest=0.1,
    window=1_000,
    others=(Metric("clicks", "ratio"), Metric("minutes", "capped")),
    guardrails=(Guardrail(Metric("stayed", "proportion"), margin=0.15),),
)
FIXED = replace(PLAN, stop="fixed")


def readings(
    *, lift: float = 0.0, stayed: float = 0.0, clicks: float = 0.0, people: int = 4_000, seed: int = 3
) -> Readings:
    """lift: of what is watched, in standard deviations. stayed, clicks: added to rates of 0.5 and 0.2."""
    chance = np.random.default_rng(seed)
    arms = np.arange(people) % 2
    known = chance.standard_normal(people)
    shown = 1 + chance.poisson(5, people)
    return Readings(
        arms=arms,
        values={
            "watched": 3 + 0.8 * known + 0.6 * chance.standard_normal(people) + lift * arms,
            "clicks": chance.binomial(shown, 0.2 + clicks * arms).astype(float),
            "minutes": chance.exponential(30, people),
            "stayed": (chance.random(people) < 0.5 + stayed * arms).astype(float),
        },
        denominators={"clicks": shown.astype(float)},
        came=np.bincount(arms, minlength=2),
        exposed_at=np.full(people, 100),
        covariates={"watched": Covariate(known, 99)},
    )


def of_people(name: str, values: np.ndarray, below: np.ndarray | None = None) -> Readings:
    """One metric of people who are in no arms."""
    nobody = np.zeros(len(values), dtype=np.int64)
    return Readings(
        arms=nobody,
        values={name: values},
        denominators={} if below is None else {name: below},
        came=np.array([len(values), 0]),
        exposed_at=nobody,
    )
