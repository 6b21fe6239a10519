import pytest

from matinee.domain.imports import Observation
from matinee.services.library.match import Fixes, matched
from tests.fixtures.library import Shelf


def judged(shelf: Shelf, *said: Observation, fixes: Fixes | None = None) -> list[tuple[str, int | None, list[int]]]:
    """State, and the numbers of the entries meant."""
    number = {title: one for one, title in shelf.titles.items()}
    rows = matched(shelf.ctx().finder, said, fixes or {})
    return [
        (row.state, None if row.title_id is None else number[row.title_id], [number[one] for one in row.candidates])
        for row in rows
    ]


def line(name: str | None = None, year: int | None = None, **ids: str) -> Observation:
    return Observation(2, "rating", name, year, tuple(ids.items()), 8)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (line(imdb="tt0087332"), ("matched", 12, [])),
        (line("Something Else", 1900, imdb="tt0087332", tmdb="620"), ("matched", 12, [])),
        (line("Alien", 1979, imdb="tt9999999"), ("matched", 1, [])),
        (line("ALIEN!", 1979), ("matched", 1, [])),
        (line("Amelie", 2001), ("matched", 3, [])),
        (line("Alien", 1980), ("unsure", None, [1])),
        (line("Alien", 1950), ("unsure", None, [1])),
        (line("Alien"), ("unsure", None, [1])),
        (line("Ghostbusters III", 1991), ("unmatched", None, [])),
        (line(imdb="tt9999999"), ("unmatched", None, [])),
        (Observation(2, None, "Alien", 1979, fault="no rating"), ("bad", None, [])),
    ],
)
def test_what_is_certain_is_matched_and_what_is_not_is_asked(
    shelf: Shelf, said: Observation, expected: tuple[str, int | None, list[int]]
) -> None:
    assert judged(shelf, said) == [expected]


def test_ids_that_disagree_are_asked(shelf: Shelf) -> None:
    insert = "INSERT INTO external_ids (title_id, source, value) VALUES (?, 'imdb', ?)"
    for number, value in ((1, "tt1"), (2, "tt2"), (3, "tt2")):
        shelf.stores.connection.exec_driver_sql(insert, (shelf.titles[number], value))
    assert judged(shelf, line(imdb="tt1", tmdb="620")) == [("unsure", None, [1, 12])]
    assert judged(shelf, line(imdb="tt2")) == [("unsure", None, [2, 3])]


def test_what_the_person_said_before_comes_first(shelf: Shelf) -> None:
    fixes: Fixes = {("alien", 1980): shelf.titles[2], ("aliens", 1986): None}
    assert judged(shelf, line("Alien", 1980), line("Aliens", 1986), line("Alien", 1979), fixes=fixes) == [
        ("fixed", 2, []),
        ("skipped", None, []),
        ("matched", 1, []),
    ]
