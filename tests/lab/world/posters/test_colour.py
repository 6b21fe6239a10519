import numpy as np
import pytest

from matinee.lab.world.posters.colour import contrast, from_oklab, luminance, mix, oklch, ramp, to_oklab


def test_going_to_oklab_and_back_changes_nothing() -> None:
    colours = np.random.default_rng(0).integers(0, 256, (500, 3))
    assert np.abs(from_oklab(to_oklab(colours)) - colours).max() < 1e-3


def test_white_black_and_red_have_their_published_oklab_values() -> None:
    found = to_oklab(np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0]]))
    expected = [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.628, 0.225, 0.126]]
    assert np.allclose(found, expected, atol=2e-3)


def test_a_colour_outside_srgb_keeps_its_lightness_and_hue_and_loses_chroma() -> None:
    lab = to_oklab(np.array(oklch(0.7, 0.4, 150.0)))
    assert lab[0] == pytest.approx(0.7, abs=0.01)
    assert np.degrees(np.arctan2(lab[2], lab[1])) == pytest.approx(150, abs=2)
    assert np.hypot(lab[1], lab[2]) < 0.3


def test_mixing_ends_at_both_colours() -> None:
    assert mix((10, 20, 30), (200, 100, 50), 0.0) == (10, 20, 30)
    assert mix((10, 20, 30), (200, 100, 50), 1.0) == (200, 100, 50)


def test_a_ramp_passes_through_its_stops() -> None:
    steps = ramp(((0.0, (0, 0, 0)), (0.5, (200, 10, 10)), (1.0, (255, 255, 255))), 101)
    assert steps[0].tolist() == [0, 0, 0]
    assert steps[50].tolist() == [200, 10, 10]
    assert steps[100].tolist() == [255, 255, 255]


def test_contrast_of_black_and_white_is_21_in_either_order() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert luminance((255, 255, 255)) == pytest.approx(1)
