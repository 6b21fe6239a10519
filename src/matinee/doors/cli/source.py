"""What a command is to judge or to tune on: a split file, or a data set that is split here."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.options import read_checked
from matinee.doors.cli.terminal import Terminal
from matinee.lab.data.loaders.load import load_people, load_titles
from matinee.lab.data.loaders.mapping import ColumnMapping
from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Protocol, Split

SOURCE = "What to judge on"

SplitFile = Annotated[Path | None, typer.Option(metavar="FILE.npz", help="A split file.", rich_help_panel=SOURCE)]
Titles = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Genres and years of a split file's titles.", rich_help_panel=SOURCE),
]
People = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Age, gender and so on of a split file's people.", rich_help_panel=SOURCE),
]
Data = Annotated[
    Path | None, typer.Option(metavar="PATH", help="A data set, to be split here.", rich_help_panel=SOURCE)
]
How = Annotated[
    Protocol | None,
    typer.Option(help="How to split --data: time, last, strong, weak or rating.", rich_help_panel=SOURCE),
]
Fold = Annotated[
    int | None, typer.Option(min=0, help="Which fold is the test, of a k-fold split.", rich_help_panel=SOURCE)
]

ALL = "all"
Folds = Annotated[
    str | None,
    typer.Option(
        "--fold", metavar="N|all", help="Which fold is the test, of a k-fold split; or each in turn.",
        rich_help_panel=SOURCE,
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Source:
    """As it was asked for; `doors.cli.asked` says what goes together."""

    split: Path | None
    data: Path | None
    protocol: Protocol | None
    fold: int | None = None
    titles: Path | None = None
    people: Path | None = None


def read_source(
    terminal: Terminal, source: Source, *, seed: int, mapping: ColumnMapping | None = None, skip_bad: bool = False
) -> Split:
    if source.data and source.protocol:
        whole = read_checked(terminal, source.data, mapping=mapping, skip_bad=skip_bad)
        return make_split(whole, source.protocol, seed=seed, fold=source.fold)
    if source.split:
        return read_split(
            source.split,
            fold=source.fold,
            title_table=load_titles(source.titles) if source.titles else None,
            people_table=load_people(source.people) if source.people else None,
        )
    raise BadInput("there is nothing to judge on", remedy="Give --split, or --data with --protocol")


def read_folds(
    terminal: Terminal,
    source: Source,
    folds: str | None,
    *,
    seed: int,
    mapping: ColumnMapping | None = None,
    skip_bad: bool = False,
) -> list[Split]:
    """The split with the fold that was asked for as the test; for `all` one with each."""
    if folds is not None and folds != ALL and not folds.isdecimal():
        raise BadInput(f"'{folds}' is no fold", where="--fold", remedy=f"Give its number, or '{ALL}'")

    def read(fold: int | None) -> Split:
        return read_source(terminal, replace(source, fold=fold), seed=seed, mapping=mapping, skip_bad=skip_bad)

    first = read(None if folds in (None, ALL) else int(folds))
    if folds != ALL:
        return [first]
    if not first.folds:
        raise BadInput(f"{first.name} has no folds", where="--fold", remedy="Leave it out")
    return [first, *(read(fold) for fold in first.folds if fold != first.about["fold"])]
