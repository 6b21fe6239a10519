import pytest

from matinee.domain.errors import NotFound
from matinee.services.library import left_over as room
from matinee.services.library.imports import list_rows
from matinee.services.library.left_over import left_over
from tests.fixtures.library import Shelf
from tests.services.library.test_imports import FILE, begun

MORE = """=cmd|'/c calc'!A1,2001,2,,
Nobody Knows That,1990,3.5,2020-03-01,
Ghostbusters,1983,,2020-04-01T10:00:00Z,
Nobody Has This,,,,watchlist
Ghostbusters,1980,1,in the spring,
"""


def test_what_was_not_used_is_told_with_what_it_said_and_its_reason(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "AT_ONCE", 2)
    made = begun(shelf, FILE + MORE)
    one, none = "one title may be meant, of which the line does not say enough", "no title of that name is known"
    assert left_over(shelf.ctx(), shelf.ana, made.id).splitlines() == [
        "line,title,year,rating,rated_at,watched_at,list,why",
        f'4,Ghostbusters,1983,5.0,,,,"{one}"',
        f"5,Nobody Knows This,2001,2.0,,,,{none}",
        "6,Amélie,2001,,,,,the rating is none of 0 to 5",
        f"8,'=cmd|'/c calc'!A1,2001,2.0,,,,{none}",
        f"9,Nobody Knows That,1990,3.5,,2020-03-01,,{none}",
        f'10,Ghostbusters,1983,,,2020-04-01T10:00:00.000000Z,,"{one}"',
        f"11,Nobody Has This,,,,,watchlist,{none}",
        f'12,Ghostbusters,1980,1.0,,,,"{one}; its date cannot be read, or is to come"',
    ]
    with pytest.raises(NotFound):
        left_over(shelf.ctx(), shelf.ben, made.id)


def test_the_table_can_be_sent_again(shelf: Shelf) -> None:
    made = begun(shelf, FILE + MORE)
    again = begun(shelf, left_over(shelf.ctx(), shelf.ana, made.id))
    first, _ = list_rows(shelf.ctx(), shelf.ana, made.id, state="unmatched", after=None, count=9)
    rows, _ = list_rows(shelf.ctx(), shelf.ana, again.id, state="unmatched", after=None, count=9)
    assert [(row.said, row.half_stars, row.at, row.dated) for row in rows] == [
        (row.said, row.half_stars, row.at, row.dated) for row in first
    ]
