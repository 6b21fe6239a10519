"""matinee db: the database of the service."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir, SkipBad
from matinee.doors.cli.server_rooms import backups, homed, loading, serving
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.text import counted

app = typer.Typer(no_args_is_help=True, help="Look after the database of the service.")


@app.command(epilog=examples("matinee db upgrade", "matinee db upgrade --no-backup"))
def upgrade(
    ctx: typer.Context,
    *,
    backup: Annotated[bool, typer.Option("--backup/--no-backup", help="Whether a backup is made first.")] = True,
    data_dir: DataDir = None,
) -> None:
    """Bring the tables to those of this version, all in one transaction: what fails leaves everything as it was.

    A database that is behind is backed up first; the older version can restore that. Stop the service meanwhile: its
    older version may not know the new tables.
    """
    terminal = terminal_of(ctx)
    settings, room = homed(terminal.context.settings, data_dir), serving()
    made = backups().backup_before_upgrade(settings, progress=terminal.progress) if backup else None
    if made is not None:
        terminal.say(f"The way back: {made.path}")
    before, after = asyncio.run(room.upgrade_database(settings))
    if before == after:
        terminal.say(f"The database is at revision {after} already.")
    else:
        terminal.say(
            f"The database was {f'at revision {before}' if before else 'empty'}, and is at revision {after} now."
        )


@app.command(epilog=examples("matinee db load world", "matinee db load ml-latest-small.zip"))
def load(
    ctx: typer.Context,
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A folder of matinee data world, or a MovieLens release.")
    ],
    *,
    skip_bad: SkipBad = False,
    data_dir: DataDir = None,
) -> None:
    """Take the titles of a data set into the catalogue, with all that it says of them.

    A title that is there already is changed where the data set says something else now, and left alone otherwise. What
    is killed in the middle goes on where it stopped when it is run again. The service can go on meanwhile.
    """
    terminal = terminal_of(ctx)
    room = loading()
    source = room.read_source(path, skip_bad=skip_bad, progress=terminal.progress)
    if source.skipped:
        terminal.warn(f"dropped {counted(source.skipped, 'bad row')}")
    if source.conditions:
        terminal.note(f"Conditions of use: {source.conditions}")
    settings = homed(terminal.context.settings, data_dir)
    receipt = asyncio.run(room.load_catalogue(settings, source, progress=terminal.progress))
    terminal.say(
        f"{source.origin.label}: {receipt.added:,} added, {receipt.changed:,} changed, "
        f"{receipt.unchanged:,} unchanged, of {counted(source.count, 'title')}"
    )
    if receipt.absent:
        terminal.say(f"Kept, though the data set no longer names them: {counted(receipt.absent, 'title')}.")
