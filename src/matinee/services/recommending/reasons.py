"""Why a slate, in short: of each title what the arithmetic of the model says at once, and what is plain to see.

What is named here is what brought most to the score. Whether the score falls without it is looked up by `why`, which
takes twenty times as long.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from matinee.kit.text import in_words
from matinee.lab.data.histories import Histories
from matinee.services.recommending.answer import Answer
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.title_index import TitleIndex

NAMED = 2
"""Titles that a line names."""
SHOWN = 3
"""Titles that stand as evidence."""
LEAST_SHARE = 0.02
"""Of what all titles of the person brought: a title that brought less is no reason."""
GENRE_TITLES, GENRE_STARS = 3, 4.0
"""So many titles of a genre, rated so high on the mean, make a genre that somebody rates high."""
Reason = dict[str, Any]


def reasons_of(bound: Bound | None, index: TitleIndex, answer: Answer) -> list[list[Reason]]:
    """For each title of an answer, the strongest first."""
    if bound is None or answer.history is None or not len(answer.history.titles):
        return [[_popular(index, row)] for row in answer.rows.tolist()]
    positions = bound.position_of[answer.rows]
    by_titles = _by_titles(bound, answer, positions)
    by_genre = _by_genre(bound, answer.history, positions)
    found = []
    for place, (position, row) in enumerate(zip(positions.tolist(), answer.rows.tolist(), strict=True)):
        mine = [one for one in (by_titles[place], by_genre[place]) if one is not None]
        if bound.trending[position]:
            mine.append(_trending(float(bound.trending[position])))
        found.append(mine or [_popular(index, row)])
    return found


def _by_titles(bound: Bound, answer: Answer, positions: np.ndarray) -> Sequence[Reason | None]:
    if answer.parts is None or answer.history is None:
        return [None] * len(positions)
    parts = answer.parts(positions)
    pushing = np.maximum(parts.amounts, 0.0)
    shares = pushing / np.maximum(pushing.sum(axis=0), 1e-12)
    best = np.argsort(-shares, axis=0)[:SHOWN]
    titles = np.asarray(parts.sources)[best].T.tolist()
    amounts = np.take_along_axis(shares, best, axis=0).T.tolist()
    stars = dict(zip(answer.history.titles.tolist(), answer.history.values.tolist(), strict=True))
    return [_titles(bound, zip(*one, strict=True), stars) for one in zip(titles, amounts, strict=True)]


def _titles(bound: Bound, told: Iterable[tuple[int, float]], stars: Mapping[int, float]) -> Reason | None:
    """told: titles with their shares, the largest first."""
    like_at = bound.release.feedback.like_at
    liked = [(title, share) for title, share in told if share >= LEAST_SHARE and stars[title] >= like_at]
    if not liked:
        return None
    cards, rows = bound.index.cards, bound.row_of
    return {
        "kind": "titles",
        "text": f"Because you liked {in_words(bound.names[title] for title, _ in liked[:NAMED])}",
        "evidence": [
            {
                "title_id": cards[rows[title]]["id"],
                "title": bound.names[title],
                "stars": stars[title],
                "share": round(share, 4),
            }
            for title, share in liked
        ],
    }


def _by_genre(bound: Bound, history: Histories, positions: np.ndarray) -> Sequence[Reason | None]:
    held = bound.genres[history.titles]
    counts = held.sum(axis=0)
    means = (history.values @ held) / np.maximum(counts, 1)
    loved = np.where((counts >= GENRE_TITLES) & (means >= GENRE_STARS), counts, 0)
    if not loved.any():
        return [None] * len(positions)
    names = bound.index.genres.names
    mine = bound.genres[positions] * loved
    best: list[int] = mine.argmax(axis=1).tolist()
    return [
        _genre(names[genre], int(counts[genre]), float(means[genre])) if mine[place, genre] else None
        for place, genre in enumerate(best)
    ]


def _genre(name: str, count: int, mean: float) -> Reason:
    return {
        "kind": "genre",
        "text": f"You rate {name} high: {mean:.1f} stars on {count} titles",
        "evidence": [{"genre": name, "titles": count, "stars": round(mean, 2)}],
    }


def _trending(rise: float) -> Reason:
    return {
        "kind": "trending",
        "text": f"On the rise: liked {rise:.1f} times as often as usual lately",
        "evidence": [{"rise": round(rise, 2)}],
    }


def _popular(index: TitleIndex, row: int) -> Reason:
    fame = int(index.fame[row])
    return {
        "kind": "popular",
        "text": f"Rated by {fame:,} people" if fame != 1 else "Rated by one person",
        "evidence": [{"people": fame}],
    }
