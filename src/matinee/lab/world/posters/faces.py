"""The faces a title may be set in, and which suit which film."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from matinee.lab.world.posters.letters import Face
from matinee.lab.world.posters.look import Look

Finish = Literal["plain", "shadow", "gradient", "outline", "glow", "block", "misprint", "cut", "halo"]
"""How the letters are coloured: flat; over a soft shadow; from one colour into another; hollow; as a lit tube; with a
solid side; with a second ink that slipped; sliced and shifted; with a cloud of another colour around, for small print
on a busy ground."""
Arrangement = Literal["centred", "left", "stack"]
"""stack sets every line to the full width, so that their sizes differ."""


@dataclass(frozen=True)
class Style:
    face: Face
    genres: dict[str, float]
    moods: dict[str, float]
    finishes: tuple[Finish, ...] = ("plain",)
    arrangements: tuple[Arrangement, ...] = ("centred",)
    largest: float = 0.26


POSTER = Face(weight=0.022, tracking=-0.005)
NARROW = Face(wide=0.62, weight=0.030, tracking=0.012, leading=0.88)
TALL = Face(wide=0.50, weight=0.008, tracking=0.07, leading=0.95)
BROAD = Face(wide=1.28, weight=0.030, tracking=0.02)
AIRY = Face(wide=1.12, weight=-0.012, tracking=0.26, leading=1.12)
HAIR = Face(wide=0.92, weight=-0.012, tracking=0.10, leading=1.02)
DIDONE = Face(wide=0.86, thick_stems=0.070, thick_bars=-0.026, serif=0.055, tracking=0.02, leading=0.98)
DIDONE_AIRY = Face(wide=0.90, thick_stems=0.030, thick_bars=-0.022, serif=0.06, tracking=0.13, leading=1.06)
CHISEL = Face(wide=0.96, weight=-0.004, serif=0.062, tracking=0.12, leading=1.05)
SLAB = Face(wide=0.80, weight=0.026, serif=0.07, serif_form="slab", tracking=0.02, leading=0.97)
SALOON = Face(wide=0.66, thick_bars=0.055, thick_stems=0.02, serif=0.09, serif_form="slab", tracking=0.03, leading=1.0)
BUBBLE = Face(wide=0.95, weight=0.062, tracking=-0.004, case="as is", leading=1.0)
QUIET = Face(weight=0.0, tracking=0.0, case="lower", leading=1.0)
SENTENCE = Face(weight=0.012, tracking=-0.012, case="as is", leading=0.98)
WORN = replace(NARROW, wear=0.36)
RUSH = Face(wide=0.86, weight=0.040, slant=0.20, tracking=0.0, leading=0.90)
STENCIL = Face(wide=0.74, weight=0.034, tracking=0.04, gaps=True, leading=0.94)
SCISSORS = Face(wide=0.80, weight=0.034, tracking=0.02, jitter=0.028, leading=0.98)
TUBE = Face(wide=0.98, weight=0.006, tracking=0.06, leading=1.05)

STYLES: tuple[Style, ...] = (
    Style(
        POSTER,
        {"Comedy": 1, "Drama": 1, "Documentary": 1.4, "Crime": 0.8, "Thriller": 0.8},
        {},
        ("plain", "shadow"),
        ("left", "centred", "stack"),
    ),
    Style(
        NARROW,
        {"Action": 1.8, "Thriller": 1.6, "Crime": 1.6, "War": 1.2, "Documentary": 1, "Drama": 0.6, "Horror": 0.6},
        {"tense": 1.4, "furious": 1.4},
        ("plain", "plain", "cut", "gradient"),
        ("stack", "centred", "left"),
        0.36,
    ),
    Style(
        TALL,
        {"Drama": 1.6, "Mystery": 1, "Thriller": 1, "War": 0.8, "Film-Noir": 1, "Adventure": 0.8, "Crime": 0.8},
        {"bleak": 1.5, "wistful": 1.4, "dark": 1.2},
        ("plain",),
        ("centred", "centred", "left"),
        0.34,
    ),
    Style(
        BROAD,
        {"Sci-Fi": 1.2, "Action": 1, "Documentary": 0.8, "Comedy": 0.5},
        {"epic": 1.2, "neon": 1.4},
        ("plain", "gradient", "outline"),
        ("centred", "left"),
        0.2,
    ),
    Style(
        AIRY,
        {"Sci-Fi": 2.4, "Mystery": 1.2, "Drama": 0.9, "Documentary": 0.7},
        {"dreamy": 1.4, "eerie": 1.4, "epic": 1.3, "playful": 0.2},
        ("plain", "glow"),
        ("centred",),
        0.17,
    ),
    Style(
        HAIR,
        {"Drama": 1, "Romance": 1, "Sci-Fi": 0.8, "Mystery": 0.8},
        {"dreamy": 2, "wistful": 1.4, "furious": 0.2, "playful": 0.4},
        ("plain",),
        ("centred", "left"),
        0.22,
    ),
    Style(
        DIDONE,
        {"Romance": 2, "Drama": 1.4, "Musical": 1.2, "Crime": 0.6, "Film-Noir": 1},
        {"romantic": 2, "wistful": 1.3, "warm": 1.2},
        ("plain", "shadow"),
        ("centred", "left", "stack"),
        0.28,
    ),
    Style(
        DIDONE_AIRY,
        {"Fantasy": 1, "Romance": 1.4, "Mystery": 1.6, "Horror": 0.9, "Drama": 1},
        {"dark": 1.4, "eerie": 1.4, "dreamy": 1.3},
        ("plain",),
        ("centred",),
        0.2,
    ),
    Style(
        CHISEL,
        {"Fantasy": 2.2, "Adventure": 2, "War": 1.2, "Drama": 0.5, "Sci-Fi": 0.4},
        {"epic": 2.4, "playful": 0.3},
        ("gradient", "plain", "gradient"),
        ("centred",),
        0.22,
    ),
    Style(
        SLAB,
        {"Western": 1.4, "Comedy": 1, "Adventure": 1, "Documentary": 0.8, "War": 0.7},
        {"warm": 1.5},
        ("plain", "block", "misprint"),
        ("centred", "stack"),
        0.26,
    ),
    Style(SALOON, {"Western": 5}, {}, ("plain", "block"), ("centred", "stack"), 0.34),
    Style(
        BUBBLE,
        {"Children": 4, "Animation": 3, "Comedy": 1},
        {"playful": 2, "warm": 1.3, "dark": 0.3, "bleak": 0.3, "tense": 0.3},
        ("block", "plain", "block"),
        ("centred",),
        0.25,
    ),
    Style(
        QUIET,
        {"Drama": 0.9, "Romance": 0.7, "Documentary": 0.7, "Comedy": 0.5},
        {"wistful": 1.8, "dreamy": 1.4, "bleak": 1.3, "epic": 0.2, "furious": 0.2},
        ("plain",),
        ("left", "centred"),
        0.22,
    ),
    Style(
        SENTENCE,
        {"Comedy": 1.6, "Romance": 0.8, "Drama": 0.5, "Children": 0.5},
        {"warm": 1.5, "playful": 1.5, "dark": 0.4},
        ("plain", "misprint"),
        ("left", "centred"),
        0.25,
    ),
    Style(
        WORN,
        {"Horror": 3, "War": 1.6, "Western": 1, "Thriller": 0.7},
        {"bleak": 1.4, "furious": 1.3, "dark": 1.2, "playful": 0.2, "romantic": 0.2},
        ("plain",),
        ("stack", "centred"),
        0.36,
    ),
    Style(
        RUSH,
        {"Action": 2.2, "Comedy": 0.3, "Adventure": 0.5},
        {"furious": 1.6, "wistful": 0.1, "bleak": 0.3},
        ("plain", "block", "gradient"),
        ("centred", "left"),
        0.28,
    ),
    Style(
        STENCIL, {"War": 2.4, "Action": 0.8, "Thriller": 0.4}, {"romantic": 0.3}, ("plain",), ("centred", "stack"), 0.3
    ),
    Style(
        SCISSORS,
        {"Crime": 1, "Thriller": 0.9, "Comedy": 0.9, "Mystery": 0.5},
        {"tense": 1.5, "playful": 1.3, "epic": 0.2, "dreamy": 0.4},
        ("plain",),
        ("left", "centred"),
        0.3,
    ),
    Style(
        TUBE,
        {
            "Sci-Fi": 0.5,
            "Crime": 0.5,
            "Musical": 0.8,
            "Action": 0.5,
            "Thriller": 0.4,
            "Drama": 0.3,
            "Romance": 0.3,
            "Comedy": 0.3,
        },
        {
            "neon": 9,
            "dark": 0.3,
            "warm": 0.05,
            "playful": 0.2,
            "wistful": 0.05,
            "bleak": 0.05,
            "romantic": 0.2,
            "dreamy": 0.2,
            "epic": 0.05,
            "tense": 0.1,
            "eerie": 0.2,
            "furious": 0.2,
        },
        ("glow",),
        ("centred",),
        0.24,
    ),
)


def choose_style(look: Look, rng: np.random.Generator) -> Style:
    """By the luck of the title, weighed by genres (the first counts double) and mood."""
    wanted = [(genre, 2.0 if place == 0 else 1.0) for place, genre in enumerate(look.genres)] or [("Drama", 1.0)]
    weights = np.array(
        [
            (sum(style.genres.get(genre, 0.0) * share for genre, share in wanted) ** 1.2 + 1e-6)
            * style.moods.get(look.mood, 1.0)
            for style in STYLES
        ]
    )
    return STYLES[int(rng.choice(len(STYLES), p=weights / weights.sum()))]
