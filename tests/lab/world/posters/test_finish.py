import numpy as np
from PIL import Image

from matinee.lab.world.posters.finish import age_of, faded, grain, paper_edge, screen_dots, vignette
from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.palettes import choose_palette

RNG = np.random.default_rng


def grey() -> Image.Image:
    return Image.new("RGB", (120, 180), (128, 128, 128))


def test_a_vignette_darkens_corners_and_leaves_the_middle() -> None:
    image = grey()
    vignette(image, (0, 0, 0), strength=0.5)
    pixels = np.asarray(image)
    assert pixels[0, 0, 0] < 100
    assert pixels[90, 60, 0] == 128


def test_grain_has_the_strength_asked_for_and_no_colour() -> None:
    pixels = np.asarray(grain(grey(), RNG(1), strength=5.0), dtype=float)
    assert abs(pixels[..., 0].std() - 5.0) < 0.7
    assert np.array_equal(pixels[..., 0], pixels[..., 2])


def test_screen_dots_darken_one_side_more_than_the_other() -> None:
    image = grey()
    screen_dots(image, RNG(1), (0, 0, 0), strength=0.5)
    rows = np.asarray(image, dtype=float).mean(axis=(1, 2))
    assert abs(rows[:40].mean() - rows[-40:].mean()) > 5


def test_a_paper_edge_runs_all_round() -> None:
    image = grey()
    paper_edge(image, (250, 240, 230), share=0.05)
    pixels = np.asarray(image)
    for corner in ((0, 0), (0, -1), (-1, 0), (-1, -1)):
        assert pixels[corner].tolist() == [250, 240, 230]
    assert pixels[90, 60, 0] == 128


def test_old_ink_is_nearer_to_paper() -> None:
    palette = choose_palette("dark", (), RNG(1))
    black = Image.new("RGB", (10, 15))
    assert np.asarray(faded(black, palette, share=0.2)).mean() > 20


def test_age_goes_from_none_in_1990_to_full_in_1930() -> None:
    ages = [age_of(Look("X", (), "warm", year, "movie", 0)) for year in (2020, 1990, 1960, 1930, 1900)]
    assert ages == [0.0, 0.0, 0.5, 1.0, 1.0]
