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
    said = expectations_in(found)
    return [one if there else NOTHING for one, there in zip(said, known.tolist(), strict=True)]


def expectations_in(found: Expected) -> list[Item]:
    """One of each title."""
    stars = _rounded(found.stars, 2)
    likely = [None] * len(stars) if found.likely is None else _rounded(found.likely, 3)
    intervals: list[Item | None] = [None] * len(stars)
    if found.low is not None and found.high is not None:
        ends = zip(_rounded(found.low, 2), _rounded(found.high, 2), strict=True)
        intervals = [{"low": low, "high": high, "level": found.level} for low, high in ends]
    return [
        {"predicted_stars": star, "interval": interval, "confidence": sure}
        for star, interval, sure in zip(stars, intervals, likely, strict=True)
    ]


def _rounded(figures: np.ndarray, digits: int) -> list[float]:
    return np.round(figures.astype(np.float64), digits).tolist()
