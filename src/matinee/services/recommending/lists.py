"""Lists that are the same for everybody: what is on the rise, and what is liked by the few who know it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matinee.domain.requests import Wish
from matinee.services.recommending.bound import Bound, KnowsRise
from matinee.services.recommending.lately import Lately
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import ABSENT, TitleIndex

LEAST_RATINGS = 5
"""Ratings without which nothing can be said of how good a title is."""
GEM_OBSCURITY = 0.4
"""How obscure a hidden gem is at least: 0 is the title that most people have, 1 the one that fewest have."""


@dataclass(frozen=True)
class Listed:
    """rows: the best first. figures: one a row, what the order is by. counted_at: when it was counted in this house,
    None where it was not."""

    rows: Sequence[int]
    figures: Sequence[float]
    by: str
    counted_at: int | None = None


def trending(standing: Standing, wish: Wish, *, now: int) -> Listed:
    """What people like more now than usual: in this house, where it knows enough of its own; else as of the data of the
    release; where none tells, what is popular."""
    model = None if standing.bound is None else standing.bound.release.models.get("trending")
    open_to = open_rows(standing, wish, now=now)
    lately = standing.index.lately
    if lately is not None and lately.is_fresh(now):
        return _rising_here(lately, open_to, wish.k)
    if standing.bound is None or not isinstance(model, KnowsRise) or not model.rise.any():
        return by_fame(standing.index, open_to, wish.k)
    return _ranked(standing.bound, model.trend, model.rise, open_to, wish.k, by="rise")


def hidden_gems(standing: Standing, wish: Wish, *, now: int) -> Listed:
    """The best rated of the titles that few people have; empty where no model knows how they are rated."""
    bound = standing.bound
    model = None if bound is None else bound.release.models.get("well_rated")
    average, ratings = getattr(model, "average", None), getattr(model, "ratings", None)
    if bound is None or average is None or ratings is None:
        return Listed([], [], "stars")
    obscure = (ratings >= LEAST_RATINGS) & (bound.release.facets.obscurity >= GEM_OBSCURITY)
    scores = np.where(obscure, average, -np.inf)
    return _ranked(bound, scores, average, open_rows(standing, wish, now=now), wish.k, by="stars")


def by_fame(index: TitleIndex, open_to: np.ndarray, k: int) -> Listed:
    rows = index.by_fame[open_to[index.by_fame]][:k]
    return Listed(rows.tolist(), index.fame[rows].astype(float).tolist(), "fame")


def open_rows(standing: Standing, wish: Wish, *, now: int) -> np.ndarray:
    """bool (rows,): what the filters let through."""
    allowed = standing.index.allowed if standing.bound is None else standing.bound.rows_allowed
    return allowed(wish.chosen, wish.without, now=now)


def _rising_here(lately: Lately, open_to: np.ndarray, k: int) -> Listed:
    order = np.argsort(-lately.trend, kind="stable")
    rows = order[open_to[order] & (lately.people[order] > 0)][:k]
    return Listed(rows.tolist(), np.round(lately.rise[rows], 3).tolist(), "rise", counted_at=lately.at)


def _ranked(bound: Bound, scores: np.ndarray, figures: np.ndarray, open_to: np.ndarray, k: int, *, by: str) -> Listed:
    order = np.argsort(-scores, kind="stable")
    order = order[np.isfinite(scores[order])]
    rows = bound.row_of[order]
    shown = (rows != ABSENT) & open_to[rows]
    rows, order = rows[shown][:k], order[shown][:k]
    return Listed(rows.tolist(), [round(float(one), 3) for one in figures[order]], by)
