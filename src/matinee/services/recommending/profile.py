"""What a history says of somebody, in a few figures."""

from typing import Any

import numpy as np

from matinee.domain.feedback import HALF_STARS
from matinee.domain.signals import Signals
from matinee.services.recommending.title_index import ABSENT, TitleIndex

GENRES = 5


def profile_of(index: TitleIndex, signals: Signals) -> dict[str, Any]:
    """ratings: how many were given. known: of them, titles that there are. genres: those with the most titles."""
    rows = index.rows(np.asarray(signals.titles, dtype=np.int64))
    there = rows != ABSENT
    stars = np.asarray(signals.stars, dtype=np.float64)
    held = index.genres.held[:, rows[there]].astype(np.float64)
    counts = held.sum(axis=1)
    means = (held @ stars[there]) / np.maximum(counts, 1)
    best = np.lexsort((-means, -counts))[:GENRES]
    return {
        "ratings": len(signals),
        "known": int(there.sum()),
        "liked": int((stars >= HALF_STARS.like_at).sum()),
        "mean_stars": round(float(stars.mean()), 2) if len(signals) else None,
        "genres": [
            {
                "name": index.genres.names[genre],
                "titles": int(counts[genre]),
                "mean_stars": round(float(means[genre]), 2),
            }
            for genre in best.tolist()
            if counts[genre]
        ],
    }
