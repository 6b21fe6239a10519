"""What lists are like beside being right: how much of the catalogue they show, how surprising, how mixed they are.

Every formula is written out in docs/referee.md. Everything here looks at the first ten places of a list.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from matinee.kit.topk import tie_keys
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

SHOWN = 10
"""How many places of a list a person is taken to see."""

WITNESSES = 16_384
"""At most so many people decide which titles are watched together; more would add cost and hardly any precision."""

DiversityBy = Literal["genres", "co-consumption"]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What the training data says of each title, worked out once for all the lists that are judged against it."""

    data: Dataset

    @cached_property
    def people_of(self) -> np.ndarray:
        """int64 (titles,): how many people of the training data have the title."""
        return np.bincount(self.data.histories.titles, minlength=self.data.n_titles)

    @cached_property
    def surprise(self) -> np.ndarray:
        """float64 (titles,): bits, -log2 of the share of people who have the title; at least one is assumed."""
        return np.log2(max(self.data.n_people, 1) / np.maximum(self.people_of, 1))

    @cached_property
    def popularity_place(self) -> np.ndarray:
        """int64 (titles,): 0 for the most popular title; ties fall by a fixed random key."""
        order = np.lexsort((tie_keys(self.data.n_titles), -self.people_of))
        places = np.empty(len(order), dtype=np.int64)
        places[order] = np.arange(len(order))
        return places

    @cached_property
    def diversity_by(self) -> DiversityBy:
        """Genres where at least half of the titles have one, else who watched the titles."""
        return (
            "genres" if 2 * sum(map(bool, self.data.facts.genres)) >= max(self.data.n_titles, 1) else "co-consumption"
        )

    @cached_property
    def genre_directions(self) -> np.ndarray:
        """float32 (titles, genres), rows of length 1, or of zeros where no genre is known."""
        held = self.data.facts.genre_matrix
        lengths = np.sqrt(held.sum(axis=1, keepdims=True))
        return held / np.maximum(lengths, 1.0)

    @cached_property
    def watchers(self) -> np.ndarray:
        """uint64 (titles, words): one bit for each of up to WITNESSES people, set where the person has the title."""
        histories = self.data.histories
        if len(histories) > WITNESSES:
            histories = histories.rows(np.linspace(0, len(histories) - 1, WITNESSES).astype(np.int64))
        bits = np.zeros((self.data.n_titles, -(-max(len(histories), 1) // 64) * 8), dtype=np.uint8)
        masks = np.uint8(1) << (histories.row_numbers % 8).astype(np.uint8)
        np.bitwise_or.at(bits, (histories.titles, histories.row_numbers // 8), masks)
        return bits.view(np.uint64)

    @cached_property
    def watcher_counts(self) -> np.ndarray:
        return np.bitwise_count(self.watchers).sum(axis=1, dtype=np.int64)


def variety(lists: np.ndarray, hits: np.ndarray, histories: Histories, catalogue: Catalogue) -> dict[str, np.ndarray]:
    """novelty@10, ild@10, serendipity@10 and list_length, float64 (people,) each.

    lists: int32 (people, places), -1 for an empty place. hits: bool, of the same shape. histories: what each person
    already had.
    """
    shown, right = lists[:, :SHOWN], hits[:, :SHOWN]
    listed = shown >= 0
    surprise = np.where(listed, catalogue.surprise[shown], 0.0).sum(axis=1)
    return {
        "novelty@10": surprise / np.maximum(listed.sum(axis=1), 1),
        "ild@10": _by_genres(shown, catalogue)
        if catalogue.diversity_by == "genres"
        else _by_watchers(shown, catalogue),
        "serendipity@10": (right & _unexpected(shown, histories, catalogue)).sum(axis=1) / SHOWN,
        "list_length": (lists >= 0).sum(axis=1).astype(np.float64),
    }


def exposure(lists: np.ndarray, n_titles: int) -> dict[str, float]:
    """coverage@10 and gini@10 of all lists together."""
    shown = lists[:, :SHOWN]
    times = np.sort(np.bincount(shown[shown >= 0], minlength=n_titles)).astype(np.float64)
    if not times.sum():
        return {"coverage@10": 0.0, "gini@10": 1.0}
    ranks = np.arange(1, n_titles + 1)
    gini = ((2 * ranks - n_titles - 1) @ times) / (n_titles * times.sum())
    return {"coverage@10": float(np.count_nonzero(times)) / n_titles, "gini@10": float(gini)}


def _by_genres(shown: np.ndarray, catalogue: Catalogue) -> np.ndarray:
    """1 - mean cosine over the pairs whose genres are both known; the sum over pairs comes from the sum of the rows."""
    directions = catalogue.genre_directions
    known = (shown >= 0) & np.any(directions > 0, axis=1)[shown]
    together = np.where(known[:, :, None], directions[shown], 0.0).sum(axis=1, dtype=np.float64)
    count = known.sum(axis=1)
    likeness = (together**2).sum(axis=1) - count
    return _one_minus_mean(likeness / 2, count * (count - 1) / 2)


def _by_watchers(shown: np.ndarray, catalogue: Catalogue) -> np.ndarray:
    """1 - mean cosine of the sets of people who have the titles, over the pairs that somebody has."""
    sizes = catalogue.watcher_counts
    known = (shown >= 0) & (sizes > 0)[shown]
    likeness, pairs = np.zeros(len(shown)), np.zeros(len(shown))
    for gap in range(1, shown.shape[1]):
        left, right = shown[:, :-gap], shown[:, gap:]
        both = known[:, :-gap] & known[:, gap:]
        shared = np.bitwise_count(catalogue.watchers[left] & catalogue.watchers[right]).sum(axis=2, dtype=np.int64)
        norms = np.sqrt(np.maximum(sizes[left] * sizes[right], 1))
        likeness += np.where(both, shared / norms, 0.0).sum(axis=1)
        pairs += both.sum(axis=1)
    return _one_minus_mean(likeness, pairs)


def _one_minus_mean(likeness: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """0 where there is no pair: a list of one title is not diverse."""
    mean = np.divide(likeness, pairs, out=np.ones(len(pairs)), where=pairs > 0)
    return np.clip(1.0 - mean, 0.0, 1.0)


def _unexpected(shown: np.ndarray, histories: Histories, catalogue: Catalogue) -> np.ndarray:
    """bool (people, SHOWN): not among the ten most popular titles that the person does not have."""
    n = histories.n_titles
    places = catalogue.popularity_place
    had = np.sort(histories.row_numbers.astype(np.int64) * n + places[histories.titles])
    asked = np.arange(len(shown), dtype=np.int64)[:, None] * n + places[shown]
    more_popular_and_had = np.searchsorted(had, asked) - histories.offsets[:-1, None]
    return (shown >= 0) & (places[shown] - more_popular_and_had >= SHOWN)
