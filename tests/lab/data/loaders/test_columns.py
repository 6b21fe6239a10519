"""What may stand in a column, told the same way fast and slowly."""

import time
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.lab.data.loaders.columns import A_DAY, Column, Complaint, good_rows, latest_time

STARS = Column("value", "number", word="rating", lowest=0.5, highest=5.0, step=0.5)
ID = Column("person", "whole", word="user id", lowest=1, highest=1000)
TEXT = Column("title", "text", longest=5)
SECONDS = Column("time", "seconds")


@pytest.mark.parametrize(
    ("column", "given", "kept"),
    [
        (STARS, "3.5", 3.5),
        (STARS, 4, 4.0),
        (STARS, "5e0", 5.0),
        (ID, "12", 12),
        (ID, 12.0, 12),
        (ID, "12.0", 12),
        (TEXT, "abc", "abc"),
        (TEXT, 123, "123"),
        (Column("genres", "text"), ["Drama", "Crime"], "Drama|Crime"),
        (SECONDS, "880000000", 880_000_000),
        (Column("time", "milliseconds"), "880000000999", 880_000_000),
        (Column("time", "iso"), "2005-04-02 23:53:47", 1_112_486_027),
        (Column("time", "iso"), "2005-04-02T23:53:47Z", 1_112_486_027),
        (Column("time", "iso"), "2005-04-03T01:53:47.900+02:00", 1_112_486_027),
        (Column("time", "iso"), "2005-04-02", 1_112_400_000),
        (Column("time", "iso"), datetime(2005, 4, 2, tzinfo=UTC), 1_112_400_000),
        (Column("spare", "text", optional=True), "", None),
        (Column("spare", "whole", optional=True), None, None),
    ],
)
def test_a_good_value_is_kept(column: Column, given: object, kept: object) -> None:
    assert column.value(given) == kept


@pytest.mark.parametrize(
    ("column", "given", "said"),
    [
        (STARS, "", "rating is empty"),
        (STARS, None, "rating is empty"),
        (STARS, "five", "rating 'five' is not a number"),
        (STARS, "1_0", "rating '1_0' is not a number"),
        (STARS, True, "rating 'True' is not a number"),
        (STARS, [3], "is not a number"),
        (STARS, "inf", "rating 'inf' is not a number"),
        (STARS, 10**400, "is not a finite number"),
        (STARS, float("nan"), "rating 'nan' is not a finite number"),
        (STARS, "5.5", "rating 5.5 is above 5"),
        (STARS, "0", "rating 0 is below 0.5"),
        (STARS, "3.7", "rating 3.7 is no multiple of 0.5"),
        (ID, "x", "user id 'x' is not a whole number"),
        (ID, "1.5", "user id '1.5' is not a whole number"),
        (ID, 1.5, "user id '1.5' is not a whole number"),
        (ID, True, "user id 'True' is not a whole number"),
        (ID, "٣", "is not a whole number"),
        (ID, "0", "user id 0 is below 1"),
        (ID, 10**30, "is above 1000"),
        (TEXT, "abcdef", "title is longer than 5 characters"),
        (TEXT, "   ", "title is empty"),
        (TEXT, 1.5, "title '1.5' is no text"),
        (TEXT, False, "title 'False' is no text"),
        (SECONDS, "-1", "time '-1' is before 1970"),
        (SECONDS, "soon", "time 'soon' is not a whole number"),
        (Column("time", "milliseconds"), "-1", "is before 1970"),
        (Column("time", "iso"), "yesterday", "time 'yesterday' is not a date and time"),
        (Column("time", "iso"), "1969-12-31", "is before 1970"),
    ],
)
def test_a_bad_value_is_complained_of(column: Column, given: object, said: str) -> None:
    with pytest.raises(Complaint, match=said.replace(".", r"\.").replace("(", r"\(")):
        column.value(given)


def test_a_clock_may_be_a_day_ahead_but_no_more() -> None:
    now = int(time.time())
    assert SECONDS.value(now + A_DAY - 60) == now + A_DAY - 60
    with pytest.raises(Complaint, match="lies in the future"):
        SECONDS.value(now + A_DAY + 60)
    assert latest_time() >= now + A_DAY


@given(st.floats(allow_nan=True, allow_infinity=True, width=32) | st.sampled_from([0.5, 1.0, 3.7, 5.0, 5.5, 0.0]))
def test_numbers_are_judged_alike_fast_and_slowly(number: float) -> None:
    check(STARS, number, pl.Float64)


@given(st.integers(-(2**63), 2**63 - 1) | st.integers(-2, 1002))
def test_whole_numbers_are_judged_alike_fast_and_slowly(number: int) -> None:
    check(ID, number, pl.Int64)
    check(SECONDS, number, pl.Int64)
    check(Column("time", "milliseconds"), number, pl.Int64)


@given(st.text(max_size=8))
def test_texts_are_judged_alike_fast_and_slowly(text: str) -> None:
    check(TEXT, text, pl.String)


@given(st.integers(-(10**9), 5 * 10**9), st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"]))
def test_moments_are_judged_alike_fast_and_slowly(seconds: int, form: str) -> None:
    check(Column("time", "iso"), datetime.fromtimestamp(seconds, UTC).strftime(form), pl.String)


def check(column: Column, value: object, kind: type[pl.DataType]) -> None:
    """The fast way must keep the same value or call for the slow one; it may not let through what is bad."""
    frame = pl.DataFrame({column.name: [value]}, schema={column.name: kind}).select(column.made())
    good = frame.select(good_rows([column])).to_series()[0]
    try:
        kept = column.value(value)
    except Complaint:
        assert not good
    else:
        assert good
        assert frame[column.name][0] == kept
