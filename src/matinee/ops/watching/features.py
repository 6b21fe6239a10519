"""What is watched of a day: each feature as counts in bins that are the same on every day.

Bins are fixed by what the feature is, never by the day, so that days can be added up and compared. One title counts for
a fiftieth of a day at most, and one person for a twentieth: neither a premiere that everybody talks of nor somebody who
rates all that they ever saw is a drift of the house.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matinee.domain.life import Rated, Shown
from matinee.domain.requests import Source
from matinee.kit.clock import DAY, HOUR
from matinee.ops.watching.distances import Shape, shape_of
from matinee.ops.watching.quality import Titles

MOST_OF_TITLE, MOST_OF_PERSON = 0.02, 0.05
FEW = 5
"""Events that one title or person may have in any case, before their share is looked at."""
YEARS = (1950, 1970, 1980, 1990, 2000, 2005, 2010, 2015, 2020, 2025)
EXPERIENCE = (0, 1, 5, 10, 20, 50, 100, 200)
"""Ratings that a person had given before."""
STARS = np.arange(1, 11) / 2
FAME = 10
"""Classes of titles by how well known they are, each of as many titles; one more for those nobody knows of."""
OFF = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
"""Bounds of how far a rating lies above what was expected, in stars."""
SOURCES: tuple[Source, ...] = ("personalised", "cached", "segment popular", "popular")
PREDICTIONS = ("expected", "surprise")
"""Features of what the models say; the others are of what people do."""


@dataclass(frozen=True)
class Watched:
    """counts: events in each bin. shape: of the values themselves."""

    counts: tuple[float, ...]
    shape: Shape


def features_of(
    rated: Sequence[Rated], shown: Sequence[Shown], expected: np.ndarray, titles: Titles
) -> dict[str, Watched]:
    """By name. expected: stars of each rating before it was given, NaN where nobody could say."""
    made = _of_ratings(rated, titles)
    stars = np.array([one.stars for one in rated])
    known = np.asarray(expected, dtype=np.float64)
    weights = weights_of(rated)
    made["expected"] = _binned(known, np.arange(1.0, 5.0, 0.5), weights, missing=True)
    made["surprise"] = _binned(stars - known if len(stars) else known, np.array(OFF), weights, missing=True)
    made["sources"] = _of_words([one.source for one in shown], SOURCES)
    return made


def _of_ratings(rated: Sequence[Rated], titles: Titles) -> dict[str, Watched]:
    rows = titles.rows([one.title_id for one in rated])
    known = rows >= 0
    weights = weights_of(rated)
    stars = np.array([one.stars for one in rated])
    hours = np.array([one.at % DAY // HOUR for one in rated], dtype=np.float64)
    before = np.array([one.before for one in rated], dtype=np.float64)
    fame, years, shows = _facts(titles, rows, known)
    return {
        "stars": _binned(stars, STARS[:-1] + 0.25, weights),
        "hours": _binned(hours, np.arange(4.0, 24.0, 4.0), weights),
        "experience": _binned(before, np.array(EXPERIENCE[1:], dtype=np.float64), weights),
        "fame": _binned(fame, np.arange(1.0, FAME), weights, missing=True),
        "years": _binned(years, np.array(YEARS, dtype=np.float64), weights, missing=True),
        "shows": _binned(shows, np.array([0.5]), weights, missing=True),
        "genres": _genres(titles, rows[known], weights[known], missing=float(weights[~known].sum())),
    }


def weights_of(rated: Sequence[Rated]) -> np.ndarray:
    """float64: 1 for an event, less where one title or one person has more than their share of the day."""
    titles = _capped([one.title_id for one in rated], MOST_OF_TITLE)
    return np.minimum(titles, _capped([one.account_id for one in rated], MOST_OF_PERSON))


def _capped(ids: Sequence[int], share: float) -> np.ndarray:
    if not len(ids):
        return np.empty(0)
    _, place, counts = np.unique(np.asarray(ids, dtype=np.int64), return_inverse=True, return_counts=True)
    return np.minimum(1.0, max(FEW, share * len(ids)) / counts)[place]


def _facts(titles: Titles, rows: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fame as a class, the best known first; years; whether it is a show. NaN where nothing is known."""
    made = [np.full(len(rows), np.nan) for _ in range(3)]
    if len(titles.ids) and known.any():
        rank = np.empty(len(titles.ids))
        rank[np.argsort(-titles.fame, kind="stable")] = np.arange(len(titles.ids))
        made[0][known] = np.floor(rank[rows[known]] * FAME / len(titles.ids))
        years = titles.years[rows[known]].astype(np.float64)
        made[1][known] = np.where(years > 0, years, np.nan)
        made[2][known] = titles.shows[rows[known]]
    return made[0], made[1], made[2]


def _binned(values: np.ndarray, bounds: np.ndarray, weights: np.ndarray, *, missing: bool = False) -> Watched:
    """Classes between bounds, each with its lower bound; at the end one for what is missing, where that can be."""
    there = np.isfinite(values)
    counts = np.bincount(
        np.searchsorted(bounds, values[there], side="right"), weights=weights[there], minlength=len(bounds) + 1
    )
    made = [*counts.tolist(), *([float(weights[~there].sum())] if missing else [])]
    return Watched(tuple(round(one, 6) for one in made), shape_of(values))


def _genres(titles: Titles, rows: np.ndarray, weights: np.ndarray, *, missing: float) -> Watched:
    """One event a title, shared among its genres; in the order of their names."""
    if not len(titles.genres):
        return Watched((missing,), shape_of(np.empty(0)))
    held = titles.genres[:, rows].astype(np.float64)
    each = held.sum(axis=0)
    counts = (held / np.maximum(each, 1.0)) @ weights
    without = missing + float(weights[each == 0].sum())
    return Watched((*(round(one, 6) for one in counts.tolist()), round(without, 6)), shape_of(each))


def _of_words(given: Sequence[str], words: Sequence[str]) -> Watched:
    places = {word: at for at, word in enumerate(words)}
    counts = [0.0] * (len(words) + 1)
    for one in given:
        counts[places.get(one, len(words))] += 1
    return Watched(tuple(counts), Shape(len(given)))


def counts_of(found: Mapping[str, Watched]) -> dict[str, tuple[float, ...]]:
    return {name: one.counts for name, one in found.items()}
