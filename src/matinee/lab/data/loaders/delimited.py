"""Tables of text, read in batches of good rows: a whole batch at once where it is clean, row by row where it is not."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

import numpy as np
import polars as pl

from matinee.domain.errors import BadData
from matinee.kit.progress import SILENT, Progress
from matinee.lab.data.loaders.columns import Column, Complaint, good_rows
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.lines import Chunk, chunks

Encoding = Literal["utf-8", "latin-1"]
_MARK = "\x1f"
"""The unit separator of ASCII: stands for a separator of two signs, since polars reads those of one byte alone."""


@dataclass(frozen=True)
class Layout:
    """columns: in the order of the file. quoted: fields may stand in quotation marks. header: the first line names the
    columns. encoding: latin-1 is only used for text that is not UTF-8. spill: the text column that may hold the
    separator itself."""

    columns: tuple[Column, ...]
    separator: str
    quoted: bool = False
    header: bool = False
    encoding: Encoding = "utf-8"
    spill: str | None = None

    @property
    def kept(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind != "ignored")

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        return {column.name: column.held_as for column in self.kept}


@dataclass(frozen=True)
class Batch:
    """Good rows. lines: int64 (rows,), the line each began on; None where they are first_line, first_line + 1, ..."""

    frame: pl.DataFrame
    first_line: int
    lines: np.ndarray | None = None


def read_delimited(
    stream: BinaryIO, layout: Layout, *, file: str, faults: Faults, progress: Progress = SILENT
) -> Iterator[Batch]:
    """The good rows of a table in batches; the others go to `faults`. Progress counts bytes."""
    empty = True
    for chunk in chunks(stream, file=file, quoted=layout.quoted):
        part = chunk
        if empty and layout.header:
            part = _without_header(chunk)
        empty = False
        if part.records:
            yield _fast(part, layout) or _slow(part, layout, file=file, faults=faults)
        progress.advance(len(chunk.data))
    if empty:
        raise BadData("the file is empty", where=file, remedy="Give a file with at least one row")


def _without_header(chunk: Chunk) -> Chunk:
    end = chunk.data.index(b"\n") + 1
    return Chunk(chunk.data[end:], chunk.first_line + 1, chunk.records - 1, chunk.simple)


def _fast(chunk: Chunk, layout: Layout) -> Batch | None:
    """All rows by typed columns, or None where any of them needs a closer look."""
    frame = _parsed(chunk, layout)
    if frame is None or frame.height != chunk.records:
        return None
    frame = frame.select([column.made() for column in layout.kept])
    good = bool(frame.select(good_rows(layout.kept).all()).item())
    return Batch(frame, chunk.first_line) if good else None


def _parsed(chunk: Chunk, layout: Layout) -> pl.DataFrame | None:
    """The columns as they are read; None where the rows do not all have that many fields of those types."""
    data, separator = chunk.data, layout.separator
    if not chunk.simple or (len(separator) > 1 and _MARK.encode() in data):
        return None
    if len(separator) > 1:
        data, separator = data.replace(separator.encode(), _MARK.encode()), _MARK
    marked = layout.quoted and b'"' in data
    if not marked and data.count(separator.encode()) != chunk.records * (len(layout.columns) - 1):
        return None
    try:
        return pl.read_csv(
            _decoded(data).encode() if layout.encoding == "latin-1" else data,
            has_header=False,
            schema={column.name: column.read_as for column in layout.columns},
            separator=separator,
            quote_char='"' if layout.quoted else None,
        )
    except pl.exceptions.PolarsError:
        return None


def _slow(chunk: Chunk, layout: Layout, *, file: str, faults: Faults) -> Batch:
    """The same by looking at every row, so that a fault can be named."""
    lines: list[int] = []
    rows: list[list[int | float | str | None]] = []
    for line, fields in _records(chunk, layout):
        try:
            rows.append(_checked(fields, layout))
            lines.append(line)
        except Complaint as complaint:
            faults.add(file, line, str(complaint))
    frame = pl.DataFrame(rows, schema=layout.schema, orient="row")
    return Batch(frame, chunk.first_line, np.array(lines, dtype=np.int64))


def _checked(fields: list[str] | Complaint, layout: Layout) -> list[int | float | str | None]:
    if isinstance(fields, Complaint):
        raise fields
    if not fields or fields == [""]:
        raise Complaint("the line is empty")
    wanted = len(layout.columns)
    if len(fields) > wanted and layout.spill:
        names = [column.name for column in layout.columns]
        start, extra = names.index(layout.spill), len(fields) - wanted
        joined = layout.separator.join(fields[start : start + extra + 1])
        fields = [*fields[:start], joined, *fields[start + extra + 1 :]]
    if len(fields) != wanted:
        raise Complaint(f"{len(fields)} columns instead of {wanted}")
    for field in fields:
        if not field.isascii() and any("\udc80" <= sign <= "\udcff" for sign in field):
            raise Complaint("the text is not valid UTF-8")
    return [
        column.value(field) for column, field in zip(layout.columns, fields, strict=True) if column.kind != "ignored"
    ]


def _records(chunk: Chunk, layout: Layout) -> Iterator[tuple[int, list[str] | Complaint]]:
    """The fields of every record with the line it begins on, or a Complaint where it cannot be taken apart."""
    data = chunk.data.removesuffix(b"\n")
    text = _decoded(data) if layout.encoding == "latin-1" else data.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    if not layout.quoted:
        for number, line in enumerate(lines):
            yield chunk.first_line + number, line.removesuffix("\r").split(layout.separator)
        return
    reader = csv.reader((line + "\n" for line in lines), delimiter=layout.separator, strict=True)
    while True:
        line = chunk.first_line + reader.line_num
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield line, Complaint(f"the line cannot be taken apart: {fault}")
            continue
        yield line, fields


def _decoded(data: bytes) -> str:
    """Text that is UTF-8 or, failing that, latin-1, which accepts every byte: for releases older than their time."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
