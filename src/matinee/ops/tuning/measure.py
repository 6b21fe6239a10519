"""What settings are chosen by: one figure over the people of the tuning task."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import UnknownName
from matinee.kit import seeds
from matinee.kit.text import closest, in_words
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.splits.split import Protocol, Stage, Task
from matinee.lab.evaluation.accuracy import CUTOFFS
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.evaluation.rating import evaluate_rating
from matinee.ops.runs.judge import predicting

RANKING, RATING = "ndcg@10+ndcg@100", "rmse"
"""By default. One cutoff alone jumps more from one setting to the next, and settings that are good at ten places are
seldom bad at a hundred."""
OF_RANKINGS = frozenset({"mrr", *(f"{name}@{k}" for name, cutoffs in CUTOFFS.items() for k in cutoffs)})
OF_RATINGS = frozenset({"rmse", "mae"})
SAMPLE = 1_000
"""People that a model in training is asked about, step after step."""


@dataclass(frozen=True)
class Measure:
    """name: a metric, or several joined by '+', of which the mean counts."""

    name: str
    protocol: Protocol

    @property
    def sign(self) -> float:
        """What makes higher better."""
        return -1.0 if self.name in LOWER_IS_BETTER else 1.0

    def of(self, model: Recommender, stage: Stage) -> float:
        if self.protocol == "rating":
            return evaluate_rating(predicting(model), stage).overall[self.name]
        overall = evaluate_ranking(model, stage).overall
        parts = self.name.split("+")
        return sum(overall[part] for part in parts) / len(parts)

    def validator(self, stage: Stage, *, seed: int) -> Callable[[Recommender], float]:
        """How good a model in training is: higher is better, over the same people at every step and in every trial."""
        smaller = Stage(stage.train, sampled(stage.task, seed=seed))
        return lambda model: self.sign * self.of(model, smaller)


def measure_named(name: str | None, protocol: Protocol) -> Measure:
    """The measure of a name, or that of the protocol where none is given."""
    known = OF_RATINGS if protocol == "rating" else OF_RANKINGS
    if name is None:
        return Measure(RATING if protocol == "rating" else RANKING, protocol)
    for part in name.split("+") if protocol != "rating" else [name]:
        if part not in known:
            near = in_words((f"'{one}'" for one in closest(part, sorted(known))), joint="or")
            raise UnknownName(
                f"nothing can be chosen by '{part}' under the protocol {protocol}",
                where="--metric",
                remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(sorted(known))}",
            )
    return Measure(name, protocol)


def sampled(task: Task, *, seed: int, people: int = SAMPLE) -> Task:
    """At most so many people of the task, drawn once and for all."""
    if len(task) <= people:
        return task
    drawn = seeds.generator(seed, "people to validate on").choice(len(task), size=people, replace=False)
    rows = np.zeros(len(task), dtype=bool)
    rows[drawn] = True
    return Task(task.people[rows], task.histories.rows(rows), task.targets.rows(rows), task.missed[rows])
