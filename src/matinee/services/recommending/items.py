"""An answer as it goes out: one entry a title, with what is expected of it and why."""

from typing import Any

import numpy as np

from matinee.services.recommending.answer import Answer
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.expect import Expected, expected
from matinee.services.recommending.reasons import reasons_of
from matinee.services.recommending.title_index import ABSENT, TitleIndex

Item = dict[str, Any]
NOTHING: Item = {"predicted_stars": None, "interval": None, "confidence": None}


def items_of(bound: Bound | None, index: TitleIndex, answer: Answer) -> list[Item]:
    """Plain values, ready to be written as JSON."""
    why = reasons_of(bound, index, answer)
    said = expectations(bound, answer)
    return [
        {"rank": place + 1, **index.cards[row], **said[place], "reasons": why[place]}
        for place, row in enumerate(answer.rows.tolist())
    ]


def expectations(bound: Bound | None, answer: Answer) -> list[Item]:
    """Of each title of an answer; nothing is expected of one that no model knows."""
    if bound is None or not len(answer.rows):
        return [NOTHING] * len(answer.rows)
    positions = bound.position_of[answer.rows]
    known = positions != ABSENT
    history = bound.nobody if answer.history is None else answer.history
    found = expected(bound, history, np.where(known, positions, 0))
    if found is None:
        return [NOTHING] * len(answer.rows)
    return [expectation(found, place) if known[place] else NOTHING for place in range(len(known))]


def expectation(found: Expected, place: int) -> Item:
    interval = None
    if found.low is not None and found.high is not None:
        low, high = float(found.low[place]), float(found.high[place])
        interval = {"low": round(low, 2), "high": round(high, 2), "level": found.level}
    return {
        "predicted_stars": round(float(found.stars[place]), 2),
        "interval": interval,
        "confidence": None if found.likely is None else round(float(found.likely[place]), 3),
    }
