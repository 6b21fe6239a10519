import numpy as np
import pytest
from PIL import Image

from matinee.lab.world.genres import MOODS
from matinee.lab.world.posters.colour import contrast
from matinee.lab.world.posters.ink import Sheet, ground_of, small_inks, title_inks
from matinee.lab.world.posters.palettes import choose_palette
from matinee.lab.world.posters.scenes.art import Zone

ROWS = (1.0, 1.3)


def sheet_of(pixels: np.ndarray, mood: str, seed: int, zone: Zone = "low") -> Sheet:
    rng = np.random.default_rng(seed)
    return Sheet(Image.fromarray(pixels.astype(np.uint8)), choose_palette(mood, (), rng), rng, zone)


def flat(level: int) -> np.ndarray:
    return np.full((300, 200, 3), level)


def stripes() -> np.ndarray:
    pixels = np.zeros((300, 200, 3))
    pixels[:, (np.arange(200) // 12) % 2 == 0] = 255
    return pixels


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("level", [0, 60, 120, 180, 255])
@pytest.mark.parametrize("finish", ["plain", "glow", "gradient", "block"])
def test_a_title_reads_on_any_flat_ground(mood: str, level: int, finish) -> None:
    for seed in range(6):
        sheet = sheet_of(flat(level), mood, seed)
        inks = title_inks(sheet, ROWS, finish)
        assert contrast(inks.first, ground_of(sheet, ROWS).mean) >= 3.9


@pytest.mark.parametrize("zone", ["low", "high"])
def test_a_loud_ground_is_calmed_before_a_title_is_set_on_it(zone) -> None:
    sheet = sheet_of(stripes(), "tense", 1, zone)
    before = ground_of(sheet, ROWS)
    title_inks(sheet, ROWS, "plain")
    after = ground_of(sheet, ROWS)
    assert contrast(after.dark, after.light) < 0.5 * contrast(before.dark, before.light)


def test_a_quiet_ground_that_reads_is_left_as_it_is() -> None:
    sheet = sheet_of(flat(10), "warm", 1)
    title_inks(sheet, ROWS, "plain")
    assert np.array_equal(np.asarray(sheet.image), flat(10))


def test_small_print_gets_a_cloud_on_a_loud_ground_only() -> None:
    assert small_inks(sheet_of(flat(5), "warm", 1), ROWS).finish == "plain"
    assert small_inks(sheet_of(stripes(), "warm", 1), ROWS).finish == "halo"


def test_dark_letters_do_not_glow_and_weak_ones_are_not_hollow() -> None:
    bright = sheet_of(flat(250), "warm", 1)
    assert title_inks(bright, ROWS, "glow").finish == "plain"
    finishes = {
        title_inks(sheet_of(flat(level), "neon", seed), ROWS, "outline").finish
        for level in (0, 90)
        for seed in range(8)
    }
    assert finishes == {"plain", "outline"}


def test_the_ground_names_its_darker_and_lighter_parts() -> None:
    ground = ground_of(sheet_of(stripes(), "warm", 1), ROWS)
    assert max(ground.dark) < 30
    assert min(ground.light) > 225
