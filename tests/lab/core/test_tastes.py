"""The mean and the directions of likes, against what a full decomposition says."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core.tastes import Tastes, learned_tastes
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=200)
LIKES = BOARD.data.histories.likes(BOARD.data.feedback)


def dense_covariance(likes: sparse.csr_matrix, evenness: float) -> tuple[np.ndarray, np.ndarray]:
    rows = likes.toarray().astype(np.float64)
    weights = np.maximum(rows.sum(axis=1), 1.0) ** -evenness
    weights /= weights.sum()
    mean = weights @ rows
    return mean, (rows - mean).T @ ((rows - mean) * weights[:, None])


@pytest.mark.parametrize("evenness", [0.0, 1.0])
def test_with_all_directions_the_covariance_is_that_of_the_likes(evenness: float) -> None:
    tastes = learned_tastes(LIKES, factors=100, evenness=evenness)
    mean, covariance = dense_covariance(LIKES, evenness)
    np.testing.assert_allclose(tastes.mean, mean, atol=1e-6)
    np.testing.assert_allclose(tastes.loadings @ tastes.loadings.T, covariance, atol=1e-5)


def test_a_few_directions_are_the_strongest_of_all() -> None:
    few, every = (learned_tastes(LIKES, factors=count, evenness=0.5) for count in (5, 100))
    np.testing.assert_allclose(few.strengths, every.strengths[:5], rtol=1e-4)
    alike = np.abs(np.sum(few.directions[:, :3] * every.directions[:, :3], axis=0))
    np.testing.assert_allclose(alike, 1.0, atol=1e-3)


def test_the_strongest_directions_tell_the_tastes_apart() -> None:
    directions = learned_tastes(LIKES, factors=3, evenness=0.0).directions
    middles = np.array([directions[BOARD.taste_of_title == taste].mean(axis=0) for taste in range(4)])
    spread = max(directions[BOARD.taste_of_title == taste].std(axis=0).max() for taste in range(4))
    apart = [np.abs(middles[one] - middles[other]).max() for one in range(4) for other in range(one)]
    assert min(apart) > 3 * spread


def test_noise_is_what_the_directions_leave() -> None:
    tastes = learned_tastes(LIKES, factors=4, evenness=0.5)
    np.testing.assert_allclose(tastes.noise + np.square(tastes.loadings).sum(axis=1), tastes.scale**2, rtol=1e-4)
    assert (tastes.only(2).noise >= tastes.noise).all()


def test_a_title_without_a_like_stands_at_zero_in_every_direction() -> None:
    likes = sparse.hstack([LIKES, sparse.csr_matrix((BOARD.data.n_people, 1), dtype=np.float32)], format="csr")
    tastes = learned_tastes(sparse.csr_matrix(likes), factors=4, evenness=0.5)
    assert tastes.mean[-1] == 0
    np.testing.assert_allclose(tastes.loadings[-1], 0.0, atol=1e-7)


def test_what_was_saved_comes_back_and_damage_is_told() -> None:
    tastes = learned_tastes(LIKES, factors=4, evenness=0.5)
    again = Tastes.restored(tastes.state(), 100)
    np.testing.assert_array_equal(again.loadings, tastes.loadings)
    with pytest.raises(ValueError, match="above zero"):
        Tastes.restored({**tastes.state(), "scale": np.zeros(100, dtype=np.float32)}, 100)
    with pytest.raises(ValueError, match="directions"):
        Tastes.restored({**tastes.state(), "directions": np.zeros((100, 3), dtype=np.float32)}, 100)
