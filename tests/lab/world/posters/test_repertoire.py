import numpy as np
import pytest

from matinee.lab.world.genres import GENRES, MOODS
from matinee.lab.world.posters.canvas import Canvas
from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.palettes import choose_palette
from matinee.lab.world.posters.repertoire import SCENES
from matinee.lab.world.posters.scenes.art import Art


def painted(scene, *, mood: str = "warm", seed: int = 0, zone=None, width: int = 60) -> np.ndarray:
    look = Look(name="Orchard", genres=("Drama",), mood=mood, year=1999, kind="movie", seed=seed)
    rng = np.random.default_rng(seed)
    canvas = Canvas(width)
    scene.paint(Art(canvas, choose_palette(mood, (), rng), rng, look, zone or scene.zones[0]))
    return np.asarray(canvas.finished(), dtype=float)


def test_there_are_more_than_forty_scenes_and_each_stands_once() -> None:
    names = [scene.paint.__name__ for scene in SCENES]
    assert len(names) > 40
    assert len(set(names)) == len(names)


def test_scenes_name_only_genres_and_moods_that_exist_and_leave_no_genre_out() -> None:
    named = {genre for scene in SCENES for genre in scene.genres}
    assert named == set(GENRES)
    assert {mood for scene in SCENES for mood in scene.moods} <= set(MOODS)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.paint.__name__)
def test_a_scene_paints_in_every_mood_for_both_places_of_the_title_and_varies(scene) -> None:
    pictures = []
    for index, mood in enumerate(MOODS):
        picture = painted(scene, mood=mood, seed=index, zone=scene.zones[index % len(scene.zones)])
        assert picture.shape == (90, 60, 3)
        assert picture.std() > 4, "an empty sheet"
        pictures.append(picture)
    again = [painted(scene, seed=seed) for seed in range(8)]
    assert len({picture.tobytes() for picture in again}) == 8


def test_the_same_colours_and_luck_in_two_scenes_are_two_pictures() -> None:
    pictures = [painted(scene, zone="low") for scene in SCENES]
    distances = [np.abs(one - two).mean() for index, one in enumerate(pictures) for two in pictures[:index]]
    assert min(distances) > 3


def test_many_seeds_reach_every_branch_of_every_scene_without_failing() -> None:
    for seed in range(12):
        for scene in SCENES:
            painted(scene, mood=MOODS[seed % 12], seed=100 + seed, zone=scene.zones[seed % len(scene.zones)], width=40)
