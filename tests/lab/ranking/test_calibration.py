"""Against Steck's formula, and what it does to a slate."""

import numpy as np
import pytest

from matinee.lab.ranking.calibration import SMOOTHING, Calibration
from matinee.lab.ranking.flow import Sliders, slate
from tests.lab.ranking.shelf import FACETS, candidates

HAD = [0, 3, 1, 2]


def divergence(own: np.ndarray, titles: np.ndarray) -> float:
    mixed = (1 - SMOOTHING) * FACETS.mix[titles].mean(axis=0) + SMOOTHING * own
    return float(np.sum(own[own > 0] * np.log(own[own > 0] / mixed[own > 0])))


def test_the_worth_falls_with_the_divergence_of_the_slate_from_the_history() -> None:
    some = candidates(had=HAD)
    wish = Calibration().wish(some, FACETS)
    own = FACETS.mix[HAD].mean(axis=0)
    slate_so_far: list[int] = []
    for place in (0, 2, 5):
        expected = [
            1 - divergence(own, np.array([*slate_so_far, title])) / np.log(1 / SMOOTHING) for title in some.titles
        ]
        np.testing.assert_allclose(wish.worth(), np.clip(expected, 0, 1), atol=1e-5)
        wish.chosen(place)
        slate_so_far.append(int(some.titles[place]))


def test_at_full_strength_a_slate_has_the_genres_of_the_history_in_their_shares() -> None:
    made = slate(candidates(had=HAD), FACETS, sliders=Sliders(own_mix=1.0), k=4).titles[0]
    assert np.bincount(made % 3, minlength=3).tolist() == [2, 1, 1]


@pytest.mark.parametrize("had", [[], [4]])
def test_without_a_known_taste_nothing_is_moved(had: list[int]) -> None:
    some = candidates(had=had, stars=[1.0] * len(had))
    moved = slate(some, FACETS, sliders=Sliders(own_mix=0.9), k=5)
    assert moved.titles.tolist() == slate(some, FACETS, k=5).titles.tolist()
