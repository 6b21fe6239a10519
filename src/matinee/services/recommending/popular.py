"""What to show where the person's own history cannot say it."""

from collections.abc import Sequence

import numpy as np

from matinee.domain.feedback import HALF_STARS
from matinee.domain.signals import Signals
from matinee.services.recommending.title_index import ABSENT, TitleIndex

GENRES = 2
"""Genres that make a segment: those that the person liked most titles of."""


def popular_rows(index: TitleIndex, open_to: np.ndarray, segment: np.ndarray | None, *, count: int) -> np.ndarray:
    """int64: the most popular of the open titles, those of the segment first. open_to, segment: bool (rows,)."""
    order = index.by_popularity
    open_in_turn = order[open_to[order]]
    if segment is None:
        return open_in_turn[:count]
    inside = segment[open_in_turn]
    return np.concatenate([open_in_turn[inside], open_in_turn[~inside]])[:count]


def segment_of(index: TitleIndex, signals: Signals, *, said: Sequence[str] = ()) -> np.ndarray | None:
    """bool (rows,): titles of the genres that the person likes, by their own word or by what they liked; None where
    nothing says which. BadInput for a word that is no genre."""
    if said:
        return np.logical_or.reduce([index.genres.row(word, of="likes") for word in said], axis=0)
    liked = (np.asarray(signals.stars) >= HALF_STARS.like_at) & ~np.asarray(signals.ignored, dtype=bool)
    rows = index.rows(np.asarray(signals.titles, dtype=np.int64)[liked])
    counts = index.genres.held[:, rows[rows != ABSENT]].sum(axis=1)
    best = np.argsort(-counts, kind="stable")[:GENRES]
    best = best[counts[best] > 0]
    return np.logical_or.reduce(index.genres.held[best], axis=0) if len(best) else None
