import numpy as np
import pytest

from matinee.lab.world.posters.canvas import Canvas, clouds

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
SQUARE = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)]


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(100)


def pixels(canvas: Canvas) -> np.ndarray:
    return np.asarray(canvas.finished(), dtype=int)


def test_a_canvas_is_finished_at_the_size_asked_for(canvas: Canvas) -> None:
    assert canvas.finished().size == (100, 150)


def test_a_wash_runs_from_the_first_colour_to_the_last(canvas: Canvas) -> None:
    canvas.wash((0.0, RED), (1.0, BLUE))
    found = pixels(canvas)
    assert np.abs(found[0, 50] - RED).max() < 12
    assert np.abs(found[-1, 50] - BLUE).max() < 12


def test_a_shape_has_smooth_edges(canvas: Canvas) -> None:
    canvas.disc((0.5, 0.75), 0.3, WHITE)
    levels = set(pixels(canvas)[..., 0].ravel().tolist())
    assert {0, 255} < levels
    assert len(levels) > 3


def test_a_shape_outside_the_sheet_paints_nothing(canvas: Canvas) -> None:
    away = [(2.0, 2.0), (3.0, 2.0), (3.0, 3.0)]
    canvas.shaded(away, (0.0, RED), (1.0, RED))
    canvas.beam(away, WHITE, strength=1.0)
    canvas.glow((5.0, 5.0), 0.1, WHITE)
    canvas.band(2.0, 3.0, WHITE)
    canvas.veil(np.zeros((9, 6)), WHITE)
    canvas.block(0.5, 0.5, 0.5, 0.6, WHITE)
    assert pixels(canvas).max() == 0


def test_a_glow_is_brightest_in_its_middle_and_ends_at_its_radius(canvas: Canvas) -> None:
    canvas.glow((0.5, 0.75), 0.3, WHITE, strength=1.0)
    found = pixels(canvas)[75, :, 0]
    assert found[50] > 230
    assert found[50] > found[65] > found[75]
    assert found[15] == 0


def test_beams_in_one_layer_do_not_add_up(canvas: Canvas) -> None:
    canvas.beams([(SQUARE, 0.5), (SQUARE, 0.5)], WHITE)
    assert pixels(canvas)[50, 50, 0] == pytest.approx(128, abs=2)


def test_a_blurred_beam_reaches_beyond_its_outline(canvas: Canvas) -> None:
    canvas.beam(SQUARE, WHITE, strength=1.0, blur=0.05)
    assert 10 < pixels(canvas)[50, 24, 0] < 245


def test_shaded_goes_through_its_stops_within_the_shape_alone(canvas: Canvas) -> None:
    canvas.shaded(SQUARE, (0.0, RED), (1.0, BLUE), sideways=True)
    found = pixels(canvas)
    assert found[50, 27, 0] > 200
    assert found[50, 73, 2] > 200
    assert found[10, 50].max() == 0


def test_clouds_lie_between_none_and_full_and_vary() -> None:
    found = clouds(np.random.default_rng(0), cells=(3, 4))
    assert found.min() >= 0
    assert found.max() <= 1
    assert found.std() > 0.05
