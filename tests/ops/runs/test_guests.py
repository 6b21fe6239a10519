import numpy as np
import polars as pl

from matinee.domain.feedback import HALF_STARS
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.ops.runs.guests import FEWEST, pick_guests

GENRES = ("Comedy", "Horror", "Western")


def audience() -> Dataset:
    """Three people who each like one genre, a fourth who likes a little of all, and one with hardly a rating."""
    titles = np.arange(180)
    table = TitleTable(
        pl.DataFrame(
            {
                "id": titles,
                "name": [f"title {title}" for title in titles],
                "year": [2000] * len(titles),
                "genres": [[GENRES[title % 3]] for title in titles],
            }
        )
    )
    rows = [(person, title) for person in range(3) for title in titles[titles % 3 == person][:50]]
    rows += [(3, title) for title in titles[:60]] + [(4, 0)]
    people, rated = np.array(rows).T
    return Dataset.from_columns(
        people, rated, np.full(len(rows), 4.5), np.arange(len(rows)), feedback=HALF_STARS, title_table=table
    )


def test_guests_lean_each_to_another_genre() -> None:
    guests = pick_guests(audience(), 3)
    assert sorted(guest.row for guest in guests) == [0, 1, 2]
    assert {guest.row: guest.leans_to for guest in guests} == {row: (GENRES[row],) for row in range(3)}
    assert all(guest.ratings == 50 for guest in guests)


def test_where_there_are_fewer_kinds_of_taste_there_are_fewer_guests() -> None:
    assert len(pick_guests(audience(), 9)) == 3


def test_nobody_with_hardly_a_rating_is_a_guest_while_there_are_others() -> None:
    assert all(guest.ratings >= FEWEST for guest in pick_guests(audience(), 4))


def test_a_small_audience_has_guests_too() -> None:
    data = audience()
    few = data.only(data.log.titles < 30)
    assert len(pick_guests(few, 2)) == 2
