"""Progress as bars in a terminal, with the time that is left."""

import time

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

SMALLEST_PAUSE = 0.1
"""Seconds between two drawings: a loop of a million steps must not wait for the terminal."""


class Bars:
    """Shows nested pieces of work, one bar each; a finished bar goes away.

    Follows `kit.progress.Progress`: start, advance and finish speak of the piece of work begun last.
    """

    def __init__(self, console: Console) -> None:
        self._shown = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._open: list[TaskID] = []
        self._waiting = 0.0
        self._last_drawn = 0.0

    def start(self, label: str, total: float | None) -> None:
        self._draw()
        if not self._open:
            self._shown.start()
        self._open.append(self._shown.add_task(label, total=total))

    def advance(self, amount: float = 1.0) -> None:
        self._waiting += amount
        if time.monotonic() - self._last_drawn >= SMALLEST_PAUSE:
            self._draw()

    def finish(self) -> None:
        self._draw()
        self._shown.refresh()
        self._shown.remove_task(self._open.pop())
        if not self._open:
            self._shown.stop()

    def _draw(self) -> None:
        if self._open and self._waiting:
            self._shown.update(self._open[-1], advance=self._waiting)
        self._waiting = 0.0
        self._last_drawn = time.monotonic()
