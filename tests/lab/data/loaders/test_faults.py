"""Bad rows: counted, named, refused or dropped."""

import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.faults import KEPT, MOST_COUNTED, Faults, place, shown


def test_the_first_bad_row_by_line_is_named_with_the_count() -> None:
    faults = Faults()
    faults.add("a.csv", 9, "late")
    faults.add("a.csv", 4, "early")
    with pytest.raises(BadData) as raised:
        faults.settle()
    assert str(raised.value).startswith("a.csv, line 4: 2 bad rows, the first: early. ")


def test_without_bad_rows_nothing_happens() -> None:
    Faults().settle()


def test_bad_rows_that_may_be_dropped_are_counted_and_the_first_kept() -> None:
    faults = Faults(skip_bad=True)
    for line in range(MOST_COUNTED + 5):
        faults.add("a.csv", line + 1, "bad")
    faults.settle()
    assert faults.count == MOST_COUNTED + 5
    assert [fault.line for fault in faults.kept] == list(range(1, KEPT + 1))
    assert str(faults.kept[0]) == "a.csv, line 1: bad"


def test_reading_ends_when_too_many_rows_are_bad() -> None:
    faults = Faults()
    with pytest.raises(BadData, match=f"at least {MOST_COUNTED:,} bad rows"):
        for line in range(10 * MOST_COUNTED):
            faults.add("a.csv", line + 1, "bad")
    assert faults.count == MOST_COUNTED


def test_a_place_without_lines_is_the_file() -> None:
    assert place("a.parquet", 0) == "a.parquet"


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert shown("a\nb\x1bc") == "'a?b?c'"
    assert len(shown("x" * 1000)) < 50
