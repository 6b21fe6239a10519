"""What a blend reads of a person and of a title, beside what its members think."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.features.person import person_features
from matinee.lab.features.registry import FEATURES, TITLES

DAY = 86_400
LATELY = (30, 365)
"""Days whose likes are counted."""
READ = tuple(feature for feature in FEATURES if not feature.needs & TITLES)
"""Features of a person that need nothing of titles, so that a saved blend can compute them."""
SKEWED = frozenset({"activity", "tenure", "recency", "pace", "velocity", "binge_rate"})
"""Those whose logarithm is read."""
OF_PERSON = (*(feature.name for feature in READ), "liking for the known", "its spread", "liking for the new")
OF_TITLE = (
    "known",
    "known, squared",
    "year",
    "days since the first event",
    *(f"liked in {days} days" for days in LATELY),
)
FURTHEST = 3.0
"""Nobody is further than this from the usual, in standard deviations."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """traits: float32 (titles, OF_TITLE), each with mean 0 and spread 1. moment: seconds, just after the last event of
    the data, 0 where times are not known."""

    traits: np.ndarray
    moment: int

    @classmethod
    def of(cls, data: Dataset) -> "Knowledge":
        log, count = data.log, data.n_titles
        likes = log.values >= data.feedback.like_at
        known = _level(np.log1p(np.bincount(log.titles[likes], minlength=count)))
        years = data.facts.years.astype(np.float64)
        told = years > 0
        years = np.where(told, years, np.median(years[told]) if told.any() else 0.0)
        if log.times is None or not len(log):
            timed = [np.zeros(count)] * (1 + len(LATELY))
            return cls(_table([known, _level(known**2), _level(years), *timed]), 0)
        moment = int(log.times.max()) + 1
        first = np.full(count, moment, dtype=np.int64)
        np.minimum.at(first, log.titles, log.times)
        lately = [
            np.log1p(np.bincount(log.titles[likes & (log.times >= moment - days * DAY)], minlength=count))
            for days in LATELY
        ]
        timed = [_level(np.log1p((moment - first) / DAY)), *(_level(one) for one in lately)]
        return cls(_table([known, _level(known**2), _level(years), *timed]), moment)

    def of_people(self, histories: Histories) -> np.ndarray:
        """float64 (people, OF_PERSON), as they are: at the moment of the data, or after a person's last event where
        that is later."""
        at = np.full(len(histories), self.moment, dtype=np.int64)
        if histories.times is not None:
            np.maximum.at(at, histories.row_numbers, histories.times + 1)
        table = person_features(histories, at=at, features=READ).astype(np.float64)
        for column, feature in enumerate(READ):
            if feature.name in SKEWED:
                table[:, column] = np.log1p(np.maximum(table[:, column], 0.0))
        known, newer = (self.traits[histories.titles, column].astype(np.float64) for column in (0, 2))
        mean = _mean(histories, known)
        spread = np.sqrt(np.maximum(_mean(histories, known**2) - mean**2, 0.0))
        return np.column_stack([table, mean, spread, _mean(histories, newer)])

    def state(self) -> State:
        return {"traits": self.traits, "moment": np.array([self.moment], dtype=np.int64)}

    @classmethod
    def restored(cls, state: Mapping[str, np.ndarray]) -> "Knowledge":
        held = dict(state)
        moment = taken(held, "moment", shape=(1,), kind=np.int64)
        return cls(taken(held, "traits", shape=(None, len(OF_TITLE))), int(moment[0]))


@dataclass(frozen=True, eq=False)
class Usual:
    """What people of a lesson were like: float64 (OF_PERSON,) each."""

    mean: np.ndarray
    spread: np.ndarray

    @classmethod
    def of(cls, people: np.ndarray) -> "Usual":
        spread = people.std(axis=0)
        return cls(people.mean(axis=0), np.where(spread > 1e-9, spread, 1.0))

    @classmethod
    def of_nobody(cls) -> "Usual":
        return cls(np.zeros(len(OF_PERSON)), np.ones(len(OF_PERSON)))

    def seen(self, people: np.ndarray) -> np.ndarray:
        """float32 (people, 1 + OF_PERSON): a one, and how far each is from the usual."""
        away = np.clip((people - self.mean) / self.spread, -FURTHEST, FURTHEST)
        return np.column_stack([np.ones(len(people)), away]).astype(np.float32)


def _mean(histories: Histories, of_events: np.ndarray) -> np.ndarray:
    total = np.bincount(histories.row_numbers, weights=of_events, minlength=len(histories))
    return total / np.maximum(histories.lengths, 1)


def _level(values: np.ndarray) -> np.ndarray:
    spread = values.std() if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values))


def _table(columns: list[np.ndarray]) -> np.ndarray:
    return np.column_stack(columns).astype(np.float32)
