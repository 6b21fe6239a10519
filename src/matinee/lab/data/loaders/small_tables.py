"""Tables beside the ratings, small enough to be held whole."""

from collections.abc import Sequence

import polars as pl

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.delimited import Batch, Layout, read_delimited
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.headers import header_of
from matinee.lab.data.loaders.sources import SourceFile


def read_whole(file: SourceFile, layout: Layout, faults: Faults, *, unique: str | None = None) -> pl.DataFrame:
    """The good rows of a file. unique: a column whose values may not be repeated; later rows are bad."""
    frames = [pl.DataFrame(schema=layout.schema)]
    seen: set[object] = set()
    with file.opened() as stream:
        frames.extend(
            batch.frame if unique is None else _distinct(batch, unique, seen, file.label, faults)
            for batch in read_delimited(stream, layout, file=file.label, faults=faults)
        )
    faults.settle()
    return pl.concat(frames)


def layout_by_header(file: SourceFile, columns: Sequence[Column]) -> Layout:
    """The layout of a CSV file whose header names the columns, in any order; others in it are passed over."""
    by_name = {column.name: column for column in columns}
    header = header_of(file, separator=",")
    missing = [name for name in by_name if name not in header]
    if missing:
        raise BadData(
            f"the column '{missing[0]}' is missing", where=f"{file.label}, line 1", remedy="Get the release again"
        )
    ignored = [Column(f"ignored {number}", "ignored") for number in range(len(header))]
    return Layout(
        tuple(by_name.get(name, spare) for name, spare in zip(header, ignored, strict=True)),
        ",",
        quoted=True,
        header=True,
    )


def _distinct(batch: Batch, unique: str, seen: set[object], label: str, faults: Faults) -> pl.DataFrame:
    kept = []
    for row, value in enumerate(batch.frame[unique]):
        if value in seen:
            line = batch.first_line + row if batch.lines is None else int(batch.lines[row])
            faults.add(label, line, f"{unique} '{value}' stands here a second time")
        kept.append(value not in seen)
        seen.add(value)
    return batch.frame.filter(pl.Series(kept, dtype=pl.Boolean))
