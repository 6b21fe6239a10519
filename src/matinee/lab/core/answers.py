"""What a recommender gives back."""

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
