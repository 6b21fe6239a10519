"""Tables of text: the fast way and the slow way read the same."""

import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.delimited import Batch, Layout, read_delimited
from matinee.lab.data.loaders.faults import Faults

EVENTS = (
    Column("person", "whole", lowest=1, highest=10**9),
    Column("title", "whole", lowest=1, highest=10**9),
    Column("value", "number", lowest=0.5, highest=5.0, step=0.5),
    Column("time", "seconds"),
)
NAMES = (Column("id", "whole", lowest=1), Column("name", "text"), Column("genres", "text"))
FIELD = st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), min_size=1, max_size=9)


def read(content: bytes, layout: Layout, *, skip_bad: bool = False) -> tuple[list[Batch], Faults]:
    faults = Faults(skip_bad)
    batches = list(read_delimited(io.BytesIO(content), layout, file="t", faults=faults))
    return batches, faults


def rows_of(batches: list[Batch]) -> list[tuple[object, ...]]:
    return [row for batch in batches for row in batch.frame.rows()]


@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 10), st.integers(0, 10**9))),
    st.sampled_from([",", "\t", "::"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_good_rows_come_back_as_they_are(rows: list[tuple[int, int, int, int]], separator: str, ends: str) -> None:
    expected = [(person, title, steps / 2, when) for person, title, steps, when in rows]
    text = "".join(separator.join(str(field) for field in row) + ends for row in expected)
    batches, faults = read(f"header{ends}{text}".encode(), Layout(EVENTS, separator, header=True))
    assert rows_of(batches) == expected
    assert faults.count == 0
    assert all(batch.lines is None for batch in batches)


@given(st.lists(st.tuples(st.integers(1, 99), FIELD, FIELD), min_size=1), st.data())
def test_one_bad_row_changes_nothing_for_the_others(rows: list[tuple[int, str, str]], data: st.DataObject) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [f"{number},{quoted(name)},{quoted(genres)}" for number, name, genres in rows]
    layout = Layout(NAMES, ",", quoted=True)
    clean, _ = read("\n".join(lines).encode(), layout, skip_bad=True)
    at = data.draw(st.integers(0, len(lines)))
    spoiled, faults = read("\n".join([*lines[:at], "x,y,z", *lines[at:]]).encode(), layout, skip_bad=True)
    assert rows_of(spoiled) == rows_of(clean)
    expected = [row for row in rows if row[1].strip() and row[2].strip()]
    assert rows_of(clean) == expected
    assert at + 1 in [fault.line for fault in faults.kept] or faults.count > 20


def test_a_batch_with_a_fault_knows_the_line_of_every_row() -> None:
    [batch], faults = read(b"1,a,b\nx,c,d\n3,e,f\n", Layout(NAMES, ","), skip_bad=True)
    assert batch.lines is not None
    assert batch.lines.tolist() == [1, 3]
    assert [(fault.line, fault.what) for fault in faults.kept] == [(2, "id 'x' is not a whole number")]


def test_records_over_several_lines_are_counted_by_the_first() -> None:
    content = b'1,"two\nlines",b\n2,"broken" x,b\n3,c,d\n4,,b\n'
    [batch], faults = read(content, Layout(NAMES, ",", quoted=True), skip_bad=True)
    assert rows_of([batch]) == [(1, "two\nlines", "b"), (3, "c", "d")]
    assert batch.lines is not None
    assert batch.lines.tolist() == [1, 4]
    assert [fault.line for fault in faults.kept] == [3, 5]
    assert "cannot be taken apart" in faults.kept[0].what


def test_text_in_latin_1_is_read_where_it_is_not_utf8() -> None:
    layout = Layout(NAMES, "|", encoding="latin-1")
    for encoding in ("latin-1", "utf-8"):
        batches, _ = read("1|Été|Drama\n".encode(encoding), layout)
        assert rows_of(batches) == [(1, "Été", "Drama")]
    spoiled, faults = read("1|Été|Drama\nx|Ñ|Drama\n".encode("latin-1"), layout, skip_bad=True)
    assert rows_of(spoiled) == [(1, "Été", "Drama")]
    assert faults.count == 1


def test_invalid_utf8_spoils_its_row_alone() -> None:
    batches, faults = read(b"1,a,b\n2,\xe9,b\n3,\xc3\xa9,b\n", Layout(NAMES, ","), skip_bad=True)
    assert rows_of(batches) == [(1, "a", "b"), (3, "é", "b")]
    assert faults.kept[0].what == "the text is not valid UTF-8"


def test_a_column_may_hold_the_separator_where_that_is_allowed() -> None:
    batches, _ = read(b"1::a::b::c\n2::d::e\n", Layout(NAMES, "::", spill="name"))
    assert rows_of(batches) == [(1, "a::b", "c"), (2, "d", "e")]
    _, faults = read(b"1::a::b::c\n", Layout(NAMES, "::"), skip_bad=True)
    assert faults.kept[0].what == "4 columns instead of 3"


def test_the_sign_that_stands_in_for_a_long_separator_may_occur() -> None:
    batches, faults = read(b"1::a\x1fb::c\n", Layout(NAMES, "::"))
    assert rows_of(batches) == [(1, "a\x1fb", "c")]
    assert faults.count == 0


def test_ignored_columns_are_not_kept_but_must_be_there() -> None:
    layout = Layout((NAMES[0], Column("x", "ignored"), NAMES[1]), ",")
    batches, faults = read(b"1,?,a\n2,b\n3,,c\n", layout, skip_bad=True)
    assert rows_of(batches) == [(1, "a"), (3, "c")]
    assert faults.count == 1
    assert layout.schema == {"id": pl.Int64, "name": pl.String}


def test_rows_with_too_few_and_too_many_fields_do_not_balance_out() -> None:
    _, faults = read(b"1,a\n2,b,c,d\n", Layout(NAMES, ","), skip_bad=True)
    assert faults.count == 2


def test_an_empty_file_is_refused_and_a_header_alone_has_no_rows() -> None:
    with pytest.raises(BadData, match="the file is empty"):
        read(b"", Layout(NAMES, ","))
    assert read(b"id,name,genres\n", Layout(NAMES, ",", header=True))[0] == []
