"""The map on which titles and tastes live: six axes that have names, where each genre and mood lies, and which genres
are found together.

The positions and weights are set by hand to give a world that feels like film; they are not estimated from anybody's
data.
"""

import numpy as np

AXES = ("dark", "fast", "fantastic", "grown-up", "sweeping", "heartfelt")
OPPOSITES = ("light", "unhurried", "down to earth", "for all ages", "intimate", "cool-headed")

_GENRE_ROWS: dict[str, tuple[float, float, float, float, float, float]] = {
    "Action": (0.2, 1.0, 0.2, 0.3, 0.5, -0.5),
    "Adventure": (-0.3, 0.7, 0.5, -0.4, 0.9, 0.0),
    "Animation": (-0.6, 0.3, 0.8, -0.9, 0.1, 0.4),
    "Children": (-0.9, 0.1, 0.5, -1.0, 0.0, 0.6),
    "Comedy": (-0.9, 0.2, -0.3, 0.0, -0.6, 0.0),
    "Crime": (0.8, 0.3, -0.6, 0.9, -0.1, -0.5),
    "Documentary": (0.0, -0.7, -1.0, 0.5, 0.0, -0.3),
    "Drama": (0.3, -0.6, -0.6, 0.6, -0.1, 0.8),
    "Fantasy": (-0.2, 0.2, 1.0, -0.4, 0.7, 0.2),
    "Film-Noir": (1.0, -0.2, -0.3, 1.0, -0.4, -0.6),
    "Horror": (1.0, 0.4, 0.6, 0.8, -0.5, -0.7),
    "Musical": (-0.8, 0.2, 0.2, -0.4, 0.2, 0.9),
    "Mystery": (0.6, -0.2, 0.0, 0.6, -0.5, -0.7),
    "Romance": (-0.4, -0.5, -0.3, 0.3, -0.5, 1.0),
    "Sci-Fi": (0.2, 0.4, 1.0, 0.3, 0.7, -0.8),
    "Thriller": (0.7, 0.7, -0.1, 0.8, -0.1, -0.6),
    "War": (0.7, 0.2, -0.7, 0.7, 1.0, 0.4),
    "Western": (0.3, 0.1, -0.5, 0.3, 0.8, -0.2),
}
GENRES = tuple(_GENRE_ROWS)
GENRE_MAP = np.array(list(_GENRE_ROWS.values()), dtype=np.float32)
"""float32 (genres, axes)."""

_MOOD_ROWS: dict[str, tuple[float, float, float, float, float, float]] = {
    "warm": (-0.7, -0.3, -0.3, -0.3, -0.3, 0.8),
    "playful": (-0.9, 0.5, 0.2, -0.5, -0.2, 0.0),
    "romantic": (-0.3, -0.4, -0.2, 0.4, -0.4, 1.0),
    "wistful": (0.0, -0.8, -0.5, 0.3, -0.2, 0.5),
    "dreamy": (-0.1, -0.5, 0.9, 0.0, 0.1, 0.3),
    "epic": (0.1, 0.4, 0.4, 0.0, 1.0, 0.2),
    "tense": (0.6, 0.9, -0.2, 0.6, -0.1, -0.5),
    "dark": (1.0, -0.1, -0.2, 0.9, 0.0, -0.3),
    "eerie": (0.9, -0.1, 0.7, 0.6, -0.6, -0.6),
    "bleak": (0.9, -0.6, -0.6, 0.8, 0.4, 0.1),
    "furious": (0.4, 1.0, 0.0, 0.4, 0.6, -0.6),
    "neon": (0.2, 0.5, 1.0, 0.5, 0.2, -0.9),
}
MOODS = tuple(_MOOD_ROWS)
MOOD_MAP = np.array(list(_MOOD_ROWS.values()), dtype=np.float32)
"""float32 (moods, axes)."""

_COMBINATIONS: dict[str, float] = {
    "Drama": 17, "Comedy": 11, "Comedy|Drama": 5, "Comedy|Romance": 6, "Drama|Romance": 6, "Comedy|Drama|Romance": 3,
    "Documentary": 3.5, "Horror": 4, "Horror|Thriller": 2.5, "Drama|Thriller": 3, "Crime|Drama": 3, "Thriller": 2.2,
    "Crime|Drama|Thriller": 2, "Drama|War": 2, "Comedy|Crime": 1.5, "Action|Comedy": 1.3, "Children|Comedy": 1.6,
    "Comedy|Horror": 1.2, "Action|Crime|Thriller": 1.5, "Action|Adventure|Sci-Fi": 1.6, "Action|Drama": 1.3,
    "Action": 1.6, "Action|Thriller": 1.8, "Horror|Sci-Fi": 1.3, "Crime|Thriller": 1.2, "Drama|Musical": 0.9,
    "Musical": 0.5, "Action|Sci-Fi|Thriller": 1.1, "Mystery|Thriller": 1.2, "Drama|Mystery": 1,
    "Action|Adventure|Fantasy": 0.9, "Adventure|Drama": 0.8, "Action|Drama|War": 0.9, "Action|Adventure": 1,
    "Action|Adventure|Thriller": 0.8, "Sci-Fi": 0.9, "Animation|Children": 1.2, "Animation|Children|Comedy": 1.1,
    "Animation|Children|Musical": 0.9, "Western": 1, "Adventure|Children|Fantasy": 0.8, "Adventure|Children": 0.8,
    "Romance": 1, "Comedy|Musical|Romance": 0.7, "Film-Noir|Thriller": 0.4, "Crime|Film-Noir": 0.4,
    "Film-Noir|Mystery": 0.4, "Sci-Fi|Thriller": 0.8, "Comedy|Sci-Fi": 0.8, "Animation|Sci-Fi": 0.3,
    "Action|Western": 0.4, "Comedy|Western": 0.3, "Crime": 0.9, "Adventure|Fantasy": 0.6, "Comedy|Fantasy": 0.7,
    "Drama|Fantasy|Romance": 0.6, "Drama|Horror|Thriller": 0.6, "Mystery|Sci-Fi": 0.4, "War": 0.4,
    "Drama|Sci-Fi": 0.7, "Documentary|Musical": 0.3, "Comedy|War": 0.3, "Action|War": 0.4, "Drama|Western": 0.4,
    "Romance|Thriller": 0.4, "Adventure|Comedy": 0.7, "Adventure|Romance": 0.5, "Children|Drama": 0.5,
    "Fantasy|Romance": 0.4, "Animation|Fantasy|Adventure": 0.5, "Crime|Mystery|Thriller": 0.6,
    "Children|Fantasy|Musical": 0.3, "Comedy|Mystery": 0.4, "Horror|Mystery|Thriller": 0.5,
    "Action|Romance|Thriller": 0.4, "Drama|Romance|War": 0.6, "Documentary|War": 0.3,
}  # fmt: skip
COMBINATIONS = tuple(tuple(text.split("|")) for text in _COMBINATIONS)
WEIGHTS = np.array(list(_COMBINATIONS.values()), dtype=np.float64) / sum(_COMBINATIONS.values())


def place_of(genres: tuple[str, ...]) -> np.ndarray:
    """float32 (axes,): the middle of the genres on the map."""
    return GENRE_MAP[[GENRES.index(genre) for genre in genres]].mean(axis=0)


def nearest_moods(places: np.ndarray) -> np.ndarray:
    """Index into MOODS of the mood that points most the same way as each place (titles, axes)."""
    directions = MOOD_MAP / np.linalg.norm(MOOD_MAP, axis=1, keepdims=True)
    return np.argmax(places @ directions.T, axis=1)


def in_words(place: np.ndarray, *, count: int = 3) -> list[str]:
    """The strongest leanings of a taste or title, as adjectives, strongest first."""
    order = np.argsort(-np.abs(place))[:count]
    return [AXES[axis] if place[axis] > 0 else OPPOSITES[axis] for axis in order]
