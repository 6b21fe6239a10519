"""What every command shares: where to print, how to show progress, and what wiring handed over."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from matinee.doors.cli.bars import Bars
from matinee.kit.progress import SILENT, Progress
from matinee.wiring.context import Context

WIDTH_OF_A_PIPE = 160
"""Columns where nobody is looking, so that a table in a file or a log is not squeezed."""

UNBOUNDED = 100_000
LONGEST_NAME = 40
"""A first column no wider than this keeps its names on one line; titles of films can be longer, and are wrapped."""


@dataclass(frozen=True)
class Terminal:
    """Answers go to `out`, everything about the work itself to `notes` (stderr)."""

    context: Context
    out: Console
    notes: Console
    progress: Progress
    quiet: bool

    def say(self, text: str = "") -> None:
        """A line of the answer, taken as it is."""
        self.out.print(Text(text), soft_wrap=True)

    def note(self, text: str) -> None:
        """A line about the work, not shown with --quiet."""
        if not self.quiet:
            self.notes.print(Text(text, style="dim"), soft_wrap=True)

    def warn(self, text: str) -> None:
        """A line that should be seen even with --quiet."""
        self.notes.print(Text(f"warning: {text}", style="yellow"), soft_wrap=True)

    def table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        words: int = 1,
        title: str = "",
        spare: Sequence[str] = (),
    ) -> None:
        """A table whose first `words` columns are text and whose others are numbers, which are never broken.

        spare: columns that are left out, the first of them first, where there is not room for all.
        """
        left_out: list[str] = []
        for name in spare:
            if self.fits(columns, rows):
                break
            place = columns.index(name)
            columns, rows = _without(columns, place), [_without(row, place) for row in rows]
            left_out.append(name)
        self.out.print(_table(columns, rows, words=words, title=title))
        if left_out:
            self.note(f"Left out for want of room: {', '.join(left_out)}.")

    def fits(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        """Whether a table needs no line to be broken."""
        unbounded = self.out.options.update(max_width=UNBOUNDED)
        return Measurement.get(self.out, unbounded, _table(columns, rows, words=1)).maximum <= self.out.width

    def json(self, value: Any) -> None:
        """The answer for another program to read."""
        self.say(json.dumps(value, ensure_ascii=False, indent=2))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, words: int, title: str = "") -> Table:
    shown = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for index, column in enumerate(columns):
        longest = max((len(row[index]) for row in rows), default=0)
        whole = index >= words or (index == 0 and longest <= LONGEST_NAME)
        shown.add_column(
            Text(column),
            justify="left" if index < words else "right",
            overflow="ellipsis" if whole else "fold",
            no_wrap=whole,
        )
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    return shown


def _without(row: Sequence[str], place: int) -> list[str]:
    return [cell for index, cell in enumerate(row) if index != place]


def open_terminal(context: Context, *, quiet: bool) -> Terminal:
    out, notes = console(), console(stderr=True)
    shows = notes.is_terminal and not quiet
    return Terminal(context, out, notes, Bars(notes) if shows else SILENT, quiet)


def console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_OF_A_PIPE
    return Console(file=stream, highlight=False, soft_wrap=False, width=width)


def terminal_of(ctx: typer.Context) -> Terminal:
    """What the outermost command opened for the ones inside."""
    return ctx.ensure_object(Terminal)
