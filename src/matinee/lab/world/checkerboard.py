"""The smallest world in which a recommender can be right or wrong: tastes that do not mix, and answers that are known.

Everybody has one taste and likes only titles of that taste. Laid out with people and titles sorted by taste, the likes
are the dark squares of a checkerboard; whoever liked a few titles of one taste should be shown the others of it.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from matinee.domain.feedback import WHOLE_STARS
from matinee.kit import seeds
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable

FIRST_DAY = 1_577_836_800
"""Seconds: 1 January 2020, UTC."""
A_DAY = 86_400


@dataclass(frozen=True)
class Taste:
    """Titles are every first word with every second one."""

    genres: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [f"{one} {other}" for other in self.second for one in self.first]


TASTES = (
    Taste(
        ("Thriller", "Crime"),
        ("Midnight", "The Silent", "A Cold", "The Last", "No"),
        ("Witness", "Ferry", "Alibi", "Staircase", "Signal"),
    ),
    Taste(
        ("Comedy", "Romance"),
        ("Sunday", "My Cousin's", "Two", "Borrowed", "The Wrong"),
        ("Weddings", "Umbrellas", "Kitchens", "Neighbours", "Trains"),
    ),
    Taste(
        ("Sci-Fi", "Adventure"),
        ("Beyond", "Return to", "Children of", "The Maps of", "Under"),
        ("Callisto", "the Ninth Moon", "the Glass Sea", "Tomorrow", "the Long Dark"),
    ),
    Taste(
        ("Drama",),
        ("The Year of", "After", "Letters about", "A House of", "Leaving"),
        ("the Harvest", "the Flood", "Small Things", "the Orchard", "Winter"),
    ),
)


@dataclass(frozen=True, eq=False)
class Checkerboard:
    """taste_of_person: int32 (people,), taste_of_title: int32 (titles,), in the order of the data's vocabularies."""

    data: Dataset
    taste_of_person: np.ndarray
    taste_of_title: np.ndarray

    def right(self, person: int) -> np.ndarray:
        """bool (titles,): what this person likes, seen or not."""
        return self.taste_of_title == self.taste_of_person[person]


def checkerboard(*, people: int = 400, seed: int = 0) -> Checkerboard:
    """A world of `people` persons over the 100 titles of TASTES, the same for the same seed.

    Each person rates about half of the titles of the own taste with 4 or 5 stars, and about one in twelve of the others
    with 1 to 3; over two years, one title a day at most.
    """
    chance = seeds.generator(seed, "checkerboard")
    size = len(TASTES[0].names)
    taste_of_title = np.repeat(np.arange(len(TASTES), dtype=np.int32), size)
    taste_of_person = (np.arange(people) % len(TASTES)).astype(np.int32)
    own = taste_of_person[:, None] == taste_of_title[None, :]
    seen = chance.random(own.shape) < np.where(own, 0.5, 1 / 12)
    who, which = np.nonzero(seen)
    stars = np.where(own[who, which], chance.integers(4, 6, len(who)), chance.integers(1, 4, len(who)))
    days = np.argsort(chance.random((people, 730)), axis=1)[who, which]
    data = Dataset.from_columns(
        who + 1,
        which + 1,
        stars.astype(np.float32),
        FIRST_DAY + days * A_DAY,
        feedback=WHOLE_STARS,
        title_table=_title_table(seed),
        name="checkerboard",
    )
    return Checkerboard(data, taste_of_person[data.people.ids - 1], taste_of_title[data.titles.ids - 1])


def _title_table(seed: int) -> TitleTable:
    names = [name for taste in TASTES for name in taste.names]
    genres = [list(taste.genres) for taste in TASTES for _ in taste.names]
    years = seeds.generator(seed, "checkerboard years").integers(1950, 2020, len(names))
    schema = {"id": pl.Int64, "name": pl.String, "year": pl.Int32, "genres": pl.List(pl.String)}
    columns = {"id": range(1, len(names) + 1), "name": names, "year": years.tolist(), "genres": genres}
    return TitleTable(pl.DataFrame(columns, schema=schema))
