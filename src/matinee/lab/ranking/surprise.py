"""From familiar to surprising."""

import numpy as np

from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.reranker import Candidates, Steady, Wish


class Surprise:
    """Titles unlike those the person liked: 1 less the cosine with the middle of these.

    A person without likes is surprised by everything alike.
    """

    def wish(self, candidates: Candidates, facets: Facets) -> Wish:
        middle = facets.alike[candidates.liked].sum(axis=0)
        length = np.linalg.norm(middle)
        if not length:
            return Steady(np.zeros(len(candidates), dtype=np.float32))
        return Steady(np.clip(1 - facets.alike[candidates.titles] @ (middle / length), 0.0, 1.0))
