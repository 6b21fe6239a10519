"""Parquet tables, read a slice at a time."""

import io
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from matinee.domain.errors import BadData
from matinee.kit.progress import SILENT, Progress
from matinee.lab.data.loaders.columns import Column, Complaint, good_rows
from matinee.lab.data.loaders.delimited import Batch
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.sources import SourceFile

SLICE = 1 << 20
MOST_ROWS_PER_BYTE = 64
"""A table of events takes bytes; one that claims far more rows than that is made to fill the memory."""
LARGEST_IN_ARCHIVE = 1 << 30
_DAMAGED = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""Some damage makes the reader of polars panic, which no Exception covers."""


class ParquetTable:
    """One Parquet file. Its faults are named by row, counted from 1, since it has no lines."""

    def __init__(self, source: SourceFile) -> None:
        self.label = source.label
        self._scan = _scanned(source)
        try:
            self.schema = self._scan.collect_schema()
            self.rows = int(self._scan.select(pl.len()).collect().item())
        except _DAMAGED as fault:
            raise _damaged(self.label, fault) from fault
        if self.rows > max(SLICE, MOST_ROWS_PER_BYTE * source.size):
            raise BadData(
                f"{self.rows:,} rows in {source.size:,} bytes are no table of events",
                where=self.label,
                remedy="Do not trust this file",
            )

    def first(self) -> dict[str, object]:
        """The first value of each column that is not null, among the first rows."""
        part = self._part(0, SLICE)
        return {name: next(iter(part[name].drop_nulls().head(1)), None) for name in part.columns}

    def batches(
        self, columns: Sequence[Column], names: Sequence[str], *, faults: Faults, progress: Progress = SILENT
    ) -> Iterator[Batch]:
        """The good rows in batches. names: the name of each column in the file."""
        asked = [(column, name) for column, name in zip(columns, names, strict=True) if column.kind != "ignored"]
        for start in range(0, self.rows, SLICE):
            part = self._part(start, SLICE, [name for _, name in asked])
            part = part.rename({name: column.name for column, name in asked})
            yield self._fast(part, asked) or self._slow(part, asked, start, faults)
            progress.advance(len(part))

    def _part(self, start: int, rows: int, names: list[str] | None = None) -> pl.DataFrame:
        wanted = self._scan if names is None else self._scan.select(names)
        try:
            return wanted.slice(start, rows).with_columns(pl.col(pl.List(pl.String)).list.join("|")).collect()
        except _DAMAGED as fault:
            raise _damaged(self.label, fault) from fault

    @staticmethod
    def _fast(part: pl.DataFrame, asked: Sequence[tuple[Column, str]]) -> Batch | None:
        columns = [column for column, _ in asked]
        if not all(_reads_as(part.schema[column.name], column) for column in columns):
            return None
        moments = {name for name, kind in part.schema.items() if kind.is_temporal()}
        frame = part.select(
            pl.col(column.name).dt.epoch("s")
            if column.name in moments
            else pl.col(column.name).cast(column.read_as, strict=False)
            for column in columns
        )
        frame = frame.with_columns(column.made() for column in columns if column.name not in moments)
        return Batch(frame, 0) if frame.select(good_rows(columns).all()).item() else None

    def _slow(self, part: pl.DataFrame, asked: Sequence[tuple[Column, str]], start: int, faults: Faults) -> Batch:
        rows: list[list[int | float | str | None]] = []
        for number, row in enumerate(part.iter_rows(), start=start + 1):
            try:
                rows.append([column.value(value) for (column, _), value in zip(asked, row, strict=True)])
            except Complaint as complaint:
                faults.add(self.label, 0, f"row {number}: {complaint}")
        schema = {column.name: column.held_as for column, _ in asked}
        return Batch(pl.DataFrame(rows, schema=schema, orient="row"), 0, np.zeros(len(rows), dtype=np.int64))


def _reads_as(kind: pl.DataType, column: Column) -> bool:
    """Whether a typed column can be taken over as it is, without looking at every value."""
    if kind.is_temporal():
        return column.kind == "iso" and isinstance(kind, pl.Datetime | pl.Date)
    if column.read_as == pl.Int64:
        return kind.is_integer()
    return kind.is_numeric() if column.read_as == pl.Float64 else True


def _scanned(source: SourceFile) -> pl.LazyFrame:
    if source.path is not None:
        return pl.scan_parquet(source.path, glob=False, hive_partitioning=False)
    if source.size > LARGEST_IN_ARCHIVE:
        raise BadData(
            "a Parquet file this large cannot be read inside an archive", where=source.label, remedy="Unpack it"
        )
    with source.opened() as stream:
        return pl.scan_parquet(io.BytesIO(stream.read()))


def _damaged(label: str, fault: BaseException) -> BadData:
    first = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
    return BadData(f"this is no whole Parquet file ({first})", where=label, remedy="Write or get it again")
