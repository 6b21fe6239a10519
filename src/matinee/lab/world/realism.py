"""Figures that describe an audience, so that an invented one can be held beside real ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matinee.lab.data.dataset import Dataset

SLACK = 0.2
"""How far outside the range of the real data sets a figure may lie, as a share of the nearer end."""


@dataclass(frozen=True)
class Verdict:
    """One figure of the world beside the range over real data, already widened."""

    name: str
    value: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        return self.low <= self.value <= self.high


def portrait(data: Dataset) -> dict[str, float]:
    """Figures by name; one that the data cannot give (no times, no genres) is left out."""
    figures = {"density": len(data.log) / (data.n_people * data.n_titles)}
    figures |= _lengths(np.bincount(data.log.people, minlength=data.n_people))
    figures |= _tail(np.bincount(data.log.titles, minlength=data.n_titles))
    figures |= _ratings(data)
    if any(data.facts.genres):
        figures |= _genres(data)
    if data.log.times is not None:
        figures["rating autocorrelation"] = _autocorrelation(data)
    return figures


def compare(world: Mapping[str, float], real: Sequence[Mapping[str, float]]) -> list[Verdict]:
    """Each figure of the world against the least and the greatest over the real data sets, widened by SLACK."""
    verdicts = []
    for name, value in world.items():
        seen = [figures[name] for figures in real if name in figures]
        if seen:
            low, high = min(seen), max(seen)
            verdicts.append(Verdict(name, value, low - SLACK * abs(low), high + SLACK * abs(high)))
    return verdicts


def gini(counts: np.ndarray) -> float:
    """0 where all are equal, towards 1 where one has everything."""
    ordered = np.sort(counts.astype(np.float64))
    if not ordered.sum():
        return 0.0
    ranks = np.arange(1, len(ordered) + 1)
    return float((2 * ranks - len(ordered) - 1) @ ordered / (len(ordered) * ordered.sum()))


def _lengths(lengths: np.ndarray) -> dict[str, float]:
    return {
        "history length, mean": float(lengths.mean()),
        "history length, median": float(np.median(lengths)),
        "history length, 90th percentile over median": float(np.quantile(lengths, 0.9) / np.median(lengths)),
        "history length, Gini": gini(lengths),
    }


def _tail(popularity: np.ndarray) -> dict[str, float]:
    ordered = np.sort(popularity)[::-1]
    head = max(1, len(ordered) // 10)
    return {
        "share of the most watched tenth of titles": float(ordered[:head].sum() / ordered.sum()),
        "title popularity, Gini": gini(popularity),
    }


def _ratings(data: Dataset) -> dict[str, float]:
    values, people, titles = data.log.values.astype(np.float64), data.log.people, data.log.titles
    return {
        "rating, mean": float(values.mean()),
        "rating, standard deviation": float(values.std()),
        "share of ratings of 4 and more": float((values >= 4).mean()),
        "person means, standard deviation": _spread_of_means(values, people),
        "title means, standard deviation": _spread_of_means(values, titles),
        "popularity and title mean, correlation": _popularity_and_quality(values, titles),
    }


def _spread_of_means(values: np.ndarray, groups: np.ndarray, *, at_least: int = 20) -> float:
    counts = np.bincount(groups)
    means = np.bincount(groups, weights=values) / np.maximum(counts, 1)
    return float(means[counts >= at_least].std())


def _popularity_and_quality(values: np.ndarray, titles: np.ndarray, *, at_least: int = 20) -> float:
    counts = np.bincount(titles)
    means = np.bincount(titles, weights=values) / np.maximum(counts, 1)
    known = counts >= at_least
    return float(np.corrcoef(np.log(counts[known]), means[known])[0, 1])


def _genres(data: Dataset) -> dict[str, float]:
    matrix = data.facts.genre_matrix
    described = matrix[matrix.sum(axis=1) > 0]
    per_genre = described.mean(axis=0)
    watched = np.bincount(data.log.titles, minlength=data.n_titles).astype(np.float64) @ matrix
    watched /= watched.sum()
    joint = (described.T @ described) / len(described)
    pairs = ~np.eye(len(per_genre), dtype=bool)
    lift = joint[pairs] / np.maximum(np.outer(per_genre, per_genre)[pairs], 1e-9)
    return {
        "genres a title, mean": float(described.sum(axis=1).mean()),
        "share of titles with two genres or more": float((described.sum(axis=1) >= 2).mean()),
        "genres watched, entropy in bits": float(-(watched[watched > 0] * np.log2(watched[watched > 0])).sum()),
        "genre pairs, weighted log lift": float(
            np.average(np.abs(np.log(np.maximum(lift, 0.05))), weights=joint[pairs])
        ),
        "share of possible genre pairs never seen": float((joint[pairs] == 0).mean()),
    }


def _autocorrelation(data: Dataset) -> float:
    """Of a person's successive ratings around the person's own mean, pooled over people."""
    rows = data.log.where(data.log.by_person_and_time())
    values, people = rows.values.astype(np.float64), rows.people
    means = np.bincount(people, weights=values) / np.bincount(people)
    centred = values - means[people]
    follows = people[1:] == people[:-1]
    return float(np.corrcoef(centred[:-1][follows], centred[1:][follows])[0, 1])
