"""From safe to diverse: maximal marginal relevance."""

import numpy as np

from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.reranker import Candidates, Wish


class Diversity:
    """Titles unlike those already on the slate: 1 less the cosine with the most alike of them.

    Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking for Reordering Documents and Producing
    Summaries" (SIGIR 1998).
    """

    def wish(self, candidates: Candidates, facets: Facets) -> Wish:
        return _Unlike(facets.alike[candidates.titles])


class _Unlike:
    def __init__(self, rows: np.ndarray) -> None:
        self.rows = rows
        self.likeness = np.zeros(len(rows), dtype=np.float32)

    def worth(self) -> np.ndarray:
        return 1 - self.likeness

    def chosen(self, place: int) -> None:
        np.maximum(self.likeness, self.rows @ self.rows[place], out=self.likeness)
