"""What a command shows of its own work: where time and memory went, and how a model learned."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.terminal import Terminal
from matinee.kit.extras import needs
from matinee.kit.profiling import Profile, Profiler
from matinee.kit.progress import Progress
from matinee.lab.core.context import Curves
from matinee.ops.reports.fit_profile import main_functions, profile_files, write_profile
from matinee.ops.reports.learning_curves import curves_about, curves_chart, curves_in_words
from matinee.ops.reports.picture_files import check_picture, write_picture

WATCHING = "What to see of the work"
SHOWN = 6
"""Functions in the table of a terminal."""

ProfileTo = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="DIR|FILE",
        help="Time and memory by phase and function, as .json, .html and .png.",
        rich_help_panel=WATCHING,
    ),
]
CurvesTo = Annotated[
    Path | None,
    typer.Option(
        "--curves",
        metavar="FILE",
        help="How the model learned, step by step: .html, .png or .svg.",
        rich_help_panel=WATCHING,
    ),
]


def check_watching(*, profile: Path | None = None, curves: Path | None = None) -> None:
    """What would be found out too late, after the work."""
    if curves is not None:
        check_picture(curves, where=f"--curves {curves}")
        check_outputs(curves=curves)
    if profile is not None:
        for path in profile_files(profile).values():
            check_outputs(profile=path)
    if profile is not None or curves is not None:
        needs("altair")
        needs("vl_convert")


@contextmanager
def profiled(terminal: Terminal, place: Path | None, *, title: str, about: Mapping[str, str]) -> Iterator[Progress]:
    """Where the work is to show its progress; its profile is written when it ends well, and told. None: no profile."""
    if place is None:
        yield terminal.progress
        return
    profiler = Profiler(progress=terminal.progress)
    with profiler.watching():
        yield profiler
    with writing(place):
        written = write_profile(profiler.profile, place, title=title, about=about)
    _tell(terminal, profiler.profile)
    terminal.note(f"written: {', '.join(map(str, written))}")


def draw_curves(terminal: Terminal, path: Path | None, curves: Curves, *, title: str) -> None:
    """Writes the picture; a model without curves is told in one line. None: nothing was asked for."""
    if path is None:
        return
    if not any(curves.values()):
        terminal.warn(f"{curves_in_words(curves)[0]} {path} was not written.")
        return
    with writing(path):
        write_picture(path, curves_chart(curves), title=title, about=curves_about(curves))
    terminal.note(f"written: {path}")


def _tell(terminal: Terminal, profile: Profile) -> None:
    phases = [(one.name, f"{one.seconds:.2f}", f"{one.peak_mib:,.0f}") for one in profile.phases]
    terminal.table(("phase", "seconds", "MiB at most"), phases)
    functions = [
        (one.name, f"{one.own_seconds:.2f}", f"{one.total_seconds:.2f}") for one in main_functions(profile, SHOWN)
    ]
    terminal.table(("function", "own s", "with what it called, s"), functions)
    terminal.say(f"{profile.seconds:.2f} s in all, {profile.peak_mib:,.0f} MiB above the start at the highest")
