"""What every command shares: where to print, how to show progress, and what wiring handed over."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matinee.doors.cli.bars import Bars
from matinee.kit.progress import SILENT, Progress
from matinee.wiring.context import Context

WIDTH_OF_A_PIPE = 160
"""Columns where nobody is looking, so that a table in a file or a log is not squeezed."""


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

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1, title: str = "") -> None:
        """A table whose first `words` columns are text and whose others are numbers."""
        shown = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
        for index, column in enumerate(columns):
            shown.add_column(Text(column), justify="left" if index < words else "right", overflow="fold")
        for row in rows:
            shown.add_row(*(Text(cell) for cell in row))
        self.out.print(shown)

    def json(self, value: Any) -> None:
        """The answer for another program to read."""
        self.say(json.dumps(value, ensure_ascii=False, indent=2))


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
