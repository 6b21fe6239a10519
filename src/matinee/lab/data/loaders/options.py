"""What may be said when loading, and what comes back."""

from dataclasses import dataclass

from matinee.kit.progress import SILENT, Progress
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.faults import Fault
from matinee.lab.data.loaders.mapping import ColumnMapping


@dataclass(frozen=True)
class LoadOptions:
    """mapping: read as a table with these columns, whatever else it looks like. skip_bad: drop and count bad rows.
    extras: read tags and genome too, where there are any."""

    mapping: ColumnMapping | None = None
    skip_bad: bool = False
    extras: bool = True
    progress: Progress = SILENT


@dataclass(frozen=True, eq=False)
class Loaded:
    """release: its name, such as ml-100k, or 'table'. skipped: bad rows that were dropped. faults: the first twenty of
    them. licence: the conditions of use in short."""

    dataset: Dataset
    release: str
    skipped: int
    faults: tuple[Fault, ...]
    licence: str
