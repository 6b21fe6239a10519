"""What re-ranking needs to know of titles, worked out once from a data set: arrays, a row or a figure a title."""

from dataclasses import dataclass

import numpy as np

from matinee.lab.core.tastes import learned_tastes
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.title_features.features import title_features

MIDDLE = np.float32(0.5)
FACTORS = 32


@dataclass(frozen=True, eq=False)
class Facets:
    """obscurity: float32 (titles,), the logarithm of how few people have each, brought to 0 for the title most people
    have and 1 for the one fewest have. newness: float32
    (titles,), 0 for the oldest year, 1 for the newest, one half where the year is unknown. mix: float32 (titles,
    genres), the share of each genre in a title; a row of zeros where none is known. alike: float32 (titles, n), rows of
    length 1 or 0, whose products say how alike two titles are.
    """

    obscurity: np.ndarray
    newness: np.ndarray
    mix: np.ndarray
    alike: np.ndarray

    @classmethod
    def of(cls, data: Dataset) -> "Facets":
        """Years as places in their order, so that a step of a slider means the same in every catalogue; popularity by
        its logarithm, since among the places of popular titles, where slates are, there would be no step at all."""
        people = np.bincount(data.histories.titles, minlength=data.n_titles)
        years = data.facts.years
        newness = np.full(data.n_titles, MIDDLE)
        newness[years > 0] = _places(years[years > 0])
        held = data.facts.genre_matrix
        mix = held / np.maximum(held.sum(axis=1, keepdims=True), 1.0)
        return cls(_obscurity(people), newness, mix.astype(np.float32), _alike(data))


def _obscurity(people: np.ndarray) -> np.ndarray:
    bits = -np.log2(np.maximum(people, 1))
    spread = np.ptp(bits) if len(bits) else 0.0
    if not spread:
        return np.full(len(bits), MIDDLE)
    return ((bits - bits.min()) / spread).astype(np.float32)


def _places(values: np.ndarray) -> np.ndarray:
    """float32, from 0 for the lowest value to 1 for the highest; equal values share the middle of their places."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    if len(counts) < 2:
        return np.full(len(values), MIDDLE)
    middles = np.cumsum(counts) - counts / 2
    return ((middles - middles[0]) / (middles[-1] - middles[0]))[which].astype(np.float32)


def _alike(data: Dataset) -> np.ndarray:
    """By facts where at least half of the titles have a genre, else by who likes them."""
    if 2 * sum(map(bool, data.facts.genres)) >= data.n_titles:
        features = title_features(data, only=("genre", "era"))
        rows = features.matrix.toarray()
    else:
        rows = learned_tastes(data.histories.likes(data.feedback), factors=FACTORS, evenness=0.5).loadings
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.ascontiguousarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)
