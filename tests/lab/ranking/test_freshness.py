from matinee.lab.ranking.freshness import Freshness
from tests.lab.ranking.shelf import FACETS, candidates


def test_the_newer_a_title_the_more_it_is_worth() -> None:
    some = candidates(had=[11])
    worth = Freshness().wish(some, FACETS).worth()
    assert worth.tolist() == FACETS.newness[some.titles].tolist()
    assert worth[0] > worth[-1]
