"""Plain facts that follow from where a title lies on the map: how long it runs, and who may see it."""

import numpy as np

from matinee.lab.world.genres import AXES, GENRES
from matinee.lab.world.traits import TitleTraits

FILM_STEPS = ("G", "PG", "PG-13", "R")
SHOW_STEPS = ("TV-G", "TV-PG", "TV-14", "TV-MA")
FOR_FAMILIES = ("Children", "Animation")
HALF_HOURS = ("Comedy", "Animation", "Children")


def certifications(titles: TitleTraits) -> list[str]:
    """From how grown-up and dark a title is; what is made for children never goes beyond PG."""
    weight = titles.place[:, AXES.index("grown-up")] + 0.5 * titles.place[:, AXES.index("dark")]
    step = np.searchsorted([-0.75, 0.0, 0.65], weight)
    step = np.maximum(step, np.where(_has(titles, ("Horror", "Film-Noir")), 2, 0))
    step = np.minimum(step, np.where(_has(titles, ("Children",)), 1, 3))
    return [(SHOW_STEPS if show else FILM_STEPS)[at] for at, show in zip(step, titles.is_show, strict=True)]


def runtimes(titles: TitleTraits, rng: np.random.Generator) -> np.ndarray:
    """int64 minutes (titles,): of a film, or of an episode."""
    year = titles.released.astype("datetime64[s]").astype("datetime64[Y]").astype(int) + 1970
    film = 104 + 14 * titles.place[:, AXES.index("sweeping")] + rng.normal(0, 13, len(titles))
    film -= np.where(year < 1940, 18, 0) + np.where(_has(titles, FOR_FAMILIES), 12, 0)
    film -= np.where(_has(titles, ("Documentary",)), 8, 0)
    short = _has(titles, HALF_HOURS)
    show = np.where(short, 25 + rng.normal(0, 3, len(titles)), 51 + rng.normal(0, 6, len(titles)))
    minutes = np.where(titles.is_show, np.clip(show, 11, 75), np.clip(film, 58, 228))
    return np.round(minutes).astype(np.int64)


def _has(titles: TitleTraits, names: tuple[str, ...]) -> np.ndarray:
    return titles.genres[:, [GENRES.index(name) for name in names]].sum(axis=1) > 0
