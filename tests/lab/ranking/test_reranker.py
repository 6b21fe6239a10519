import numpy as np

from matinee.lab.ranking.reranker import Steady
from tests.lab.ranking.shelf import candidates


def test_candidates_are_the_titles_that_were_not_had_best_first() -> None:
    some = candidates(had=[0, 2], stars=[5.0, 1.0])
    assert len(some) == 10
    assert some.titles[:3].tolist() == [1, 3, 4]
    assert (np.diff(some.scores) < 0).all()
    assert some.liked.tolist() == [0]


def test_a_steady_wish_does_not_look_at_the_slate() -> None:
    wish = Steady(np.array([0.2, 0.4], dtype=np.float32))
    before = wish.worth().copy()
    wish.chosen(1)
    np.testing.assert_array_equal(wish.worth(), before)
