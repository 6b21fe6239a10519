import numpy as np

from matinee.lab.ranking.diversity import Diversity
from tests.lab.ranking.shelf import FACETS, candidates


def test_at_first_all_are_worth_the_same_and_then_those_unlike_the_slate() -> None:
    some = candidates(had=[])
    wish = Diversity().wish(some, FACETS)
    assert (wish.worth() == 1).all()
    wish.chosen(0)
    np.testing.assert_array_equal(wish.worth(), np.where(some.titles % 3 == some.titles[0] % 3, 0.0, 1.0))
    wish.chosen(1)
    np.testing.assert_array_equal(wish.worth(), np.where(some.titles % 3 == 2, 1.0, 0.0))
