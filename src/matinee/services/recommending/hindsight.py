"""What would have been expected of each rating at the moment before it was given: how good the house is at it, now that
the ratings have come."""

from collections.abc import Mapping, Sequence

import numpy as np

from matinee.domain.life import Rated
from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.lab.data.histories import Histories
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import ABSENT


def expected_before(standing: Standing, rated: Sequence[Rated], signals: Mapping[int, Signals]) -> np.ndarray:
    """float64 (rated,): stars, from what each person had rated strictly before; NaN where nobody can say. signals: by
    account. Whether the models have learned from these very ratings is for the caller to know."""
    found = np.full(len(rated), np.nan)
    bound = standing.bound
    if bound is None or bound.rater is None or not rated:
        return found
    positions = bound.positions([one.title_id for one in rated])
    asked = np.flatnonzero(positions != ABSENT)
    if len(asked):
        histories = _histories(bound, [rated[at] for at in asked.tolist()], signals)
        scale = bound.release.feedback
        told = bound.rater.predict_ratings(histories, np.arange(len(asked)), positions[asked])
        found[asked] = np.clip(told.astype(np.float64), scale.lowest, scale.highest)
    return found


def _histories(bound: Bound, rated: Sequence[Rated], signals: Mapping[int, Signals]) -> Histories:
    """One row a rating."""
    whole = {one.account_id: bound.history(signals.get(one.account_id, NO_SIGNALS)) for one in rated}
    moments = {account: _moments(bound, signals.get(account, NO_SIGNALS)) for account in whole}
    ends = [int(np.searchsorted(moments[one.account_id], one.at, side="left")) for one in rated]
    rows = [whole[one.account_id] for one in rated]
    return Histories(
        np.concatenate([[0], np.cumsum(ends)]).astype(np.int64),
        np.concatenate([row.titles[:end] for row, end in zip(rows, ends, strict=True)]),
        np.concatenate([row.values[:end] for row, end in zip(rows, ends, strict=True)]),
        len(bound.row_of),
        np.concatenate([_times(row)[:end] for row, end in zip(rows, ends, strict=True)]),
    )


def _times(row: Histories) -> np.ndarray:
    return np.zeros(len(row.titles), dtype=np.int64) if row.times is None else row.times


def _moments(bound: Bound, signals: Signals) -> np.ndarray:
    """Microseconds, of the ratings that the history of `bound` has, in its order."""
    kept = ~np.asarray(signals.ignored, dtype=bool)
    kept &= bound.positions(np.asarray(signals.titles, dtype=np.int64)) != ABSENT
    return np.asarray(signals.rated_at, dtype=np.int64)[kept]
