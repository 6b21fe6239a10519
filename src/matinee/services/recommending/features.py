"""The feature store: features of a person at a moment, worked out by the very functions that training uses, and kept.

Kept for an hour under the version of the library, so that a rating makes them anew. They say at which moment they hold;
worked out of the same events at that moment, offline, they are the same.
"""

from dataclasses import dataclass

import numpy as np
import orjson

from matinee.domain.signals import Signals
from matinee.kit.clock import SECOND
from matinee.lab.data.histories import Histories
from matinee.lab.features.person import person_features
from matinee.lab.features.registry import NAMES
from matinee.services.recommending.serve import Recommending, features_shelf, known_of
from matinee.services.recommending.title_index import ABSENT, TitleIndex

GOOD = 3600.0
"""Seconds."""


@dataclass(frozen=True)
class Features:
    """at: microseconds, UTC; a whole second. values: by name, those of `lab.features`."""

    at: int
    values: dict[str, float]


async def current(house: Recommending, account_id: int) -> Features:
    """At most an hour old, and never older than the last rating."""
    held, standing = await known_of(house, account_id)
    shelf, key = features_shelf(account_id), f"{held.signals.version}:{standing.index.stamp}"
    kept = await house.cache.get(shelf, key)
    if kept is not None:
        return Features(**orjson.loads(kept))
    made = features_at(standing.index, held.signals, at=held.now)
    await house.cache.put(shelf, key, orjson.dumps({"at": made.at, "values": made.values}), seconds=GOOD)
    return made


def features_at(index: TitleIndex, signals: Signals, *, at: int) -> Features:
    """What was known strictly before the second of `at`; later ratings count for nothing, and neither do ignored
    ones."""
    second = at // SECOND
    table = person_features(history_in(index, signals), at=second, facts=index.facts)
    return Features(second * SECOND, {name: float(value) for name, value in zip(NAMES, table[0], strict=True)})


def history_in(index: TitleIndex, signals: Signals) -> Histories:
    """One row over the titles of the catalogue."""
    rows = index.rows(np.asarray(signals.titles, dtype=np.int64))
    kept = (rows != ABSENT) & ~np.asarray(signals.ignored, dtype=bool)
    titles = rows[kept].astype(np.int32)
    times = np.asarray(signals.rated_at, dtype=np.int64)[kept] // SECOND
    values = np.asarray(signals.stars, dtype=np.float32)[kept]
    return Histories(np.array([0, len(titles)]), titles, values, len(index), times)
