import numpy as np
import pytest

from matinee.lab.world.posters.curves import (
    blob,
    circle,
    down_to,
    hills,
    jagged,
    mirrored,
    place,
    ribbon,
    ridge,
    smooth,
)

RNG = np.random.default_rng


def test_a_smooth_curve_passes_through_its_points() -> None:
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    for closed in (True, False):
        curve = smooth(corners, closed=closed)
        for corner in corners:
            assert np.hypot(*(curve - corner).T).min() < 1e-9


def test_placing_scales_turns_and_mirrors() -> None:
    assert place([(1.0, 0.0)], at=(5.0, 5.0), size=2.0)[0].tolist() == [7.0, 5.0]
    assert place([(1.0, 0.0)], at=(5.0, 5.0), size=2.0, flip=True)[0].tolist() == [3.0, 5.0]
    assert place([(1.0, 0.0)], at=(0.0, 0.0), size=1.0, turn=np.pi / 2)[0] == pytest.approx([0.0, 1.0])


def test_a_mirrored_half_is_symmetric() -> None:
    whole = mirrored([(0.0, 0.0), (1.0, 0.5), (0.2, 1.0)])
    assert {(-x, y) for x, y in whole.tolist()} == {(x, y) for x, y in whole.tolist()}


@pytest.mark.parametrize("line", [ridge(RNG(0), height=0.7, rise=0.2), hills(RNG(0), height=0.7, rise=0.03)])
def test_land_reaches_over_both_edges_and_stays_near_its_height(line: np.ndarray) -> None:
    assert line[0, 0] < 0
    assert line[-1, 0] > 1
    assert (np.diff(line[:, 0]) > 0).all()
    assert abs(line[:, 1].mean() - 0.7) < 0.25
    assert down_to(line, 1.5)[-1].tolist() == [line[0, 0], 1.5]


def test_rough_ridges_are_more_jagged_than_soft_ones() -> None:
    def jaggedness(roughness: float) -> float:
        return float(
            np.mean(
                [
                    np.abs(np.diff(ridge(RNG(seed), height=0, rise=0.2, roughness=roughness)[:, 1], 2)).mean()
                    for seed in range(9)
                ]
            )
        )

    assert jaggedness(0.62) > 2 * jaggedness(0.4)


def test_a_ribbon_has_the_width_it_is_given() -> None:
    band = ribbon(np.array([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]), 0.4)
    assert np.ptp(band[:, 1]) == pytest.approx(0.4)


def test_circles_and_blobs_stay_about_their_radius() -> None:
    assert np.hypot(*(circle((1.0, 2.0), 0.5) - [1.0, 2.0]).T) == pytest.approx(0.5)
    reach = np.hypot(*blob(RNG(1), at=(0.0, 0.0), radius=1.0, wobble=0.1).T)
    assert 0.5 < reach.min() < reach.max() < 1.6


def test_scissors_move_every_corner_a_little() -> None:
    square = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
    moved = np.abs(jagged(RNG(1), square, amount=0.01) - square)
    assert 0 < moved.max() < 0.05
