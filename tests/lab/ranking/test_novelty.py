from matinee.lab.ranking.novelty import Novelty
from tests.lab.ranking.shelf import FACETS, candidates


def test_the_fewer_people_have_a_title_the_more_it_is_worth() -> None:
    some = candidates(had=[0, 5])
    worth = Novelty().wish(some, FACETS).worth()
    assert worth.tolist() == FACETS.obscurity[some.titles].tolist()
    assert worth[0] < worth[-1]
