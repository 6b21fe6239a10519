"""From popular to obscure."""

from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.reranker import Candidates, Steady, Wish


class Novelty:
    """Titles that few people have, by the logarithm of how many."""

    def wish(self, candidates: Candidates, facets: Facets) -> Wish:
        return Steady(facets.obscurity[candidates.titles])
