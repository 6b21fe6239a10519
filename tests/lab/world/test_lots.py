import numpy as np
import pytest

from matinee.lab.world.lots import Lots


@pytest.fixture(scope="module")
def uneven() -> np.ndarray:
    """Chances that differ by a factor of millions."""
    return np.exp(np.random.default_rng(1).normal(0, 3, 1_000))


def test_each_thing_is_drawn_as_often_as_its_chance(uneven: np.ndarray) -> None:
    drawn = np.bincount(Lots.of(uneven).draw(400_000, np.random.default_rng(2)), minlength=len(uneven))
    expected = 400_000 * uneven / uneven.sum()
    often = expected > 20
    assert np.abs((drawn - expected)[often] / np.sqrt(expected[often])).max() < 5
    assert abs(drawn[~often].sum() - expected[~often].sum()) < 5 * np.sqrt(expected[~often].sum())


def test_the_guide_leads_to_the_same_thing_as_a_search(uneven: np.ndarray) -> None:
    edges = np.cumsum(uneven)
    searched = np.searchsorted(edges, np.random.default_rng(3).random(50_000) * edges[-1], side="right")
    np.testing.assert_array_equal(Lots.of(uneven).draw(50_000, np.random.default_rng(3)), searched)


def test_what_has_no_chance_is_never_drawn() -> None:
    drawn = Lots.of(np.array([0.0, 1.0, 0.0, 2.0, 0.0])).draw(10_000, np.random.default_rng(4))
    assert set(drawn.tolist()) == {1, 3}


def test_a_single_thing_is_always_drawn() -> None:
    assert Lots.of(np.array([0.3])).draw(100, np.random.default_rng(5)).tolist() == [0] * 100
