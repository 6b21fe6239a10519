"""Options that several commands share, and how a data set is read at the door."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from matinee.domain.feedback import FeedbackKind
from matinee.doors.cli.terminal import Terminal
from matinee.kit.text import counted
from matinee.lab.data.checks import check_dataset, refuse_bad
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import LoadOptions, load
from matinee.lab.data.loaders.mapping import ColumnMapping

COLUMNS = "Columns of a table"

Seed = Annotated[int | None, typer.Option(help="Seed of everything random.", show_default="that of the settings")]
Device = Literal["cpu", "cuda", "auto"]
OnDevice = Annotated[Device, typer.Option("--device", help="Where networks learn: cpu, cuda, or auto for the better.")]
RecipeName = Annotated[
    str | None, typer.Option(metavar="NAME|FILE.toml", help="Settings of models.", show_default="that of the split")
]
JsonFile = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="All figures.")]
Json = Annotated[bool, typer.Option("--json", help="Write the answer as JSON.")]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help="Drop bad rows and count them, in place of refusing the whole file.")
]
DataDir = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder of the database and the secret.", show_default="that of the settings"),
]
Person = Annotated[str | None, typer.Option(help="Column of the person.", rich_help_panel=COLUMNS)]
Title = Annotated[str | None, typer.Option(help="Column of the title.", rich_help_panel=COLUMNS)]
Value = Annotated[
    str | None, typer.Option(help="Column of the rating or count; '' where there is none.", rich_help_panel=COLUMNS)
]
Time = Annotated[str | None, typer.Option(help="Column of the time; '' where there is none.", rich_help_panel=COLUMNS)]
Kind = Annotated[
    FeedbackKind | None,
    typer.Option(help="What the values are: rating, watch or click; else read off the names.", rich_help_panel=COLUMNS),
]


def mapping_of(
    person: str | None, title: str | None, value: str | None, time: str | None, kind: FeedbackKind | None
) -> ColumnMapping | None:
    """None where no column is named, so that a release is read as a release."""
    if person is None and title is None and value is None and time is None and kind is None:
        return None
    return ColumnMapping(person=person, title=title, value=value, time=time, kind=kind)


def read_data(
    terminal: Terminal,
    path: Path,
    *,
    mapping: ColumnMapping | None = None,
    skip_bad: bool = False,
    conditions: bool = False,
) -> Dataset:
    """The data set at a path; rows that were dropped are told. conditions: tell those of use too."""
    loaded = load(path, options=LoadOptions(mapping=mapping, skip_bad=skip_bad, progress=terminal.progress))
    if loaded.skipped:
        first = f", the first: {loaded.faults[0]}" if loaded.faults else ""
        terminal.warn(f"dropped {counted(loaded.skipped, 'bad row')}{first}")
    data = loaded.dataset
    terminal.note(f"{data.name}: {len(data.log):,} events of {data.n_people:,} people and {data.n_titles:,} titles.")
    if conditions:
        terminal.note(f"Conditions of use: {loaded.licence}")
    return data


def read_checked(
    terminal: Terminal, path: Path, *, mapping: ColumnMapping | None = None, skip_bad: bool = False
) -> Dataset:
    """As `read_data`, refused where the checks find what training must not be given."""
    data = read_data(terminal, path, mapping=mapping, skip_bad=skip_bad)
    refuse_bad(check_dataset(data))
    return data
