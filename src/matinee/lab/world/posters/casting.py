"""Which picture suits which film."""

import numpy as np

from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.repertoire import SCENES, Scene
from matinee.lab.world.posters.scenes.art import Zone


def cast(look: Look, rng: np.random.Generator) -> tuple[Scene, Zone]:
    """A scene by the luck of the title, weighed by its genres (the first counts double) and its mood."""
    wanted = [(genre, 2.0 if place == 0 else 1.0) for place, genre in enumerate(look.genres)] or [("Drama", 1.0)]
    weights = []
    for scene in SCENES:
        suits = sum(scene.genres.get(genre, 0.0) * share for genre, share in wanted)
        weights.append((suits + 1e-6) * scene.moods.get(look.mood, 1.0))
    share = np.array(weights)
    scene = SCENES[int(rng.choice(len(SCENES), p=share / share.sum()))]
    zone = scene.zones[0] if len(scene.zones) == 1 or rng.random() < 0.68 else scene.zones[1]
    return scene, zone
