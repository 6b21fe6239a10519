"""Bytes of a file become a table of texts, whatever wrote it, within bounds.

Nothing here trusts the file: how long it gets when it is unpacked, how many lines and columns it has and how long its
cells are is bounded before anything is made of it.
"""

import csv
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from matinee.domain.errors import BadData, TooLarge

GZIP = b"\x1f\x8b"
RATIO = 100
"""A file that grows more than this when it is unpacked is no table that anybody exported."""
UNPACKED = 64 * 1024 * 1024
LINES = 50_000
COLUMNS = 100
CELL = 20_000
CELLS = 2_000_000
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Table:
    """header: as the file has it. rows: each with its line in the file, and its cells by the name of their column in
    lower case; a text instead says why a line cannot be used."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, str] | str]]


def read_table(data: bytes) -> Table:
    """BadData where it is no table, TooLarge where there is too much of it."""
    text = decoded(unpacked(data))
    if text.count("\n") > LINES or text.count("\r") > 2 * LINES:
        raise TooLarge(f"a file may have {LINES:,} lines", remedy="Divide it into several")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    if text.count(delimiter) > CELLS:
        raise TooLarge(f"a file may have {CELLS:,} cells", remedy="Divide it into several")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = _header(reader)
    return Table(header, _rows(reader, [name.lower() for name in header]))


def unpacked(data: bytes) -> bytes:
    """What gzip packed, to a bound; anything else as it is."""
    if not data.startswith(GZIP):
        return data
    unpacking = zlib.decompressobj(wbits=31)
    most = min(UNPACKED, max(1, len(data)) * RATIO)
    try:
        found = unpacking.decompress(data, most + 1)
    except zlib.error:
        raise BadData("the packed file is damaged", remedy="Pack it anew, or send it unpacked") from None
    if len(found) > most:
        raise TooLarge("the file is far larger when it is unpacked", remedy="Send it unpacked, in parts")
    if not unpacking.eof:
        raise BadData("the packed file breaks off", remedy="Pack it anew, or send it unpacked")
    return found


def decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, and else what old programs of Windows write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _header(reader: Iterator[list[str]]) -> tuple[str, ...]:
    try:
        found = next((row for row in reader if any(cell.strip() for cell in row)), None)
    except csv.Error:
        found = None
    if found is None or len(found) > COLUMNS or any(len(cell) > CELL or "\0" in cell for cell in found):
        raise BadData("this is no table with a line of column names", remedy="Send a CSV file")
    header = tuple(cell.strip() for cell in found)
    lowered = [name.lower() for name in header if name]
    twice = next((name for name in lowered if lowered.count(name) > 1), None)
    if twice is not None:
        raise BadData(f"the column '{twice[:40]}' is there twice", where="line 1", remedy="Rename one of them")
    return header


def _rows(reader: Iterator[list[str]], names: list[str]) -> Iterator[tuple[int, dict[str, str] | str]]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, "a cell is too long"  # type: ignore[attr-defined]
            continue
        line: int = reader.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            yield line, f"{len(row)} cells, where {len(names)} columns are named"
        elif any(len(cell) > CELL for cell in row):
            yield line, "a cell is too long"
        elif any("\0" in cell for cell in row):
            yield line, "a cell holds what is no text"
        else:
            yield line, {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
