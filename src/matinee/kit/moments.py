"""Moments and days as people and other programs write them."""

import re
from datetime import UTC, date, datetime, timedelta

from matinee.kit.clock import DAY, HOUR

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = _EPOCH.date()


def read_moment(text: str) -> tuple[int, bool]:
    """Microseconds since 1970 in UTC, and whether it was a moment; of a mere day noon stands for it, so that it is that
    day almost everywhere. A moment without a zone is one of UTC. ValueError for anything else."""
    text = text.strip()
    if _DAY.fullmatch(text):
        return (date.fromisoformat(text) - _EPOCH_DAY).days * DAY + 12 * HOUR, False
    said = datetime.fromisoformat(text)
    if said.tzinfo is None:
        said = said.replace(tzinfo=UTC)
    try:
        return (said.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1), True
    except OverflowError:
        raise ValueError("before the first year there is, or after the last") from None
