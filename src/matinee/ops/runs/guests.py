"""People of a data set whose place somebody can take, to see a service through the eyes of a person with a history."""

from dataclasses import dataclass

import numpy as np

from matinee.lab.data.dataset import Dataset

FEWEST, MOST = 40, 120
"""Ratings of a guest: enough to have a taste, few enough to look through."""
STRONG = 2
"""Genres that are told of a guest."""
SURE = 10.0
"""Likes of average taste that are thrown in before a leaning is believed."""


@dataclass(frozen=True)
class Guest:
    """row: of the person in the data set. leans_to: genres that they like more than others do, most first."""

    row: int
    leans_to: tuple[str, ...]
    ratings: int


def pick_guests(data: Dataset, count: int) -> list[Guest]:
    """Those with the most pronounced taste, each for another genre. Fewer where there are not as many such people."""
    leaning = _leanings(data)
    lengths = data.histories.lengths
    fit = (lengths >= FEWEST) & (lengths <= MOST)
    if not fit.any():
        fit = lengths > 0
    strength = np.where(fit[:, None], leaning, -np.inf)
    guests: list[Guest] = []
    for _ in range(min(count, leaning.shape[1], int(fit.sum()))):
        row, genre = np.unravel_index(int(np.argmax(strength)), strength.shape)
        told = np.argsort(-leaning[row], kind="stable")[:STRONG]
        names = tuple(data.facts.genre_names[place] for place in told if leaning[row, place] > 0)
        guests.append(Guest(int(row), names, int(lengths[row])))
        strength[:, genre] = strength[row] = -np.inf
    return guests


def _leanings(data: Dataset) -> np.ndarray:
    """float64 (people, genres): the logarithm of how much larger a genre is among what a person likes than among all
    likes. A few likes say little."""
    genres = data.facts.genre_matrix.astype(np.float64)
    likes = data.log.values >= data.feedback.like_at
    counts = np.zeros((data.n_people, genres.shape[1]))
    np.add.at(counts, data.log.people[likes], genres[data.log.titles[likes]])
    usual = (counts.sum(axis=0) + 1) / (counts.sum() + genres.shape[1])
    shares = (counts + SURE * usual) / (counts.sum(axis=1, keepdims=True) + SURE)
    return np.log(shares / usual)
