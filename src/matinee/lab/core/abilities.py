"""Powers that some models have beyond scoring. Callers ask `isinstance`."""

from functools import lru_cache
from typing import Protocol, runtime_checkable

import numpy as np

from matinee.domain.reasons import Reason
from matinee.lab.core.answers import Told, TopK
from matinee.lab.core.tastes import Tastes
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories


@runtime_checkable
class PredictsRatings(Protocol):
    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        """float32 (pairs,): the rating that person rows[i] would give titles[i], on the scale of the data.

        times: int64 seconds (pairs,), the moment times[i] at which it would be given; None where nobody knows.
        """
        ...


@runtime_checkable
class Explains(Protocol):
    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        """For one person (one row), why each of `titles` has its score; the shares and the rest add up to it."""
        ...


@runtime_checkable
class TellsAtOnce(Protocol):
    """`Explains` for whoever answers many people a second: arrays, and no second look at the history."""

    def told(self, history: Histories) -> Told:
        """For one person (one row), the scores, and what each title of the history brought to those of some titles."""
        ...


@lru_cache(maxsize=256)
def tells_at_once(kind: type) -> bool:
    """Whether models of this class do. Python looks at each method of a protocol each time it is asked."""
    return issubclass(kind, TellsAtOnce)


@runtime_checkable
class KnowsTastes(Protocol):
    """A model that can be asked by."""

    tastes: Tastes


@runtime_checkable
class FindsSimilar(Protocol):
    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """The k titles most like each of `titles`, itself left out."""
        ...


@runtime_checkable
class LearnsOnline(Protocol):
    def learn(self, data: Dataset) -> None:
        """Takes in new events without a full fit."""
        ...


@runtime_checkable
class KnowsDoubt(Protocol):
    def doubt(self, histories: Histories) -> np.ndarray:
        """float32 (people, titles): how unsure the model is of each score, in units of the score."""
        ...
