"""A world in which one title was loved long ago and another is loved now."""

import numpy as np

from matinee.lab.data.dataset import Dataset

LAST = 1_600_000_000
DAY = 86_400
CLASSIC, STEADY, RISING, STALE = 0, 1, 2, 3
"""Positions: liked by most but long ago; liked evenly; liked by fewer, nearly all of them lately; hardly liked."""


def rising(*, days: int = 400, timed: bool = True) -> Dataset:
    """60 people liked the classic in the first tenth of the time, 40 the steady title all along, 25 the rising one in
    the last 20 days, 2 the stale one at the start. The last event is a day old at most."""
    ages = [
        (CLASSIC, np.linspace(days, days * 0.9, 60)),
        (STEADY, np.linspace(days, 0, 40)),
        (RISING, np.linspace(20, 0, 25)),
        (STALE, np.linspace(days, days - 1, 2)),
    ]
    titles = np.concatenate([np.full(len(age), title) for title, age in ages])
    people = np.concatenate([np.arange(len(age)) for _, age in ages])
    times = LAST - (np.concatenate([age for _, age in ages]) * DAY).astype(np.int64)
    stars = np.full(len(titles), 5.0, dtype=np.float32)
    return Dataset.from_columns(people, titles, stars, times if timed else None, name="rising")
