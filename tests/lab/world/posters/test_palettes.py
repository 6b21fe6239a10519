import numpy as np
import pytest

from matinee.lab.world.genres import GENRES, MOODS
from matinee.lab.world.posters.colour import contrast, luminance, to_oklab
from matinee.lab.world.posters.palettes import SCHEMES, choose_palette


def test_every_mood_has_at_least_four_schemes_of_seven_colours() -> None:
    assert set(SCHEMES) == set(MOODS)
    for schemes in SCHEMES.values():
        assert len(schemes) >= 4
        assert all(len(scheme.split()) == 7 for scheme in schemes)


@pytest.mark.parametrize("mood", MOODS)
def test_shade_is_the_darkest_paper_the_lightest_and_paper_reads_on_shade(mood: str) -> None:
    for seed in range(40):
        genre = GENRES[seed % len(GENRES)]
        palette = choose_palette(mood, (genre,), np.random.default_rng(seed))
        levels = {name: luminance(colour) for name, colour in vars(palette).items()}
        assert levels["shade"] == min(levels.values()), (mood, seed)
        assert levels["paper"] >= max(levels.values()) - 0.08, (mood, seed)
        assert contrast(palette.paper, palette.shade) > 7


def test_film_noir_takes_the_colour_out_of_the_ground_but_not_out_of_neon() -> None:
    def chroma(mood: str, genres: tuple[str, ...]) -> float:
        lab = to_oklab(np.array(choose_palette(mood, genres, np.random.default_rng(5)).glow))
        return float(np.hypot(lab[1], lab[2]))

    assert chroma("furious", ("Film-Noir",)) < 0.5 * chroma("furious", ("Action",))
    assert chroma("neon", ("Film-Noir",)) > 0.6 * chroma("neon", ("Action",))
