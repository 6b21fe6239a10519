import numpy as np

from matinee.lab.ranking.surprise import Surprise
from tests.lab.ranking.shelf import FACETS, candidates


def test_titles_unlike_those_liked_are_worth_most() -> None:
    some = candidates(had=[0, 3])
    worth = Surprise().wish(some, FACETS).worth()
    np.testing.assert_allclose(worth, np.where(some.titles % 3 == 0, 0.0, 1.0), atol=1e-6)


def test_titles_that_were_disliked_are_no_measure() -> None:
    some = candidates(had=[0, 1], stars=[5.0, 1.0])
    worth = Surprise().wish(some, FACETS).worth()
    assert (worth[some.titles % 3 == 1] > 0.99).all()


def test_nobody_is_surprised_who_liked_nothing() -> None:
    assert not Surprise().wish(candidates(had=[]), FACETS).worth().any()
