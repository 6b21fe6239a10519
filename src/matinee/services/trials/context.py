"""What the use cases of experiments are handed: the stores of one transaction, the time, and the rules of the house."""

from dataclasses import dataclass

from matinee.kit.clock import DAY, HOUR
from matinee.services.trials.store import FigureStore, TrialStore


@dataclass(frozen=True)
class TrialRules:
    """log: whether the house writes down what it shows, without which nothing can be learnt. assumed: whether somebody
    who has not said anything agrees to statistics. requests: how long requests are kept. late: how long something may
    take to be told, before what a person did is complete."""

    log: bool = True
    assumed: bool = True
    requests: int = 14 * DAY
    late: int = HOUR


@dataclass(frozen=True)
class TrialsContext:
    """now: the moment at which all of it happens."""

    trials: TrialStore
    figures: FigureStore
    rules: TrialRules
    now: int
