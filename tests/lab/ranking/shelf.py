"""A few titles whose facets are written down, and candidates among them."""

import numpy as np

from matinee.domain.feedback import HALF_STARS
from matinee.lab.data.histories import Histories
from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.flow import candidates_of
from matinee.lab.ranking.reranker import Candidates

TITLES = 12
MIX = np.eye(3, dtype=np.float32)[np.arange(TITLES) % 3]
"""Title i has the one genre i % 3."""
FACETS = Facets(
    obscurity=np.linspace(0, 1, TITLES, dtype=np.float32),
    newness=np.linspace(1, 0, TITLES, dtype=np.float32),
    mix=MIX,
    alike=MIX,
)
SCORES = np.linspace(3, 1, TITLES, dtype=np.float32)
"""The first title is the best, the most popular and the newest."""


def candidates(*, had: list[int], stars: list[float] | None = None, scores: np.ndarray = SCORES) -> Candidates:
    values = None if stars is None else [stars]
    history = Histories.from_lists([had], n_titles=TITLES, values=values)
    return candidates_of(scores, history, HALF_STARS)
