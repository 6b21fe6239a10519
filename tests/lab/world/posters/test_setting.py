from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from matinee.lab.world.posters.faces import STYLES
from matinee.lab.world.posters.ink import Sheet
from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.palettes import choose_palette
from matinee.lab.world.posters.scenes.art import Zone
from matinee.lab.world.posters.setting import set_type

LONG = "The Remarkably Long and Winding History of a Family That Never Once Agreed on Where to Spend the Summer"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
BRIEF = Look(name="Glass Harbour", genres=("Drama",), mood="warm", year=1999, kind="show", seed=1)
GREY = (120, 120, 120)


def printed(look: Look, style, *, zone: Zone = "low", seed: int = 0) -> np.ndarray:
    """Where ink stands on a grey sheet: (rows, columns), true or false."""
    image = Image.new("RGB", (300, 450), GREY)
    rng = np.random.default_rng(seed)
    set_type(Sheet(image, choose_palette("tense", (), rng), rng, zone), look, replace(style, finishes=("plain",)))
    return np.abs(np.asarray(image, dtype=int) - GREY).max(axis=2) > 40


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style.face)[5:40])
@pytest.mark.parametrize("name", ["Salt", LONG, WORD, "W W W W W W W W W W W W"])
def test_no_name_in_any_face_comes_near_the_edge_or_meets_the_small_print(style, name: str) -> None:
    zones: tuple[Zone, ...] = ("low", "high")
    for zone in zones:
        ink = printed(replace(BRIEF, name=name, credits="with Everybody", tagline="It was summer."), style, zone=zone)
        assert not ink[:, :8].any()
        assert not ink[:, -8:].any()
        assert not ink[:15].any()
        assert not ink[-12:].any()


def test_a_low_title_stands_in_the_lower_half_and_a_high_one_in_the_upper() -> None:
    bare = replace(BRIEF, credits="")
    low, high = printed(bare, STYLES[0], zone="low"), printed(bare, STYLES[0], zone="high")
    assert low[:225].sum() == 0
    assert low[225:420].sum() > 500
    assert high[:200].sum() > 500
    assert high[225:420].sum() == 0


def test_a_name_in_an_unknown_script_leaves_the_year_in_its_place() -> None:
    wordless = printed(replace(BRIEF, name="東京"), STYLES[0])
    assert np.array_equal(wordless, printed(replace(BRIEF, name="1999"), replace(STYLES[0], largest=0.30)))


def test_tagline_and_credits_add_ink() -> None:
    plain = printed(BRIEF, STYLES[0]).sum()
    assert printed(replace(BRIEF, tagline="It was summer, and then it was not."), STYLES[0]).sum() > plain + 100
    assert printed(replace(BRIEF, credits="with Everybody  music for Strings"), STYLES[0]).sum() > plain + 100


def test_a_series_says_so() -> None:
    show, film = printed(BRIEF, STYLES[0]), printed(replace(BRIEF, kind="movie"), STYLES[0])
    assert show[420:].sum() > film[420:].sum() * 1.5


def test_the_small_print_reads_after_a_title_has_veiled_its_ground() -> None:
    rng = np.random.default_rng(2)
    palette = replace(choose_palette("tense", (), rng), paper=(250, 250, 250), glow=(225, 225, 225), shade=(5, 5, 5))
    pixels = np.zeros((450, 300, 3), dtype=np.uint8)
    pixels[:415] = np.where((np.arange(300) // 12 % 2 == 0)[None, :, None], 255, 110)
    image = Image.fromarray(pixels)
    set_type(Sheet(image, palette, rng, "low"), BRIEF, STYLES[0])
    foot = np.asarray(image, dtype=int)[424:437, 100:200].mean(axis=2)
    ground = float(np.median(np.asarray(image, dtype=int)[424:437, :30]))
    assert ground > 100, "the veil did not reach the small print, so this proves nothing"
    assert np.abs(foot - ground).max() > 100
