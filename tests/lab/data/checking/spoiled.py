"""A clean data set, and ways to spoil it."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from matinee.lab.data.checking.findings import CheckReport, Finding
from matinee.lab.data.checks import check_dataset
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.titles import TitleTable

NOW = 1_750_000_000.0
DAY = 86_400


def clean(*, people: int = 200, titles: int = 60, each: int = 25, seed: int = 0) -> Dataset:
    """Everybody rates `each` different titles, one a day, with 1 to 5 stars; every title has a name, genre and year."""
    chance = np.random.default_rng(seed)
    which = np.argsort(chance.random((people, titles)) ** 2 * np.arange(1, titles + 1), axis=1)[:, :each].ravel()
    who = np.repeat(np.arange(people), each)
    days = np.tile(np.arange(each), people) + np.repeat(chance.integers(0, 300, people), each)
    table = pl.DataFrame(
        {
            "id": np.arange(titles) + 1,
            "name": [f"Film {title}" for title in range(titles)],
            "year": [1980 + title % 40 for title in range(titles)],
            "genres": [["Drama"] if title % 2 else ["Comedy", "Crime"] for title in range(titles)],
        }
    )
    return Dataset.from_columns(
        who + 1,
        which + 1,
        chance.integers(1, 6, len(who)),
        1_700_000_000 + days * DAY,
        title_table=TitleTable(table),
        name="clean",
    )


def with_log(data: Dataset, **columns: Any) -> Dataset:
    """The same data set with other columns in its log."""
    log = data.log
    own = {"people": log.people, "titles": log.titles, "values": log.values, "times": log.times}
    return replace(data, log=Interactions(**{**own, **columns}))


def changed(column: np.ndarray | None, rows: Any, value: Any) -> np.ndarray:
    """A copy with some rows set."""
    assert column is not None
    made = column.copy()
    made[rows] = value
    return made


def with_rows(data: Dataset, *rows: tuple[int, int, float, int]) -> Dataset:
    """Rows of person position, title position, value and time, added at the end."""
    log = data.log
    assert log.times is not None
    people, titles, values, times = (np.array(column) for column in zip(*rows, strict=True))
    return with_log(
        data,
        people=np.append(log.people, people),
        titles=np.append(log.titles, titles),
        values=np.append(log.values, values),
        times=np.append(log.times, times),
    )


def checked(data: Dataset, *, previous: Dataset | None = None) -> CheckReport:
    return check_dataset(data, previous=previous, now=NOW)


def only(data: Dataset, name: str, *, previous: Dataset | None = None) -> Finding:
    """The one finding, which has this name."""
    found = checked(data, previous=previous).findings
    assert [finding.name for finding in found] == [name]
    return found[0]
