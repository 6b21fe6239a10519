import numpy as np
import pytest
from scipy import sparse

from matinee.lab.nn import first_points
from matinee.lab.nn.first_points import by_company
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=300)
LIKES = BOARD.data.histories.likes(BOARD.data.feedback)


def begun(likes: sparse.csr_matrix = LIKES, factors: int = 8, *, seed: int = 1) -> np.ndarray:
    return by_company(likes, factors, generator=np.random.default_rng(seed))


def test_titles_that_the_same_people_like_begin_near_each_other() -> None:
    points = begun()
    together = (LIKES.T @ LIKES).toarray()
    likeness = points @ points.T
    apart = ~np.eye(len(points), dtype=bool)
    often = apart & (together > np.median(together[apart]))
    assert likeness[often].mean() > likeness[apart & ~often].mean() + 0.1


def test_inner_products_tell_how_much_oftener_than_by_chance_titles_were_liked_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With all directions and nothing shrunk they are exact, up to one factor for all, where rows are weighed alike."""
    monkeypatch.setattr(first_points, "STRANGERS", 0.0)
    monkeypatch.setattr(first_points, "SMALL", 0.0)
    drawn = np.random.default_rng(2).random((400, 6)) < 0.5
    table = drawn[drawn.any(axis=1)].astype(np.float64)
    points = begun(sparse.csr_matrix(table, dtype=np.float32), 5).astype(np.float64)
    share = table.sum(axis=0) / table.sum()
    together = table.T @ (table / table.sum(axis=1, keepdims=True)) / table.sum()
    expected = together / np.outer(share, share) - 1.0
    made = points @ points.T
    np.testing.assert_allclose(made / made[0, 0], expected / expected[0, 0], atol=1e-4)


def test_points_have_length_one_in_the_mean() -> None:
    assert np.linalg.norm(begun(), axis=1).mean() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("shape", [(1, 5), (5, 1), (3, 40)])
def test_a_table_with_fewer_directions_than_factors_will_do(shape: tuple[int, int]) -> None:
    made = begun(sparse.csr_matrix(np.ones(shape, dtype=np.float32)), 16)
    assert made.shape == (shape[1], 16)
    assert made.dtype == np.float32
    assert np.isfinite(made).all()


def test_the_same_chance_gives_the_same_points() -> None:
    np.testing.assert_array_equal(begun(), begun())
