"""A small world with everything a factorisation machine can read."""

from dataclasses import replace

import numpy as np
import polars as pl

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable

DAY = 86_400
PEOPLE, TITLES = 30, 15


def small_world() -> Dataset:
    """Thirty people with an age and a gender, fifteen titles with genres and years, ratings of 1 to 5 on eight days."""
    chance = np.random.default_rng(5)
    people, titles = np.nonzero(chance.random((PEOPLE, TITLES)) < 0.6)
    taste = np.outer(1 - 2 * (np.arange(PEOPLE) % 2), 1 - 2 * (np.arange(TITLES) % 2))
    stars = np.clip(np.round(3.0 + taste[people, titles] + 0.7 * chance.normal(size=len(people))), 1, 5)
    times = DAY * (18_000 + (people + titles) % 8) + 500
    told = pl.DataFrame(
        {"person": np.arange(PEOPLE), "age": 15 + np.arange(PEOPLE), "gender": ["F", "M"] * (PEOPLE // 2)}
    )
    known = pl.DataFrame(
        {
            "id": np.arange(TITLES),
            "name": [f"Title {number}" for number in range(TITLES)],
            "year": [1980 + number % 3 for number in range(TITLES)],
            "genres": [["Drama"] if number % 2 else ["Comedy", "Crime"] for number in range(TITLES)],
        }
    )
    data = Dataset.from_columns(people, titles, stars.astype(np.float32), times, extras={"people": told}, name="small")
    return replace(data, title_table=TitleTable(known))
