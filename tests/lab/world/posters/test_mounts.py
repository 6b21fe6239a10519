import numpy as np
import pytest
from PIL import Image

from matinee.lab.world.posters.mounts import choose_mount, mounted
from matinee.lab.world.posters.palettes import choose_palette

PICTURE = Image.fromarray(np.random.default_rng(0).integers(0, 256, (300, 200, 3), dtype=np.uint8))


@pytest.mark.parametrize("mount", ["panel", "arch", "circle", "strips", "tear"])
@pytest.mark.parametrize("mood", ["warm", "dark"])
def test_a_window_leaves_flat_colour_for_the_title_and_shows_the_picture_above(mount, mood: str) -> None:
    rng = np.random.default_rng(3)
    sheet = np.asarray(mounted(PICTURE, mount, choose_palette(mood, (), rng), rng), dtype=float)
    assert sheet.shape == (300, 200, 3)
    assert sheet[230:].std(axis=(0, 1)).max() == 0
    assert sheet[60:150, 60:140].std() > 40


def test_dark_palettes_are_mounted_on_dark() -> None:
    for seed in range(12):
        rng = np.random.default_rng(seed)
        assert np.asarray(mounted(PICTURE, "panel", choose_palette("neon", (), rng), rng))[-1].max() < 70


def test_most_pictures_fill_the_sheet() -> None:
    chosen = [choose_mount(np.random.default_rng(seed)) for seed in range(200)]
    assert 100 < chosen.count("full") < 180
    assert len(set(chosen)) == 6
    assert (
        mounted(PICTURE, "full", choose_palette("warm", (), np.random.default_rng(0)), np.random.default_rng(0))
        is PICTURE
    )
