"""What is asked, how, and when it ends: written down before anybody looks, so that it cannot be chosen afterwards."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from matinee.domain.errors import BadConfig
from matinee.kit.hashing import fingerprint
from matinee.lab.trials.metrics import Metric

Stop = Literal["fixed", "always"]
"""fixed: looked at once, when all planned people are complete. always: looked at whenever one likes."""


@dataclass(frozen=True)
class Guardrail:
    """margin: the share of the control's mean that may be lost. Of means and proportions, capped ones and ratios."""

    metric: Metric
    margin: float = 0.02

    def __post_init__(self) -> None:
        if not 0 < self.margin < 1:
            raise BadConfig(f"a margin of {self.margin:g}", where=f"guardrail '{self.metric.name}'", remedy="0 to 1")


@dataclass(frozen=True)
class Plan:
    """name: of the experiment. weights: buckets of each arm, the control first. primary: the one metric that decides.
    others: that may show where to look next. people: how many are planned, all arms together. smallest: the absolute
    effect on the primary metric for which that number was chosen. window: microseconds after the first exposure that
    count. alpha: false alarms allowed."""

    name: str
    weights: Mapping[str, int]
    primary: Metric
    people: int
    smallest: float
    window: int
    others: tuple[Metric, ...] = ()
    guardrails: tuple[Guardrail, ...] = ()
    stop: Stop = "always"
    alpha: float = 0.05
    power: float = 0.8

    def __post_init__(self) -> None:
        where = f"plan of '{self.name}'"
        if len(self.weights) < 2 or min(self.weights.values()) <= 0:
            raise BadConfig("an experiment needs two arms with people in them", where=where)
        if self.people < 2 * len(self.weights) or self.window <= 0 or not self.smallest:
            raise BadConfig("people, window and the smallest effect must be above 0", where=where)
        if not 0 < self.alpha < 0.5 or not 0 < self.power < 1:
            raise BadConfig(f"alpha {self.alpha:g} and power {self.power:g}", where=where)
        names = [metric.name for metric in self.metrics]
        if len(set(names)) < len(names):
            raise BadConfig("a metric is named twice", where=where, remedy="Let each metric have one part to play")

    @property
    def metrics(self) -> tuple[Metric, ...]:
        return (self.primary, *self.others, *(guard.metric for guard in self.guardrails))

    @property
    def arms(self) -> tuple[str, ...]:
        return tuple(self.weights)

    def people_of(self, arm: str) -> int:
        """How many are planned in the arm and the control together."""
        both = self.weights[arm] + self.weights[self.arms[0]]
        return max(round(self.people * both / sum(self.weights.values())), 1)

    @property
    def digest(self) -> str:
        """Of everything in the plan, the order of the arms included. A result carries that of the plan it was made by,
        so that a plan that was changed later shows."""
        return fingerprint([asdict(self) | {"weights": list(self.weights.items())}])
