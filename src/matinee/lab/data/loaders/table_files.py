"""A table in any format that Matinee reads, seen the same way: names of columns, a first row, and batches."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from matinee.kit.progress import SILENT, Progress
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.delimited import Batch, Layout, read_delimited
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.headers import first_row, header_of, separator_of
from matinee.lab.data.loaders.json_lines import first_object, read_json_lines
from matinee.lab.data.loaders.parquet import ParquetTable
from matinee.lab.data.loaders.sources import SourceFile

_HEAD_OF_JSON = 1 << 20
Reader = Callable[[Sequence[Column], Faults, Progress], Iterator[Batch]]


@dataclass(frozen=True)
class Table:
    """names: of the columns. first: the first value of each. size: what progress counts to."""

    label: str
    names: list[str]
    first: dict[str, object]
    size: float
    read: Reader

    @property
    def stem(self) -> str:
        return PurePosixPath(self.label).stem.lower()

    def batches(self, columns: Sequence[Column], faults: Faults, *, progress: Progress = SILENT) -> Iterator[Batch]:
        """The good rows. columns: one for each of `names`."""
        progress.start(f"Reading {self.label}", self.size)
        try:
            yield from self.read(columns, faults, progress)
        finally:
            progress.finish()
        faults.settle()


def open_table(file: SourceFile, *, delimiter: str | None = None) -> Table:
    """By the ending of the name: .parquet, .jsonl, .ndjson or .json; everything else is delimited text."""
    ending = PurePosixPath(file.label).suffix.lower()
    if ending == ".parquet":
        return _parquet(file)
    if ending in (".jsonl", ".ndjson", ".json"):
        return _json(file)
    return _text(file, delimiter)


def _parquet(file: SourceFile) -> Table:
    table = ParquetTable(file)
    names = list(table.schema.names())

    def read(columns: Sequence[Column], faults: Faults, progress: Progress) -> Iterator[Batch]:
        return table.batches(columns, names, faults=faults, progress=progress)

    return Table(file.label, names, table.first(), float(table.rows), read)


def _json(file: SourceFile) -> Table:
    first = first_object(file.head(_HEAD_OF_JSON), file=file.label)
    names = list(first)

    def read(columns: Sequence[Column], faults: Faults, progress: Progress) -> Iterator[Batch]:
        with file.opened() as stream:
            yield from read_json_lines(stream, columns, names, file=file.label, faults=faults, progress=progress)

    return Table(file.label, names, first, float(file.size), read)


def _text(file: SourceFile, delimiter: str | None) -> Table:
    separator = delimiter or separator_of(file)
    names = header_of(file, separator=separator)

    def read(columns: Sequence[Column], faults: Faults, progress: Progress) -> Iterator[Batch]:
        layout = Layout(tuple(columns), separator, quoted=len(separator) == 1, header=True)
        with file.opened() as stream:
            yield from read_delimited(stream, layout, file=file.label, faults=faults, progress=progress)

    return Table(file.label, names, first_row(file, names, separator), float(file.size), read)
