"""Streams cut into chunks of whole records."""

import io
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.lines import LONGEST_RECORD, chunks

LINE = st.binary(min_size=1, max_size=12).map(lambda line: line.translate(None, b'\r\n\0"') or b"x")


def cut(content: bytes, *, size: int, quoted: bool = False) -> list[tuple[bytes, int, int, bool]]:
    found = chunks(io.BytesIO(content), file="t.csv", quoted=quoted, size=size)
    return [(chunk.data, chunk.first_line, chunk.records, chunk.simple) for chunk in found]


@given(st.lists(LINE, min_size=1, max_size=20), st.integers(1, 40), st.sampled_from([b"\n", b"\r\n"]))
def test_nothing_is_lost_and_every_chunk_knows_its_line(lines: list[bytes], size: int, ends: bytes) -> None:
    lines[0] = b"header " + lines[0]
    found = cut(ends.join(lines) + ends, size=size)
    assert b"".join(data for data, *_ in found).replace(b"\r", b"") == b"\n".join(lines) + b"\n"
    line = 1
    for data, first, records, simple in found:
        assert (first, records, simple) == (line, data.count(b"\n"), True)
        line += records


@pytest.mark.parametrize("size", [1, 3, 8, 1000])
def test_a_line_end_between_quotation_marks_ends_no_record(size: int) -> None:
    content = b'a,"one\ntwo",b\nc,d,e\n'
    found = cut(content, size=size, quoted=True)
    assert b"".join(data for data, *_ in found) == content
    assert all(data.count(b'"') % 2 == 0 for data, *_ in found)
    assert sum(records for _, _, records, _ in found) == 2
    assert found[0][3] is False
    assert cut(content, size=1000)[0][2] == 3


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_blank_lines_count_inside_but_not_at_the_end(size: int) -> None:
    assert sum(found[2] for found in cut(b"a\n\nb\n\n\r\n\n", size=size)) == 3


def test_the_last_line_needs_no_end() -> None:
    assert cut(b"a\nb", size=100) == [(b"a\n", 1, 1, True), (b"b\n", 2, 1, True)]


def test_a_mark_of_utf8_is_no_part_of_the_text() -> None:
    assert cut(b"\xef\xbb\xbfa\n", size=100)[0][0] == b"a\n"


def test_nothing_gives_nothing() -> None:
    assert cut(b"", size=10) == []
    assert cut(b"\n\n\n", size=2) == []


@pytest.mark.parametrize("mark", [b"\xff\xfea\0", b"PK\x03\x04", b"\x1f\x8b\x08", b"PAR1"])
def test_what_is_no_text_is_refused(mark: bytes) -> None:
    with pytest.raises(BadData, match=r"this is (UTF-16|a zip archive|gzip|Parquet)"):
        cut(mark + b"aaa\n", size=100)


def test_a_zero_byte_is_refused_with_its_line() -> None:
    with pytest.raises(BadData, match="line 3: there is a zero byte"):
        cut(b"a\nb\nc\0d\n", size=100)


@pytest.mark.parametrize("size", [1 << 16, 1 << 22])
def test_a_line_too_long_is_refused_with_its_number(size: int) -> None:
    with pytest.raises(BadData, match="line 3: "):
        cut(b"a\nb\n" + b"c" * (LONGEST_RECORD + 2) + b"\nd\n", size=size)
    with pytest.raises(BadData, match="line 1: "):
        cut(b"c" * (LONGEST_RECORD + 2) + b"\nd\n", size=size)


def test_an_endless_line_is_given_up_soon() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            assert self.given < 8 * LONGEST_RECORD
            return b"x" * size

    with pytest.raises(BadData, match="no line ends within"):
        list(chunks(cast("BinaryIO", Endless()), file="t", quoted=True, size=1 << 16))


def test_a_quotation_that_never_ends_is_refused() -> None:
    with pytest.raises(BadData, match="line 2: a quotation mark is never closed"):
        cut(b'a,b\n"c,d\ne,f\n', size=100, quoted=True)
