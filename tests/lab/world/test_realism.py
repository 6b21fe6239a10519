import numpy as np
import polars as pl
import pytest

from matinee.domain.feedback import HALF_STARS
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.lab.world.genres import GENRES
from matinee.lab.world.realism import compare, gini, portrait
from matinee.lab.world.sizes import size_named
from matinee.lab.world.world import World, build_world
from tests.worlds.audiences import REAL


def as_dataset(world: World) -> Dataset:
    watched, titles = world.history, world.response.titles
    table = TitleTable(
        pl.DataFrame(
            {
                "id": np.arange(len(titles)),
                "name": [str(title) for title in range(len(titles))],
                "year": [2000] * len(titles),
                "genres": [list(titles.genres_of(title)) for title in range(len(titles))],
            }
        )
    )
    return Dataset.from_columns(
        watched.person, watched.title, watched.rating, watched.time, feedback=HALF_STARS, title_table=table
    )


def uniform_dataset(people: int = 400, titles: int = 500) -> Dataset:
    """Everybody as likely to have rated everything, with any stars, and genres thrown at titles like dice."""
    rng = np.random.default_rng(0)
    table = TitleTable(
        pl.DataFrame(
            {
                "id": np.arange(titles),
                "name": [str(title) for title in range(titles)],
                "year": [2000] * titles,
                "genres": [list(rng.choice(GENRES, 3, replace=False)) for _ in range(titles)],
            }
        )
    )
    person, title = np.nonzero(rng.random((people, titles)) < 0.1)
    stars = rng.choice(np.arange(0.5, 5.5, 0.5), len(person))
    times = rng.integers(0, 10**8, len(person))
    return Dataset.from_columns(person, title, stars, times, feedback=HALF_STARS, title_table=table)


@pytest.mark.quality
@pytest.mark.parametrize("seed", [7, 21])
def test_the_small_world_stands_within_the_range_of_real_audiences(seed: int) -> None:
    verdicts = compare(portrait(as_dataset(build_world(size_named("small"), seed=seed))), REAL)
    assert len(verdicts) == 19
    assert [verdict for verdict in verdicts if not verdict.holds] == []


def test_a_uniform_world_fails_most_of_these() -> None:
    verdicts = compare(portrait(uniform_dataset()), REAL)
    assert sum(not verdict.holds for verdict in verdicts) > len(verdicts) / 2


def test_gini_is_nought_for_equals_and_near_one_for_a_monopoly() -> None:
    assert gini(np.full(10, 3)) == pytest.approx(0)
    assert gini(np.array([0] * 99 + [5])) == pytest.approx(0.99)
    assert gini(np.zeros(4)) == 0
