"""What a recommender gives back."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Scores = np.ndarray
"""float32 (people, titles): higher is better, never NaN, -inf for "I cannot judge this title"."""


@dataclass(frozen=True, eq=False)
class TopK:
    """Best first. titles: int32 positions (people, k), -1 where the list is short. scores: float32, -inf there."""

    titles: np.ndarray
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.titles)


@dataclass(frozen=True, eq=False)
class Parts:
    """What scores are made of: amounts[:, i] and rest[i] add up to that of the i-th title asked about.

    sources: int (sources,), titles of the history. amounts: float (sources, titles asked about). rest: float (titles
    asked about,).
    """

    sources: np.ndarray
    amounts: np.ndarray
    rest: np.ndarray


@dataclass(frozen=True, eq=False)
class Told:
    """scores: float32 (titles,), the caller's to write into. parts: of the scores of the titles it is asked about."""

    scores: np.ndarray
    parts: Callable[[np.ndarray], Parts]
