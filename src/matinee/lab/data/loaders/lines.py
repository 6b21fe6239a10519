"""A stream of bytes cut into chunks of whole records, in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.faults import place

CHUNK = 8 << 20
LONGEST_RECORD = 1 << 20
_MARKS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "gzip",
    b"PAR1": "Parquet",
}
_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Chunk:
    """Whole records. first_line: of the first of them, counted from 1. records: how many. simple: one line each."""

    data: bytes
    first_line: int
    records: int
    simple: bool


def chunks(stream: BinaryIO, *, file: str, quoted: bool, size: int = CHUNK) -> Iterator[Chunk]:
    """The records of a text file; the line ends between quotation marks belong to their record where quoted is set.

    Blank lines at the end of the file are left out. A record longer than a mebibyte, a file that is no text, and a
    quotation that never ends are BadData.
    """
    rest, line, first = b"", 1, True
    while True:
        read = stream.read(size)
        data = rest + read
        if first:
            data = _without_mark(data, file)
            first = False
        if not read:
            break
        _refuse_binary(read, file, line)
        end = _before_blank_lines(data, _end_of_records(data, quoted=quoted))
        rest = data[end:]
        if len(rest) > LONGEST_RECORD:
            where = line + data.count(b"\n", 0, end)
            raise BadData(
                f"no line ends within {LONGEST_RECORD:,} bytes",
                where=place(file, where),
                remedy="Is this a table of text, with its quotation marks closed?",
            )
        if end:
            chunk = _chunk(data[:end], line, quoted=quoted, file=file)
            line += data.count(b"\n", 0, end)
            yield chunk
    last = data.rstrip(b"\r\n")
    if last:
        if quoted and last.count(b'"') % 2:
            raise BadData("a quotation mark is never closed", where=place(file, line), remedy="Correct the line")
        yield _chunk(last + b"\n", line, quoted=quoted, file=file)


def _chunk(data: bytes, line: int, *, quoted: bool, file: str) -> Chunk:
    lines = data.count(b"\n")
    ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n"))
    if quoted and b'"' in data:
        outside = _outside_quotes(data)[ends]
        ends = ends[outside]
    longest = int(np.diff(ends, prepend=-1).max(initial=0))
    if longest > LONGEST_RECORD:
        row = int(np.argmax(np.diff(ends, prepend=-1)))
        raise BadData(
            f"a line is longer than {LONGEST_RECORD:,} bytes",
            where=place(file, line + data.count(b"\n", 0, int(ends[row - 1]) + 1 if row else 0)),
            remedy="Correct the file",
        )
    return Chunk(data, line, len(ends), simple=len(ends) == lines)


def _end_of_records(data: bytes, *, quoted: bool) -> int:
    """The position behind the last record that is complete."""
    if not quoted or b'"' not in data:
        return data.rfind(b"\n") + 1
    ends = np.flatnonzero((np.frombuffer(data, dtype=np.uint8) == ord("\n")) & _outside_quotes(data))
    return int(ends[-1]) + 1 if len(ends) else 0


def _before_blank_lines(data: bytes, end: int) -> int:
    """`end` without blank lines before it, which wait until it is known whether something follows them."""
    text = len(data[max(0, end - LONGEST_RECORD) : end].rstrip(b"\r\n"))
    if not text:
        return 0
    return data.index(b"\n", max(0, end - LONGEST_RECORD) + text) + 1


def _outside_quotes(data: bytes) -> np.ndarray:
    """bool (bytes,): whether an even number of quotation marks came before. Addition modulo 256 keeps the parity."""
    marks = np.frombuffer(data, dtype=np.uint8) == ord('"')
    return np.cumsum(marks, dtype=np.uint8) & 1 == 0


def _without_mark(data: bytes, file: str) -> bytes:
    for mark, kind in _MARKS.items():
        if data.startswith(mark):
            raise BadData(f"this is {kind}, not a text in UTF-8", where=file, remedy="Give it as a table of text")
    return data.removeprefix(_UTF8_MARK)


def _refuse_binary(data: bytes, file: str, line: int) -> None:
    found = data.find(b"\0")
    if found >= 0:
        raise BadData(
            "there is a zero byte: this is no text",
            where=place(file, line + data.count(b"\n", 0, found)),
            remedy="Give a table of text in UTF-8, or a Parquet file",
        )
