"""The repertoire: every scene with the genres and moods it is right for."""

from collections.abc import Callable
from dataclasses import dataclass

from matinee.lab.world.posters.scenes import (
    city,
    gothic,
    heads,
    land,
    lettered,
    motion,
    noir,
    paper,
    play,
    space,
    table,
    water,
    woods,
)
from matinee.lab.world.posters.scenes.art import Art, Zone


@dataclass(frozen=True)
class Scene:
    """paint: draws it. genres: how well it suits each (absent: badly). moods: factors over 1 where it suits better,
    under 1 where worse. zones: where the title may stand. flat: printed rather than photographed, so no vignette.
    mountable: may be shown in a window of the sheet."""

    paint: Callable[[Art], None]
    genres: dict[str, float]
    moods: dict[str, float]
    zones: tuple[Zone, ...] = ("low", "high")
    flat: bool = False
    mountable: bool = True


SCENES: tuple[Scene, ...] = (
    Scene(
        land.mountains,
        {"Adventure": 3, "Fantasy": 1.5, "Drama": 1, "Documentary": 1.5, "War": 0.6, "Western": 0.6},
        {"epic": 2, "neon": 0.2},
    ),
    Scene(land.mesas, {"Western": 9}, {"neon": 0.5}),
    Scene(
        land.road,
        {"Drama": 1.4, "Western": 1.6, "Thriller": 1, "Comedy": 0.7, "Documentary": 1, "Adventure": 0.7},
        {"wistful": 1.5, "bleak": 1.6},
    ),
    Scene(
        land.lone_tree,
        {"Romance": 1.8, "Drama": 1.8, "Children": 0.6},
        {"wistful": 2, "warm": 1.6, "bleak": 1.3, "neon": 0.1, "furious": 0.3},
    ),
    Scene(
        woods.forest,
        {"Horror": 2.2, "Mystery": 1.6, "Fantasy": 1.4, "Thriller": 0.8, "Drama": 0.6},
        {"eerie": 2, "playful": 0.3, "neon": 0.3},
    ),
    Scene(
        water.waves,
        {"Adventure": 1.8, "Drama": 1, "Animation": 1, "Romance": 0.6, "Children": 0.7},
        {"dreamy": 1.4, "epic": 1.4},
    ),
    Scene(
        water.lighthouse,
        {"Mystery": 1.8, "Drama": 1, "Horror": 0.8, "Romance": 0.6},
        {"wistful": 1.5, "eerie": 1.4, "bleak": 1.5, "playful": 0.5},
        ("low",),
    ),
    Scene(
        water.depths,
        {"Adventure": 1.2, "Horror": 1, "Fantasy": 1, "Thriller": 0.8, "Documentary": 1.2},
        {"dreamy": 1.3, "eerie": 1.3},
        ("low",),
    ),
    Scene(
        city.skyline,
        {"Crime": 2.2, "Film-Noir": 1.6, "Action": 1.4, "Romance": 0.8, "Drama": 0.9, "Thriller": 0.8},
        {"playful": 0.5},
    ),
    Scene(city.facade, {"Comedy": 1.4, "Drama": 1.2, "Romance": 1.2, "Mystery": 1.4, "Thriller": 1}, {"tense": 1.2}),
    Scene(
        city.neon_alley,
        {"Sci-Fi": 1.2, "Crime": 1.2, "Thriller": 1.1, "Action": 1, "Film-Noir": 1},
        {
            "neon": 4,
            "dark": 1,
            "playful": 0.1,
            "warm": 0.1,
            "bleak": 0.2,
            "wistful": 0.1,
            "romantic": 0.3,
            "dreamy": 0.3,
        },
    ),
    Scene(
        city.neon_grid,
        {"Sci-Fi": 1, "Action": 0.8, "Animation": 0.6, "Musical": 0.6, "Comedy": 0.4},
        {
            "neon": 5,
            "warm": 0.05,
            "bleak": 0.05,
            "wistful": 0.05,
            "playful": 0.2,
            "dark": 0.3,
            "romantic": 0.2,
            "dreamy": 0.5,
        },
    ),
    Scene(space.planet, {"Sci-Fi": 3.5, "Adventure": 0.4}, {"epic": 1.5, "playful": 0.6}),
    Scene(space.orbits, {"Sci-Fi": 2, "Documentary": 1.2, "Drama": 0.4, "Fantasy": 0.6}, {"dreamy": 1.6}, flat=True),
    Scene(
        space.ascent,
        {"Sci-Fi": 1.8, "Children": 0.8, "Documentary": 0.8, "Animation": 1, "Adventure": 0.6},
        {"playful": 1.5, "bleak": 0.4, "dark": 0.5},
        ("low",),
    ),
    Scene(
        space.balloons,
        {"Children": 2, "Adventure": 0.8, "Animation": 1.4, "Fantasy": 0.8, "Comedy": 0.6, "Romance": 0.4},
        {"playful": 2, "warm": 1.6, "dreamy": 2, "dark": 0.1, "bleak": 0.1, "tense": 0.1, "furious": 0.1, "neon": 0.2},
    ),
    Scene(
        noir.blinds,
        {"Film-Noir": 4, "Crime": 1.6, "Thriller": 0.9, "Mystery": 1},
        {"dark": 1.6, "playful": 0.2, "warm": 0.4, "dreamy": 0.3},
    ),
    Scene(
        noir.doorway,
        {"Horror": 2.4, "Mystery": 1.6, "Thriller": 1.6, "Film-Noir": 1.4},
        {"eerie": 1.5, "dark": 1.5, "playful": 0.3, "warm": 0.5},
    ),
    Scene(
        noir.staircase,
        {"Mystery": 2.2, "Thriller": 1.8, "Film-Noir": 1.4, "Horror": 0.9, "Crime": 0.7},
        {"tense": 1.6, "warm": 0.5},
    ),
    Scene(
        noir.umbrella,
        {"Romance": 1.8, "Drama": 1, "Film-Noir": 1.2, "Musical": 1},
        {"romantic": 1.6, "wistful": 1.8, "furious": 0.3},
    ),
    Scene(
        paper.cut_paper,
        {"Crime": 2, "Thriller": 2, "Drama": 1, "Comedy": 0.8, "Mystery": 1, "War": 0.8, "Film-Noir": 0.8},
        {"tense": 2, "furious": 2, "bleak": 1.2, "dreamy": 0.3, "romantic": 0.5},
        flat=True,
        mountable=False,
    ),
    Scene(
        paper.midcentury,
        {"Comedy": 1.6, "Documentary": 2, "Animation": 1, "Musical": 1, "Drama": 0.3},
        {"playful": 2, "warm": 1.4, "eerie": 0.5, "bleak": 0.5, "dark": 0.5},
        flat=True,
        mountable=False,
    ),
    Scene(
        paper.target,
        {"Action": 2.2, "Thriller": 1.6, "Crime": 1, "Comedy": 0.4},
        {"tense": 1.8, "furious": 1.6, "dreamy": 0.3, "wistful": 0.2},
        flat=True,
    ),
    Scene(paper.contours, {"Documentary": 3, "Adventure": 0.8, "War": 0.7, "Mystery": 0.4}, {"neon": 0.4}, flat=True),
    Scene(
        paper.maze,
        {"Mystery": 1.6, "Thriller": 1, "Sci-Fi": 0.8, "Fantasy": 0.6, "Documentary": 0.5},
        {"tense": 1.5, "neon": 1.3, "romantic": 0.4},
        flat=True,
    ),
    Scene(heads.profiles, {"Romance": 1.7, "Drama": 0.8}, {"romantic": 1.4, "tense": 0.8, "playful": 0.7}),
    Scene(
        lettered.initial,
        {
            "Documentary": 1.2,
            "Drama": 0.6,
            "Comedy": 0.8,
            "Animation": 0.6,
            "Thriller": 0.6,
            "Adventure": 0.6,
            "Sci-Fi": 0.6,
            "War": 0.5,
        },
        {"neon": 0.7},
        ("low",),
        flat=True,
        mountable=False,
    ),
    Scene(
        heads.double_exposure,
        {"Drama": 1.8, "Thriller": 1, "Documentary": 1.2, "Sci-Fi": 0.6, "War": 0.8, "Mystery": 0.8},
        {"wistful": 1.6, "bleak": 1.5, "playful": 0.4},
    ),
    Scene(
        heads.eye,
        {"Thriller": 1.4, "Horror": 1.5, "Mystery": 1.4, "Sci-Fi": 1},
        {"tense": 1.6, "eerie": 1.6, "warm": 0.2, "playful": 0.4, "romantic": 0.4},
        ("low",),
    ),
    Scene(
        heads.hands,
        {"Drama": 0.9, "Horror": 1.4, "Fantasy": 0.7, "War": 0.8, "Romance": 0.4},
        {"furious": 1.5, "eerie": 1.4, "playful": 0.3},
    ),
    Scene(
        heads.moonlit_pair,
        {"Romance": 1.3, "Musical": 1.2, "Comedy": 0.4, "Drama": 0.4},
        {"romantic": 1.5, "dreamy": 1.4, "furious": 0.1, "bleak": 0.4, "tense": 0.2},
    ),
    Scene(
        gothic.house_on_hill,
        {"Horror": 3.2, "Mystery": 1.1},
        {"eerie": 1.6, "dark": 1.5, "playful": 0.8, "romantic": 0.4},
    ),
    Scene(gothic.castle, {"Fantasy": 4, "Adventure": 0.7, "Animation": 0.5}, {"epic": 1.6, "dreamy": 1.4}, ("low",)),
    Scene(
        gothic.thorns,
        {"Horror": 1.5, "Fantasy": 1.6, "Romance": 0.3, "Mystery": 0.6},
        {"eerie": 1.6, "dark": 1.4, "playful": 0.2, "warm": 0.4},
    ),
    Scene(play.creature, {"Children": 3.2, "Animation": 2.4}, {"playful": 1.8, "warm": 1.5, "dark": 0.4, "bleak": 0.3}),
    Scene(play.spotlight, {"Musical": 4, "Comedy": 0.6, "Documentary": 0.5}, {"bleak": 0.5}),
    Scene(
        play.deco,
        {"Musical": 1.8, "Crime": 0.8, "Romance": 0.6, "Comedy": 0.5, "Film-Noir": 0.7},
        {"romantic": 1.2, "epic": 1.3, "bleak": 0.4},
        ("low",),
        flat=True,
        mountable=False,
    ),
    Scene(
        table.still_life,
        {"Comedy": 2.6, "Romance": 1, "Drama": 0.7, "Crime": 0.5, "Documentary": 0.5},
        {"playful": 1.8, "warm": 1.8, "epic": 0.2},
    ),
    Scene(
        play.confetti,
        {"Comedy": 1.6, "Animation": 1.4, "Children": 1.2, "Musical": 0.6},
        {"playful": 2, "dark": 0.3, "bleak": 0.2, "epic": 0.3},
        flat=True,
        mountable=False,
    ),
    Scene(
        motion.chase,
        {"Action": 3, "Thriller": 0.8, "Crime": 0.5, "Adventure": 0.5},
        {"furious": 2, "wistful": 0.1, "dreamy": 0.2, "tense": 1.4},
    ),
    Scene(motion.squadron, {"War": 5, "Action": 0.3}, {"playful": 0.4, "romantic": 0.6}),
    Scene(
        motion.bridge,
        {"Drama": 0.9, "Thriller": 0.9, "Crime": 0.7, "Documentary": 0.7, "Romance": 0.6},
        {"wistful": 1.5, "neon": 0.3},
    ),
    Scene(
        motion.train,
        {"Western": 1.2, "Thriller": 0.9, "Adventure": 1, "War": 0.6, "Mystery": 0.9, "Action": 0.7},
        {"tense": 1.4, "neon": 0.3},
        ("low",),
    ),
)
