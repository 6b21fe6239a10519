"""From old to new."""

from matinee.lab.ranking.facets import Facets
from matinee.lab.ranking.reranker import Candidates, Steady, Wish


class Freshness:
    """Newer titles, by their place in the order of years; a title of unknown year stands in the middle."""

    def wish(self, candidates: Candidates, facets: Facets) -> Wish:
        return Steady(facets.newness[candidates.titles])
