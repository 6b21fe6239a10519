"""From scores to a slate: candidates, filters, wishes, and the places filled one after another."""

from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadConfig
from matinee.domain.feedback import Feedback
from matinee.kit import topk
from matinee.lab.core.answers import TopK
from matinee.lab.data.histories import Histories
from matinee.lab.ranking.calibration import Calibration
from matinee.lab.ranking.diversity import Diversity
from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.freshness import Freshness
from matinee.lab.ranking.novelty import Novelty
from matinee.lab.ranking.reranker import Candidates, Reranker, Wish
from matinee.lab.ranking.surprise import Surprise

POOL = 500
"""Titles that compete for a slate: the best by score of those allowed."""
RERANKERS: dict[str, Reranker] = {
    "obscure": Novelty(),
    "new": Freshness(),
    "surprising": Surprise(),
    "diverse": Diversity(),
    "own_mix": Calibration(),
}
"""The slider that each of them answers to."""
SLIDERS = tuple(RERANKERS)


@dataclass(frozen=True)
class Sliders:
    """How strongly each wish is felt for one slate: 0 not at all, 1 alone, below 0 its opposite.

    obscure: from popular to obscure. new: from old to new. surprising: from familiar to surprising. diverse: from safe
    to diverse. own_mix: towards the person's own mix of genres, from 0 to 1.
    """

    obscure: float = 0.0
    new: float = 0.0
    surprising: float = 0.0
    diverse: float = 0.0
    own_mix: float = 0.0

    def __post_init__(self) -> None:
        for name in SLIDERS:
            strength = getattr(self, name)
            lowest = 0.0 if name == "own_mix" else -1.0
            if not lowest <= strength <= 1.0:
                raise BadConfig(
                    f"a strength of {strength:g} cannot be used",
                    where=f"slider '{name}'",
                    remedy=f"Choose from {lowest:g} to 1",
                )

    @property
    def set(self) -> dict[str, float]:
        """Those that are not at rest."""
        return {name: strength for name in SLIDERS if (strength := getattr(self, name))}


NEUTRAL = Sliders()


def candidates_of(
    scores: np.ndarray, history: Histories, feedback: Feedback, *, allowed: np.ndarray | None = None, pool: int = POOL
) -> Candidates:
    """The best `pool` titles for one person that may be shown.

    scores: float32 (titles,), -inf for a title that cannot be judged. history: one row; its titles are never shown.
    allowed: bool (titles,), False for a title that must not be shown.
    """
    held = scores.astype(np.float32) if allowed is None else np.where(allowed, scores, np.float32(-np.inf))
    held[history.titles] = -np.inf
    titles, best = topk.best(held[None], pool, topk.tie_keys(len(held)))
    kept = titles[0] >= 0
    liked = history.titles[history.values >= feedback.like_at]
    return Candidates(titles[0][kept], best[0][kept], history, liked)


def slate(candidates: Candidates, facets: Facets, *, sliders: Sliders = NEUTRAL, k: int = 10) -> TopK:
    """One row, the k titles for the person, -1 where fewer may be shown. Its scores are those of the candidates.

    Place after place goes to the candidate with the highest (1 - m) * relevance + sum of strength * worth, where m is
    the largest strength in size, and relevance is the score brought to 0 for the last and 1 for the first candidate.
    With all sliders at rest that is the order of the scores. Nothing but the candidates can be chosen.
    """
    order = _order(candidates, facets, sliders.set, min(k, len(candidates)))
    titles = np.full((1, k), -1, dtype=np.int32)
    scores = np.full((1, k), -np.inf, dtype=np.float32)
    titles[0, : len(order)] = candidates.titles[order]
    scores[0, : len(order)] = candidates.scores[order]
    return TopK(titles, scores)


def _order(candidates: Candidates, facets: Facets, strengths: dict[str, float], k: int) -> np.ndarray:
    if not strengths or not k:
        return np.arange(k)
    wishes: list[tuple[np.float32, Wish]] = [
        (np.float32(strength), RERANKERS[name].wish(candidates, facets)) for name, strength in strengths.items()
    ]
    fixed = np.float32(1 - max(map(abs, strengths.values()))) * _relevance(candidates.scores)
    chosen = np.empty(k, dtype=np.int64)
    for filled in range(k):
        value = fixed.copy()
        for strength, wish in wishes:
            value += strength * wish.worth()
        place = int(np.argmax(value))
        chosen[filled] = place
        fixed[place] = -np.inf
        for _, wish in wishes:
            wish.chosen(place)
    return chosen


def _relevance(scores: np.ndarray) -> np.ndarray:
    """float32 (candidates,)"""
    spread = scores[0] - scores[-1]
    return (scores - scores[-1]) / (spread if spread > 0 else np.float32(1.0))
