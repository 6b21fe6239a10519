"""A world of two tastes in which everybody lacks exactly one title, so that the right answer is known to the letter."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleTable

FIRST_DAY = 1_577_836_800
DAY = 86_400


@dataclass(frozen=True, eq=False)
class TwoTastes:
    """missing: int (people,), the one title of the own taste that a person has not seen. unloved: a title that some
    have seen and nobody liked. taste_of_title: int (titles,), -1 for the unloved one."""

    data: Dataset
    missing: np.ndarray
    taste_of_title: np.ndarray
    unloved: int


def two_tastes(*, people: int = 32, titles: int = 8, timed: bool = True, text_ids: bool = False) -> TwoTastes:
    """`titles` of each taste and one that nobody likes; half of the people have either taste.

    A person likes every title of the own taste but one, which goes round, and has disliked two of the other taste; one
    in four has given the unloved title two stars.
    """
    rows: list[tuple[int, int, float]] = []
    missing = np.empty(people, dtype=np.int64)
    for person in range(people):
        taste, turn = person % 2, (person // 2) % titles
        own, other = taste * titles, (1 - taste) * titles
        missing[person] = own + turn
        rows += [(person, own + place, 4.0 + (person + place) % 2) for place in range(titles) if place != turn]
        rows += [(person, other + (turn + step) % titles, float(step)) for step in (1, 2)]
        if person % 4 == 0:
            rows.append((person, 2 * titles, 2.0))
    who, which, stars = (np.array(column) for column in zip(*rows, strict=True))
    ids = which + 100
    times = FIRST_DAY + DAY * ((np.arange(len(which)) * 37) % 365) if timed else None
    named = ids.astype(str) if text_ids else ids
    table = _title_table(np.unique(ids), titles=titles, text_ids=text_ids)
    data = Dataset.from_columns(who + 1, named, stars.astype(np.float32), times, title_table=table, name="two tastes")
    taste_of_title = np.repeat([0, 1, -1], [titles, titles, 1])
    return TwoTastes(data, missing, taste_of_title, unloved=2 * titles)


def _title_table(ids: np.ndarray, *, titles: int, text_ids: bool) -> TitleTable:
    """A genre for each taste, for models that learn what people like from what titles are about."""
    genres = [*[["Western"]] * titles, *[["Musical"]] * titles, ["Drama"]][: len(ids)]
    return TitleTable(
        pl.DataFrame(
            {
                "id": ids.astype(str) if text_ids else ids,
                "name": [f"No. {id_}" for id_ in ids],
                "year": pl.Series([None] * len(ids), dtype=pl.Int32),
                "genres": genres,
            }
        )
    )


def newcomers(world: TwoTastes) -> Histories:
    """Three people who were not in training: a short history of each taste, and an empty one."""
    second = int(np.argmax(world.taste_of_title == 1))
    return Histories.from_lists([[0, 1], [second, second + 1, second + 2], []], n_titles=world.data.n_titles)
