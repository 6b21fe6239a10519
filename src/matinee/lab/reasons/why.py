"""Why any model recommends a title to a person, as data: one function for all models."""

from dataclasses import replace

import numpy as np

from matinee.domain.reasons import Felt, Kind, Reason
from matinee.lab.core.abilities import Explains, PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.reasons.by_removal import explain_by_removal
from matinee.lab.reasons.confidence import Confidence
from matinee.lab.reasons.removal import removed

CITED = 3
"""Titles that a reason names at most."""
CANDIDATES = 6
"""The strongest shares among which those to be named are looked for."""
SAME = 1e-3
"""Stars by which a score may differ from a predicted rating and be one."""


def why(
    model: Recommender, history: Histories, titles: np.ndarray, *, confidence: Confidence | None = None
) -> list[Reason]:
    """For one person (one row), why each of `titles` has its score.

    The shares and the rest add up to the score: by the model's own arithmetic where it explains itself, else by
    removal. Every title in `cited` was tried: without it the title explained has a lower score, lower by more than the
    average title, and, where enough of the history is left, a lower standing. confidence: learned for this model; None
    leaves that out.
    """
    titles = np.asarray(titles, dtype=np.int64)
    if len(history) != 1:
        raise ValueError(f"reasons are for one person, not {len(history)}")
    if not len(titles):
        return []
    if isinstance(model, Explains):
        made = _checked(model, history, model.explain(history, titles))
    else:
        removal = explain_by_removal(model, history, titles)
        made = [replace(reason, cited=(reason.cited or ())[:CITED]) for reason in removal]
    rows = np.zeros(len(titles), dtype=np.int64)
    likely = None if confidence is None else confidence.will_like.of(model, history, rows, titles)
    unit = "stars" if _is_rating(model, history, titles, made) else "points"
    felt = _felt(model, history)
    return [
        replace(
            reason,
            shares=tuple(replace(share, felt=felt[share.title]) for share in reason.shares),
            kind=_kind(reason, history, unit),
            unit=unit,
            confidence=None if likely is None else float(likely[place]),
        )
        for place, reason in enumerate(made)
    ]


def _checked(model: Recommender, history: Histories, reasons: list[Reason]) -> list[Reason]:
    """The same reasons, each with the titles that may be cited: of its strongest shares those that speak for it."""
    strongest = [[share.title for share in reason.strongest(CANDIDATES)] for reason in reasons]
    sources = np.unique(np.array([title for some in strongest for title in some], dtype=np.int64))
    if not len(sources):
        return [replace(reason, cited=()) for reason in reasons]
    asked = np.array([reason.title for reason in reasons], dtype=np.int64)
    speaks = removed(model, history, sources, asked).speaks()
    place = {int(source): row for row, source in enumerate(sources)}
    return [
        replace(reason, cited=tuple(title for title in some if speaks[place[title], column])[:CITED])
        for column, (reason, some) in enumerate(zip(reasons, strongest, strict=True))
    ]


def _kind(reason: Reason, history: Histories, unit: str) -> Kind:
    """A reason that says titles and can cite none rests on the whole history, or, where there is none, on everybody."""
    if reason.kind != "titles" or reason.cited:
        return reason.kind
    if len(history.titles):
        return "profile"
    return "well rated" if unit == "stars" else "popular"


def _is_rating(model: Recommender, history: Histories, titles: np.ndarray, reasons: list[Reason]) -> bool:
    """Whether the scores are the ratings that the model expects, but for being cut to the scale."""
    if not isinstance(model, PredictsRatings) or model.feedback.kind != "rating":
        return False
    expected = model.predict_ratings(history, np.zeros(len(titles), dtype=np.int64), titles)
    scores = np.clip([reason.score for reason in reasons], model.feedback.lowest, model.feedback.highest)
    return bool(np.abs(scores - expected).max() < SAME)


def _felt(model: Recommender, history: Histories) -> dict[int, Felt]:
    feedback = model.feedback
    return {
        int(title): "liked" if value >= feedback.like_at else "disliked" if value <= feedback.dislike_at else "neutral"
        for title, value in zip(history.titles, history.values, strict=True)
    }
