"""Tables of one JSON object a line."""

import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
import polars as pl

from matinee.domain.errors import BadData
from matinee.kit.progress import SILENT, Progress
from matinee.lab.data.loaders.columns import Column, Complaint
from matinee.lab.data.loaders.delimited import Batch
from matinee.lab.data.loaders.faults import Faults, place, shown
from matinee.lab.data.loaders.lines import chunks


def first_object(head: bytes, *, file: str) -> dict[str, object]:
    """The object on the first line, for its names and kinds. BadData where there is none."""
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    if not line.strip():
        raise BadData("the file is empty", where=file, remedy="Give a file with at least one row")
    try:
        return object_of(line)
    except Complaint as complaint:
        raise BadData(str(complaint), where=place(file, 1), remedy="Give one JSON object a line") from complaint


def read_json_lines(
    stream: BinaryIO,
    columns: Sequence[Column],
    names: Sequence[str],
    *,
    file: str,
    faults: Faults,
    progress: Progress = SILENT,
) -> Iterator[Batch]:
    """The good rows in batches. names: the key of each column. Keys that no column asks for are passed over."""
    asked = [(column, name) for column, name in zip(columns, names, strict=True) if column.kind != "ignored"]
    schema = {column.name: column.held_as for column, _ in asked}
    for chunk in chunks(stream, file=file, quoted=False):
        rows, lines = [], []
        for number, line in enumerate(chunk.data.removesuffix(b"\n").split(b"\n"), start=chunk.first_line):
            try:
                found = object_of(line)
                rows.append([column.value(found.get(name)) for column, name in asked])
                lines.append(number)
            except Complaint as complaint:
                faults.add(file, number, str(complaint))
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        yield Batch(frame, chunk.first_line, np.array(lines, dtype=np.int64))
        progress.advance(len(chunk.data))


def object_of(line: bytes) -> dict[str, object]:
    """The object of one line. Raises Complaint."""
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Complaint("the text is not valid UTF-8") from None
    except RecursionError:
        raise Complaint("the line is nested too deeply") from None
    except ValueError as fault:
        raise Complaint(f"the line is no JSON: {str(fault).splitlines()[0]}") from None
    if not isinstance(found, dict):
        raise Complaint(f"the line holds {shown(found)} and no object")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is not a number")
