"""The first line of a text table: its separator and the names of its columns."""

import csv

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.faults import place
from matinee.lab.data.loaders.sources import SourceFile

HEAD = 1 << 16
SEPARATORS = (",", "\t", ";", "|")
_MOST_COLUMNS = 1000


def separator_of(file: SourceFile) -> str:
    """The separator that the first line holds most often; a comma where it holds none."""
    first = _first_line(file)
    if "::" in first:
        return "::"
    return max(SEPARATORS, key=first.count)


def header_of(file: SourceFile, *, separator: str | None = None) -> list[str]:
    """The names of the columns. BadData where the first line is no header: empty, a number, or not UTF-8."""
    first = _first_line(file)
    names = split(first, separator or separator_of(file), file.label)
    if not any(name.strip() for name in names):
        raise BadData("the file is empty", where=file.label, remedy="Give a file with a header and at least one row")
    if len(names) > _MOST_COLUMNS:
        raise BadData(f"there are {len(names):,} columns", where=place(file.label, 1), remedy="Is this a table?")
    if all(name.strip().replace(".", "", 1).isdigit() for name in names):
        raise BadData(
            "the first line holds numbers and no names of columns",
            where=place(file.label, 1),
            remedy="Put a line such as user,movie,rating,timestamp first",
        )
    return [name.strip() for name in names]


def first_row(file: SourceFile, header: list[str], separator: str) -> dict[str, object]:
    """The row below the header by name; empty where there is none."""
    lines = file.head(HEAD).split(b"\n", 2)
    if len(lines) < 2 or not lines[1].strip():
        return {}
    fields = split(lines[1].decode("utf-8", "replace").removesuffix("\r"), separator, file.label)
    return dict(zip(header, fields, strict=False))


def split(line: str, separator: str, label: str) -> list[str]:
    if len(separator) > 1:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error as fault:
        raise BadData(
            f"the header cannot be taken apart: {fault}", where=place(label, 1), remedy="Correct it"
        ) from fault


def _first_line(file: SourceFile) -> str:
    head = file.head(HEAD)
    _refuse_other_encodings(head, file.label)
    if len(head) == HEAD and b"\n" not in head:
        raise BadData(
            f"the header is longer than {HEAD:,} bytes", where=place(file.label, 1), remedy="Is this a table of text?"
        )
    line = head.split(b"\n", 1)[0].removesuffix(b"\r").removeprefix(b"\xef\xbb\xbf")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise BadData(
            "the header is not valid UTF-8", where=place(file.label, 1), remedy="Save the table as UTF-8"
        ) from None


def _refuse_other_encodings(head: bytes, label: str) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadData("this is UTF-16, not UTF-8", where=label, remedy="Save the table as UTF-8")
    if b"\0" in head[:4096]:
        raise BadData(
            "there is a zero byte: this is no text", where=label, remedy="Give a table of text, or a Parquet file"
        )
