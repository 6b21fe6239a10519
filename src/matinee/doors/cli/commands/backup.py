"""matinee backup."""

from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.server_rooms import backups, homed
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.memory import MIB
from matinee.kit.text import counted

EPILOG = examples("matinee backup", "matinee backup --out films.zip --without-models")


def backup(
    ctx: typer.Context,
    *,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The backup.", show_default="a new one in the folder of backups")
    ] = None,
    without_models: Annotated[bool, typer.Option("--without-models", help="Leave the models out.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Write everything that the service must not lose into one file, while it goes on.

    All rows of the database as they are at one moment, the secret and the models. It can be restored into SQLite and
    PostgreSQL alike. Keep it as you keep the database itself: everything that people told is in it.
    """
    terminal = terminal_of(ctx)
    check_outputs(out=out)
    settings = homed(terminal.context.settings, data_dir)
    with writing(out or settings.backups or settings.home):
        made = backups().make_backup(settings, out=out, models=not without_models, progress=terminal.progress)
    held = f"{counted(made.manifest.rows, 'row')}, {counted(len(made.manifest.files), 'file')}"
    terminal.say(f"{made.path}: {held}, {made.path.stat().st_size / MIB:,.1f} MiB")
    for path in made.removed:
        terminal.note(f"removed, as older than those to be kept: {path}")
