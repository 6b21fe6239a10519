"""newcomer against its formula, and what it is for."""

import numpy as np
import pytest

from matinee.lab.core import registry
from matinee.lab.data.histories import Histories
from matinee.lab.models.newcomer import Newcomer
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=300)
COUNT = BOARD.data.n_titles


def fitted(**settings: float) -> Newcomer:
    return Newcomer(Newcomer.Config.model_validate({"factors": 100, "patience": 20.0, **settings})).fit(BOARD.data)


def by_formula(liked: list[int], *, patience: float) -> np.ndarray:
    """m + B'(x - q m) with B = (q S + (1 - q) D)^-1 S, D the scale squared of the diagonal."""
    rows = BOARD.data.histories.likes(BOARD.data.feedback).toarray().astype(np.float64)
    mean = rows.mean(axis=0)
    covariance = np.cov(rows.T, bias=True)
    diagonal = np.diag(np.diag(covariance) + 0.5 / len(rows))
    share = len(liked) / (len(liked) + patience)
    weights = np.linalg.solve(share * covariance + (1 - share) * diagonal, covariance)
    told = np.zeros(COUNT)
    told[liked] = 1.0
    return mean + (told - share * mean) @ weights


@pytest.mark.parametrize("liked", [[], [3], [3, 10, 60], list(range(25))])
def test_scores_are_those_of_the_formula(liked: list[int]) -> None:
    made = fitted(evenness=0.0).scores(Histories.from_lists([liked], n_titles=COUNT))[0]
    np.testing.assert_allclose(made, by_formula(liked, patience=20.0), atol=2e-4)


def test_nothing_told_is_popularity() -> None:
    made = fitted(evenness=0.0).scores(Histories.from_lists([[]], n_titles=COUNT))[0]
    shares = BOARD.data.histories.likes(BOARD.data.feedback).toarray().mean(axis=0)
    np.testing.assert_allclose(made, shares, atol=1e-6)


def test_one_like_is_enough_to_tell_the_taste() -> None:
    histories = Histories.from_lists([[0], [30], [55], [99]], n_titles=COUNT)
    top = fitted(factors=8).recommend(histories, 5).titles
    assert (BOARD.taste_of_title[top] == [[0], [1], [2], [3]]).all()


def test_dislikes_are_not_taken_for_likes() -> None:
    liked = Histories.from_lists([[0]], n_titles=COUNT)
    both = Histories.from_lists([[0, 30]], n_titles=COUNT, values=[[5.0, 1.0]])
    model = fitted()
    np.testing.assert_array_equal(model.scores(liked), model.scores(both))


def test_it_is_found_by_its_name() -> None:
    assert registry.find("newcomer") is Newcomer
