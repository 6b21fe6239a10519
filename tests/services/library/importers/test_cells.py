import time

import pytest

from matinee.kit.clock import DAY, HOUR, SECOND
from matinee.services.library.importers.cells import (
    half_stars,
    imdb_id,
    moment_of,
    name_and_year,
    number,
    plain_id,
    scale_of,
    year_of,
)

NOW = 20_000 * DAY


@pytest.mark.parametrize(
    ("cell", "scale", "expected"),
    [
        ("4.5", 5, 9), ("0.5", 5, 1), ("5", 5, 10), ("3,5", 5, 7), ("4.0", 5, 8), ("0", 5, None),
        ("9", 10, 9), ("0", 10, 1), ("100", 100, 10), ("87", 100, 9), ("3", 100, 1),
        ("6", 5, None), ("-1", 5, None), ("nan", 5, None), ("inf", 5, None), ("", 5, None), ("four", 5, None),
    ],
)  # fmt: skip
def test_ratings_of_any_scale_come_to_half_stars(cell: str, scale: int, expected: int | None) -> None:
    assert half_stars(cell, scale) == expected


def test_the_scale_is_the_smallest_on_which_all_ratings_have_a_place() -> None:
    assert [scale_of(cells) for cells in (["4.5", "x"], ["4", "5.5"], ["9", "10"], ["11"], ["500"], [])] == [
        5, 10, 10, 100, 100, 5,
    ]  # fmt: skip


def test_a_few_ratings_above_every_scale_are_slips_and_do_not_change_that_of_the_others() -> None:
    assert scale_of(["9", "8", "7", "10", "6", "11"]) == 10
    assert scale_of(["4.5", "3", "45"]) == 5
    assert scale_of(["80", "55", "9"]) == 100


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Toy Story (1995)", ("Toy Story", 1995)),
        ("Lion King, The (1994)", ("The Lion King", 1994)),
        ("Misérables, Les", ("Les Misérables", None)),
        ("Avventura, L' (1960)", ("L'Avventura", 1960)),
        ("1917", ("1917", None)),
        ("Alien (9999)", ("Alien (9999)", None)),
        ("(500) Days of Summer (2009)", ("(500) Days of Summer", 2009)),
        ("", ("", None)),
    ],
)
def test_names_are_told_from_their_years_and_read_in_their_natural_order(
    cell: str, expected: tuple[str, int | None]
) -> None:
    assert name_and_year(cell) == expected


def test_days_and_moments_are_kept_apart_and_none_is_made_up() -> None:
    assert moment_of("1970-01-02", NOW) == (DAY + 12 * HOUR, "day")
    assert moment_of("1970-01-01T00:00:01Z", NOW) == (SECOND, "moment")
    assert moment_of("1147880044", NOW) == (1147880044 * SECOND, "moment")
    for cell in ("", "last week", "31/12/2020", "2999-01-01", "12", "9999999999999"):
        assert moment_of(cell, NOW) is None


def test_ids_are_brought_to_one_form() -> None:
    for cell in ("0114709", "tt0114709", "https://www.imdb.com/title/tt0114709/"):
        assert imdb_id(cell) == "tt0114709"
    assert [imdb_id(cell) for cell in ("", "tt0", "x")] == [None] * 3
    assert [plain_id(cell) for cell in ("862", "0862", "0", "-1", "1e3", "", "9" * 13)] == ["862", "862"] + [None] * 5


def test_years_and_numbers_are_read_or_left() -> None:
    assert [year_of(cell) for cell in ("1995", "1995-03-01", "95", "0001", "3000", "")] == [1995, 1995, *[None] * 4]
    assert [number(cell) for cell in ("1.5", "1,5", "x", "nan")] == [1.5, 1.5, None, None]


@pytest.mark.parametrize("cell", [" " * 20_000 + "(", "a, " * 6_000, "1" * 20_000, "(" * 20_000, "tt" * 10_000])
def test_no_cell_keeps_the_reader_busy(cell: str) -> None:
    begun = time.process_time()
    for read in (name_and_year, imdb_id, plain_id, year_of, number):
        read(cell)
    moment_of(cell, NOW)
    assert time.process_time() - begun < 0.1
