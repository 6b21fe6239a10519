import io
from functools import lru_cache

import numpy as np
import pytest
from PIL import Image

from matinee.domain.errors import BadInput
from matinee.lab.world.genres import GENRES, MOODS
from matinee.lab.world.posters.colour import to_oklab
from matinee.lab.world.posters.draw import LARGEST_FILE, draw_poster, encoded, paint_poster
from matinee.lab.world.posters.look import Look

NAMES = (
    "Salt",
    "A",
    "The Remarkably Long and Winding History of a Family That Never Once Agreed on Where to Spend the Summer, Part Two "
    * 2,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Été à São Tomé",
    "東京の夜",
    "Москва",
    "!!!",
    "",
    "🎬 Lights 🎬",
    "l o t s o f s i n g l e l e t t e r s i n a r o w",
    "GOOD\tMORNING\nTWICE",
)


def look(**changes: object) -> Look:
    fields = {"name": "Glass Harbour", "genres": ("Drama",), "mood": "warm", "year": 1999, "kind": "movie", "seed": 3}
    return Look(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def many_looks(count: int = 72) -> list[Look]:
    rng = np.random.default_rng(9)
    looks = []
    for index in range(count):
        genres = tuple(str(genre) for genre in rng.choice(GENRES, int(rng.integers(0, 4)), replace=False))
        looks.append(
            look(
                name=NAMES[index % len(NAMES)],
                genres=genres,
                mood=MOODS[index % len(MOODS)],
                year=int(rng.integers(1915, 2027)),
                kind="show" if index % 3 else "movie",
                seed=int(rng.integers(0, 2**40)),
                tagline="Nobody leaves before the last reel, and the last reel is missing." if index % 2 else "",
                credits="with The Whole Company  music for Strings and One Trumpet " * (index % 4),
            )
        )
    return looks


@lru_cache(maxsize=32)
def measured(mood: str, *, count: int = 20) -> tuple[float, float]:
    """Mean lightness, and mean chroma per lightness, over several films of a mood."""
    kinds = ("Drama", "Action", "Comedy", "Sci-Fi", "Romance", "Crime")
    lightness, saturation = [], []
    for seed in range(count):
        picture = paint_poster(look(mood=mood, genres=(kinds[seed % len(kinds)],), seed=seed), width=80)
        lab = to_oklab(np.asarray(picture).reshape(-1, 3))
        lightness.append(lab[:, 0].mean())
        saturation.append(np.hypot(lab[:, 1], lab[:, 2]).mean() / lab[:, 0].mean())
    return float(np.mean(lightness)), float(np.mean(saturation))


def test_the_same_look_gives_the_same_bytes() -> None:
    assert draw_poster(look()) == draw_poster(look())


@pytest.mark.parametrize(
    "change", [{"seed": 4}, {"name": "Glass Harbor"}, {"year": 1998}, {"kind": "show"}, {"mood": "bleak"}]
)
def test_whatever_differs_in_a_look_shows(change: dict[str, object]) -> None:
    assert draw_poster(look()) != draw_poster(look(**change))


def test_twenty_seeds_give_twenty_pictures_that_are_far_apart() -> None:
    pictures = [np.asarray(paint_poster(look(seed=seed), width=80), dtype=float) for seed in range(20)]
    distances = [np.abs(one - two).mean() for index, one in enumerate(pictures) for two in pictures[:index]]
    assert min(distances) > 8
    assert float(np.median(distances)) > 40


def test_every_poster_is_a_portrait_of_at_most_40_kilobytes_whatever_it_is_called() -> None:
    for each in many_looks():
        data = draw_poster(each)
        assert len(data) <= LARGEST_FILE, each
        picture = Image.open(io.BytesIO(data))
        assert picture.format == "WEBP"
        assert picture.size == (400, 600)


def test_a_picture_of_pure_noise_still_becomes_a_small_file() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (900, 600, 3), dtype=np.uint8)
    assert len(encoded(Image.fromarray(noise))) <= LARGEST_FILE


@pytest.mark.parametrize("width", [80, 185, 600])
def test_posters_come_in_any_sensible_width(width: int) -> None:
    data = draw_poster(look(), width=width)
    assert Image.open(io.BytesIO(data)).size == (width, width * 3 // 2)
    assert len(data) <= LARGEST_FILE


@pytest.mark.parametrize("width", [0, 20, 5000])
def test_an_impossible_width_is_refused_with_what_is_possible(width: int) -> None:
    with pytest.raises(BadInput, match="80 to 1000"):
        draw_poster(look(), width=width)


def test_an_unknown_mood_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(BadInput, match="wistful"):
        draw_poster(look(mood="grumpy"))


def test_an_unknown_genre_is_ignored() -> None:
    assert len(draw_poster(look(genres=("Mumblecore",)))) > 1000


def test_neon_is_darker_and_more_saturated_than_warm() -> None:
    neon, warm = measured("neon"), measured("warm")
    assert neon[0] < warm[0] - 0.25
    assert neon[1] > 1.5 * warm[1]


def test_neon_can_be_told_from_dark_by_its_saturation() -> None:
    neon, dark = measured("neon"), measured("dark")
    assert neon[0] < 0.4
    assert dark[0] < 0.4
    assert neon[1] > 1.25 * dark[1]


def test_bleak_has_the_least_colour_and_playful_is_bright() -> None:
    found = {mood: measured(mood, count=12) for mood in MOODS}
    assert min(found, key=lambda mood: found[mood][1]) == "bleak"
    assert min(found, key=lambda mood: found[mood][0]) in {"dark", "neon"}
    assert found["playful"][0] > 0.55
    assert found["furious"][1] > found["wistful"][1] * 2
