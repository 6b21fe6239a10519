"""Small data sets to split, different with every seed."""

import numpy as np
from hypothesis import strategies as st

from matinee.domain.feedback import WHOLE_STARS
from matinee.lab.data.dataset import Dataset

DAY = 86_400
START = 1_600_000_000


def log_of(
    seed: int, *, people: int = 30, titles: int = 40, events: int = 600, days: int = 50, timed: bool = True
) -> Dataset:
    """Random whole stars, now and then for a title the person already rated; few days, so that times are often equal.

    Ids have gaps and do not begin at 0.
    """
    chance = np.random.default_rng(seed)
    times = START + chance.integers(0, days, events) * DAY if timed else None
    return Dataset.from_columns(
        chance.integers(0, people, events) * 3 + 7,
        chance.integers(0, titles, events) * 5 + 11,
        chance.integers(1, 6, events),
        times,
        feedback=WHOLE_STARS,
        name="made",
    )


def logs(*, timed: bool | None = None) -> st.SearchStrategy[Dataset]:
    return st.builds(
        log_of,
        st.integers(0, 10_000),
        people=st.integers(25, 40),
        titles=st.integers(40, 90),
        events=st.integers(500, 900),
        days=st.integers(20, 400),
        timed=st.booleans() if timed is None else st.just(timed),
    )


def pairs(data: Dataset) -> set[tuple[int, int]]:
    """(person, title) in external ids."""
    return set(zip(data.people.ids[data.log.people].tolist(), data.titles.ids[data.log.titles].tolist(), strict=True))
