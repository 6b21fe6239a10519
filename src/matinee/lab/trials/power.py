"""How many people an experiment needs, what it can find, and how surely: before it starts."""

import math
from dataclasses import dataclass

from scipy import special

from matinee.domain.errors import BadInput
from matinee.lab.trials.sequences import Side, reach_at_plan


@dataclass(frozen=True)
class Design:
    """alpha: false alarms allowed. power: how surely an effect of the size asked for is to be found. treated: the share
    of people in the treatment. always: looked at again and again, which takes more people. side: the claim."""

    alpha: float = 0.05
    power: float = 0.8
    treated: float = 0.5
    always: bool = False
    side: Side = "both"

    def __post_init__(self) -> None:
        for name, value in (("alpha", self.alpha), ("power", self.power), ("treated", self.treated)):
            if not 0 < value < 1:
                raise BadInput(f"{name} is {value:g}", where="design", remedy="Choose above 0 and below 1")


USUAL = Design()
EVERYBODY = 1e10
LARGER = "Ask for a larger effect"


def people_needed(
    effect: float, *, variance: float, treated_variance: float | None = None, design: Design = USUAL
) -> int:
    """People of both arms together. effect: absolute, in units of the metric. variance: of one person in the control,
    and treated_variance in the treatment where it is another. A mean over few people is found a little less surely."""
    if effect == 0:
        raise BadInput("no number of people shows an effect of 0", where="sample size", remedy="Ask for one above 0")
    spread = _variance_of_one(variance, treated_variance, design.treated)
    away = _distance(design) / effect
    needed = away * away * spread
    if not needed <= EVERYBODY:
        raise BadInput("there are not as many people as that would need", where="sample size", remedy=LARGER)
    return max(math.ceil(needed), 4)


def smallest_effect(
    people: int, *, variance: float, treated_variance: float | None = None, design: Design = USUAL
) -> float:
    """The absolute effect that so many people show with the power of the design."""
    return _distance(design) * math.sqrt(_variance_of_one(variance, treated_variance, design.treated) / people)


def power_of(
    effect: float, people: int, *, variance: float, treated_variance: float | None = None, design: Design = USUAL
) -> float:
    """The chance that an effect of this size is found; of designs that look again and again, by the planned end."""
    error = math.sqrt(_variance_of_one(variance, treated_variance, design.treated) / people)
    away = abs(effect) / error if error else math.inf
    return float(special.ndtr(away - _bar(design)))


def of_proportion(rate: float) -> float:
    """The variance of one person in a proportion."""
    if not 0 < rate < 1:
        raise BadInput(f"a rate of {rate:g}", where="proportion", remedy="Choose above 0 and below 1")
    return rate * (1 - rate)


def _variance_of_one(control: float, treatment: float | None, treated: float) -> float:
    """Of the difference, times the people of both arms together."""
    return (control if treatment is None else treatment) / treated + control / (1 - treated)


def _distance(design: Design) -> float:
    """In standard errors, from no effect to one that is found with the power asked for."""
    return _bar(design) + float(special.ndtri(design.power))


def _bar(design: Design) -> float:
    if design.always:
        return reach_at_plan(design.alpha, design.side)
    return -float(special.ndtri(design.alpha / 2 if design.side == "both" else design.alpha))
