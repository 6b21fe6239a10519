"""Who stands behind the crowds that a training would leave out now: for whoever runs the house, and written nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matinee.ops.learning.crowds import crowds_of
from matinee.services.learning.context import LearningContext


@dataclass(frozen=True)
class KnownCrowd:
    """keys: of the accounts; the first is the one that is learned from all the same. titles: of which they say the
    same."""

    keys: Sequence[str]
    titles: int


def crowds_now(ctx: LearningContext) -> list[KnownCrowd]:
    """The largest first."""
    rows = ctx.events.ratings(until=ctx.now, assumed=ctx.assumed)
    places = {key: place for place, key in enumerate(dict.fromkeys(key for key, *_ in rows))}
    keys = list(places)
    found = crowds_of(
        keys,
        np.array([places[key] for key, *_ in rows], dtype=np.int64),
        np.array([title for _, title, _, _ in rows], dtype=np.int64),
        np.array([half / 2 for _, _, half, _ in rows], dtype=np.float32),
        np.array([moment for *_, moment in rows], dtype=np.int64),
    )
    return [KnownCrowd([keys[place] for place in crowd.accounts], crowd.titles) for crowd in found]
