"""Reasons of any model, found by asking it again without each title of the history."""

import numpy as np

from matinee.domain.reasons import Reason, Share
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.reasons.removal import Removals, removed

MOST_TRIED = 256
"""Titles of a history that are tried; of a longer one the newest, those that were liked first."""
TOGETHER = "all your titles together, and what everybody makes of it"
EVERYBODY = "what everybody makes of it"
UNJUDGED = "the model cannot judge it"


def explain_by_removal(model: Recommender, history: Histories, titles: np.ndarray) -> list[Reason]:
    """For one person (one row), why each of `titles` has its score, as `Explains` promises it.

    The share of a title is how far the score falls without it. What titles do only together stands in the rest, so the
    shares and the rest add up to the score. `cited` holds the titles that speak for the one explained, see
    `Removals.speaks`.
    """
    titles = np.asarray(titles, dtype=np.int64)
    scores = model.scores(history)[0, titles].astype(np.float64)
    sources = tried(history, model)
    found = removed(model, history, sources, titles) if len(sources) else None
    return [
        _reason(int(title), float(score), found, column)
        for column, (title, score) in enumerate(zip(titles, scores, strict=True))
    ]


def tried(history: Histories, model: Recommender) -> np.ndarray:
    """int64: the titles of the history that are taken away in turn."""
    age = np.arange(len(history.titles))[::-1]
    order = np.lexsort((age, history.values < model.feedback.like_at))
    return history.titles[np.sort(order[:MOST_TRIED])].astype(np.int64)


def _reason(title: int, score: float, found: Removals | None, column: int) -> Reason:
    if not np.isfinite(score):
        return Reason(title, score, (), rest=score, rest_name=UNJUDGED, method="removal", cited=())
    if found is None:
        return Reason(title, score, (), rest=score, rest_name=EVERYBODY, method="removal", cited=())
    falls = found.falls[:, column]
    speaking = np.flatnonzero(found.speaks()[:, column])
    strongest = speaking[np.argsort(-falls[speaking], kind="stable")]
    return Reason(
        title=title,
        score=score,
        shares=tuple(Share(int(source), float(fall)) for source, fall in zip(found.sources, falls, strict=True)),
        rest=score - float(falls.sum()),
        rest_name=TOGETHER,
        method="removal",
        cited=tuple(int(found.sources[place]) for place in strongest),
    )
