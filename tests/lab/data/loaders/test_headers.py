"""The first line of a text table."""

from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.headers import first_row, header_of, separator_of, split
from matinee.lab.data.loaders.sources import SourceFile, open_source


def file_with(content: bytes, folder: Path) -> SourceFile:
    path = folder / "t.csv"
    path.write_bytes(content)
    with open_source(path) as source:
        return source.files["t.csv"]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "::"])
def test_the_separator_is_that_of_the_first_line(separator: str, tmp_path: Path) -> None:
    file = file_with(separator.join(("user", "movie", "rating")).encode() + b"\n1,2;3|4", tmp_path)
    assert separator_of(file) == separator
    assert header_of(file) == ["user", "movie", "rating"]


def test_names_may_stand_in_quotation_marks_behind_a_mark(tmp_path: Path) -> None:
    file = file_with(b'\xef\xbb\xbf"user id", movie \r\n"a, b",2\r\n', tmp_path)
    assert header_of(file) == ["user id", "movie"]
    assert first_row(file, ["user id", "movie"], ",") == {"user id": "a, b", "movie": "2"}


@pytest.mark.parametrize("content", [b"user,movie", b"user,movie\n", b"user,movie\n\n1,2\n"])
def test_without_a_second_line_there_is_no_first_row(content: bytes, tmp_path: Path) -> None:
    assert first_row(file_with(content, tmp_path), ["user", "movie"], ",") == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n1,2\n", "the file is empty"),
        (b",,\n", "the file is empty"),
        (b"1,2.5,3\n", "numbers and no names"),
        (b"us\xe9r,movie\n", "the header is not valid UTF-8"),
        (b"\xff\xfeu\0", "this is UTF-16"),
        (b"user,\0\n", "a zero byte"),
        (b"," * 1001, "the file is empty"),
        (b"a," * 1001, "there are 1,002 columns"),
        (b"user," + b"x" * 200_000, "the header is longer than 65,536 bytes"),
        (b'user,"mov"ie"\n', "the header cannot be taken apart"),
    ],
)
def test_what_is_no_header_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadData, match=said):
        header_of(file_with(content, tmp_path))


def test_a_long_separator_knows_no_quotation_marks() -> None:
    assert split('"a::b"::c', "::", "t") == ['"a', 'b"', "c"]
    assert split("", ",", "t") == []
