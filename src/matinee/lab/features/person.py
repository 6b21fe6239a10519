"""The features of a batch of people at a moment, as a table of numbers that a model can learn from."""

from collections.abc import Sequence

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleFacts
from matinee.lab.features.past import Past
from matinee.lab.features.registry import FEATURES, Feature, Needed


def person_features(
    histories: Histories,
    *,
    at: int | np.ndarray,
    facts: TitleFacts | None = None,
    features: Sequence[Feature] = FEATURES,
) -> np.ndarray:
    """float32 (people, features), without NaN.

    at: seconds, one moment for all or int64 (people,). Only events strictly before it count, so that the features of a
    moment are the same whatever happened later. Histories without times are taken as past from end to end, and what
    needs times has its `otherwise` there. A history keeps the last event with each title alone: where people come back
    to titles, cut the log before the histories are made of it.
    """
    past = Past.before(histories, _moments(at, len(histories)), facts)
    known = _known(past)
    table = np.empty((len(past), len(features)), dtype=np.float32)
    for column, feature in enumerate(features):
        if feature.needs <= known:
            computed = feature.compute(past)
            table[:, column] = np.where(np.isnan(computed), feature.otherwise, computed)
        else:
            table[:, column] = feature.otherwise
    return table


def _moments(at: int | np.ndarray, people: int) -> np.ndarray:
    given = np.asarray(at)
    if given.dtype.kind not in "iu":
        raise TypeError(f"moments are whole seconds, not {given.dtype}")
    if given.shape not in {(), (people,)}:
        raise ValueError(f"{given.shape} moments for {people} people")
    return np.broadcast_to(given.astype(np.int64), (people,))


def _known(past: Past) -> set[Needed]:
    known: set[Needed] = set()
    if past.histories.times is not None:
        known.add("times")
    if past.facts is not None:
        known.add("titles")
    return known
