"""How well the house would have known: of every title that somebody rated, the rating that it would have expected."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np

from matinee.domain.signals import Signals
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.expect import expected
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import ABSENT

PARTS = 5
"""Each part of the ratings is expected from the others."""
MOST = 2_000
"""The newest ratings that are looked back upon."""


def look_back(standing: Standing, signals: Signals) -> dict[str, Any]:
    """Every rating that counts, oldest first, beside what would have been expected of somebody who had given only the
    ratings of the other parts: never from itself. The model may have learned from it all the same, where ratings of
    this house are among what it was trained on. Empty where nobody says what to expect."""
    bound = standing.bound
    version = None if bound is None else bound.release.version
    items = [] if bound is None or bound.rater is None else _items(bound, signals)
    return {"items": items, "next": None, "model_version": version}


def _items(bound: Bound, signals: Signals) -> list[dict[str, Any]]:
    positions = bound.positions(np.asarray(signals.titles, dtype=np.int64))
    counts = [at for at, place in enumerate(positions.tolist()) if place != ABSENT and not signals.ignored[at]]
    counts = counts[-MOST:]
    found: dict[int, float] = {}
    for part in range(PARTS):
        asked = counts[part::PARTS]
        if asked:
            told = expected(bound, bound.history(_without(signals, asked)), positions[asked])
            found |= {} if told is None else dict(zip(asked, told.stars.tolist(), strict=True))
    return [
        {"title_id": int(signals.titles[at]), "stars": float(signals.stars[at]), "expected": round(found[at], 2)}
        for at in counts
        if at in found
    ]


def _without(signals: Signals, places: Collection[int]) -> Signals:
    left_out = set(places)
    return replace(signals, ignored=[old or at in left_out for at, old in enumerate(signals.ignored)])
