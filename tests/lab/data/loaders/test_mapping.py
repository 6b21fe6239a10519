"""Which column of a table says what."""

import pytest

from matinee.domain.errors import BadConfig, BadData
from matinee.domain.feedback import CLICKS, HALF_STARS, WATCHES, WHOLE_STARS
from matinee.lab.data.loaders.mapping import ColumnMapping, Columns, IdKind, is_whole_id, recognised


def columns(header: str, first: str = "", mapping: ColumnMapping | None = None, *, must_rate: bool = False) -> Columns:
    names = header.split(",")
    values: dict[str, object] = dict(zip(names, first.split(","), strict=False))
    return recognised(names, values, mapping or ColumnMapping(), file="t.csv", must_rate=must_rate)


def roles(found: Columns) -> list[str]:
    return [column.name.split()[0] for column in found.columns]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("userId,movieId,rating,timestamp", ["person", "title", "value", "time"]),
        ("user_id,item_id,rating,timestamp", ["person", "title", "value", "time"]),
        ("User ID,Title,Stars,Date", ["person", "title", "value", "time"]),
        ("person,film,clicks,ts", ["person", "title", "value", "time"]),
        ("time,note,movie,user", ["time", "ignored", "title", "person"]),
        ("movieId,title,userId,score", ["title", "ignored", "person", "value"]),
    ],
)
def test_common_names_are_recognised(header: str, expected: list[str]) -> None:
    assert roles(columns(header)) == expected


def test_names_can_be_told() -> None:
    mapping = ColumnMapping(person="a", title="b", value="c", time="d")
    assert roles(columns("d,c,b,a", mapping=mapping)) == ["time", "value", "title", "person"]


def test_an_empty_name_says_that_there_is_none() -> None:
    found = columns("user,movie,rating,time", mapping=ColumnMapping(time="", value=""))
    assert roles(found) == ["person", "title", "ignored", "ignored"]
    assert not found.has("time")
    assert found.feedback == WATCHES


@pytest.mark.parametrize(
    ("header", "mapping", "kind", "feedback"),
    [
        ("user,movie,rating", ColumnMapping(), "rating", None),
        ("user,movie,plays", ColumnMapping(), "watch", WATCHES),
        ("user,movie,clicks", ColumnMapping(), "click", CLICKS),
        ("user,movie", ColumnMapping(), "watch", WATCHES),
        ("user,movie", ColumnMapping(kind="click"), "click", CLICKS),
        ("user,movie,rating", ColumnMapping(kind="watch"), "watch", WATCHES),
        ("user,movie,x", ColumnMapping(value="x"), "rating", None),
        ("user,movie,rating", ColumnMapping(feedback=WHOLE_STARS), "rating", WHOLE_STARS),
    ],
)
def test_the_kind_follows_from_the_names_unless_it_is_told(
    header: str, mapping: ColumnMapping, kind: str, feedback: object
) -> None:
    found = columns(header, mapping=mapping)
    assert (found.kind, found.feedback) == (kind, feedback)


def test_a_told_scale_limits_the_values() -> None:
    value = columns("user,movie,rating", mapping=ColumnMapping(feedback=WHOLE_STARS)).column("value")
    assert (value.lowest, value.highest, value.step) == (1.0, 5.0, 1.0)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("1,1,880000000", "seconds"),
        ("1,1,1690000000", "seconds"),
        ("1,1,1690000000123", "milliseconds"),
        ("1,1,880000000.0", "seconds"),
        ("1,1,2005-04-02 23:53:47", "iso"),
        ("1,1,9999999999999999", "seconds"),
    ],
)
def test_the_first_row_tells_how_times_are_written(first: str, kind: str) -> None:
    assert columns("user,movie,time", first).column("time").kind == kind


def test_how_times_are_written_can_be_told() -> None:
    mapping = ColumnMapping(time_format="milliseconds")
    assert columns("user,movie,time", "1,1,5", mapping).column("time").kind == "milliseconds"


@pytest.mark.parametrize(
    ("first", "ids", "kind"),
    [
        ("7", "auto", "whole"),
        ("tt7", "auto", "text"),
        ("007", "auto", "text"),
        ("7", "text", "text"),
        ("a", "whole", "whole"),
    ],
)
def test_ids_are_whole_numbers_where_that_loses_nothing(first: str, ids: IdKind, kind: str) -> None:
    found = columns("user,movie", f"{first},1", ColumnMapping(ids=ids))
    assert found.column("person").kind == kind
    assert not is_whole_id(True)


@pytest.mark.parametrize(
    ("header", "mapping", "said"),
    [
        ("who,movie,rating", ColumnMapping(), "no column is recognised as the person among 'who', 'movie', 'rating'"),
        ("user,what,rating", ColumnMapping(), "no column is recognised as the title"),
        ("user,movie,rating", ColumnMapping(person="who"), "there is no column 'who' for the person"),
        ("user,movie", ColumnMapping(person="user", title="user"), "cannot be both person and title"),
        ("user,movie,movie", ColumnMapping(), "two columns are called 'movie'"),
        (",".join("abcdefghijklm"), ColumnMapping(), r"'j', \.\.\."),
    ],
)
def test_what_cannot_be_told_is_refused(header: str, mapping: ColumnMapping, said: str) -> None:
    with pytest.raises(BadData, match=said):
        columns(header, mapping=mapping)


def test_a_file_of_ratings_needs_ratings_unless_another_kind_is_told() -> None:
    with pytest.raises(BadData, match="the column of ratings is missing"):
        columns("user,movie,time", must_rate=True)
    for told in (
        ColumnMapping(kind="rating"),
        ColumnMapping(feedback=HALF_STARS),
        ColumnMapping(kind="rating", value=""),
    ):
        with pytest.raises(BadData, match="the column of ratings is missing"):
            columns("user,movie", mapping=told)
    assert columns("user,movie", mapping=ColumnMapping(kind="watch"), must_rate=True).kind == "watch"
    assert columns("user,movie", mapping=ColumnMapping(value=""), must_rate=True).kind == "watch"


@pytest.mark.parametrize("delimiter", ["", "abc", "\n"])
def test_a_delimiter_is_one_or_two_signs(delimiter: str) -> None:
    with pytest.raises(BadConfig, match="not one or two signs"):
        ColumnMapping(delimiter=delimiter)


def test_kind_and_scale_must_agree() -> None:
    with pytest.raises(BadConfig, match="the feedback is of kind rating, not click"):
        ColumnMapping(kind="click", feedback=HALF_STARS)
