"""The scale of ratings, read off their values where nobody says it."""

import numpy as np

from matinee.domain.errors import BadData
from matinee.domain.feedback import HALF_STARS, WATCHES, WHOLE_STARS, Feedback

SCALES = (
    WHOLE_STARS,
    HALF_STARS,
    Feedback(lowest=1.0, highest=10.0, step=1.0, like_at=8.0, dislike_at=4.0),
    Feedback(lowest=0.0, highest=10.0, step=0.5, like_at=8.0, dislike_at=4.0),
    Feedback(lowest=0.0, highest=10.0, step=0.0, like_at=8.0, dislike_at=4.0),
    Feedback(lowest=0.0, highest=100.0, step=1.0, like_at=80.0, dislike_at=40.0),
    Feedback(lowest=0.0, highest=100.0, step=0.0, like_at=80.0, dislike_at=40.0),
)
"""Narrowest first. A like is four fifths of the scale, as four of five stars are."""
MOST_OFF = 0.01
"""A scale is taken when all but this share of the values stand on it; the others are bad rows."""
_BLOCK = 1 << 22


def scale_of(values: np.ndarray, *, file: str) -> Feedback:
    """The narrowest of SCALES that holds 99 % of the values. values: float32 (n,).

    Where every value is 1 they count events and are no ratings. Values of 0 and 1 alone could be either, and values
    that no scale holds could be anything: BadData.
    """
    lowest, highest = float(values.min()), float(values.max())
    if lowest == highest == 1.0:
        return WATCHES
    if lowest >= 0.0 and highest <= 1.0:
        raise BadData(
            f"the scale of values from {lowest:g} to {highest:g} cannot be told",
            where=file,
            remedy="Say --kind watch or --kind click, or give stars",
        )
    for scale in SCALES:
        if off_scale(values, scale).mean() <= MOST_OFF:
            return scale
    raise BadData(
        f"values from {lowest:g} to {highest:g} are on no known scale",
        where=file,
        remedy="Say what they are with --kind, or bring them to 0.5 to 5, 1 to 10 or 0 to 100",
    )


def off_scale(values: np.ndarray, scale: Feedback) -> np.ndarray:
    """bool (n,): whether a value does not stand on the scale."""
    off = np.empty(len(values), dtype=bool)
    for start in range(0, len(values), _BLOCK):
        block = values[start : start + _BLOCK]
        bad = (block < scale.lowest) | (block > scale.highest)
        if scale.step:
            bad |= np.rint(block / scale.step) * scale.step != block
        off[start : start + _BLOCK] = bad
    return off
