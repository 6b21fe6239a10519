from collections import Counter

import numpy as np

from matinee.lab.world.posters.casting import cast
from matinee.lab.world.posters.faces import choose_style
from matinee.lab.world.posters.look import Look


def scenes_for(genres: tuple[str, ...], mood: str, count: int = 300) -> Counter[str]:
    look = Look(name="X", genres=genres, mood=mood, year=1999, kind="movie", seed=0)
    return Counter(cast(look, np.random.default_rng(seed))[0].paint.__name__ for seed in range(count))


def test_westerns_go_west_and_children_meet_creatures() -> None:
    assert scenes_for(("Western",), "epic").most_common(1)[0][0] == "mesas"
    assert scenes_for(("Children", "Animation"), "playful").most_common(1)[0][0] == "creature"
    assert scenes_for(("Horror",), "playful")["neon_grid"] == 0


def test_a_genre_has_many_pictures() -> None:
    found = scenes_for(("Drama",), "warm")
    assert len(found) > 12
    assert found.most_common(1)[0][1] < 90


def test_without_genres_a_film_is_a_drama() -> None:
    assert scenes_for((), "wistful") == scenes_for(("Drama",), "wistful")


def test_the_first_genre_counts_most() -> None:
    first, second = scenes_for(("Western", "Horror"), "dark"), scenes_for(("Horror", "Western"), "dark")
    assert first["mesas"] > second["mesas"]


def test_titles_stand_low_more_often_than_high() -> None:
    look = Look(name="X", genres=("Drama",), mood="warm", year=1999, kind="movie", seed=0)
    zones = Counter(cast(look, np.random.default_rng(seed))[1] for seed in range(300))
    assert zones["low"] > zones["high"] > 30


def test_a_neon_title_is_mostly_lit() -> None:
    look = Look(name="X", genres=("Sci-Fi",), mood="neon", year=1999, kind="movie", seed=0)
    glowing = sum("glow" in choose_style(look, np.random.default_rng(seed)).finishes for seed in range(100))
    assert glowing > 60
