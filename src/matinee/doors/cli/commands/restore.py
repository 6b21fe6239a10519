"""matinee restore."""

from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir
from matinee.doors.cli.outputs import writing
from matinee.doors.cli.server_rooms import backups, homed
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.kit.clock import iso
from matinee.kit.text import counted

EPILOG = examples(
    "matinee restore films.zip",
    "matinee restore films.zip --check",
    "matinee restore films.zip --replace --deletions /srv/copies/deletions",
)


def restore(
    ctx: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what is there.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only read all of it, and say whether it is whole.")] = False,
    deletions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="One more ledger of who deleted their account.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Put a backup in the place of an empty database, or with --replace of the one that is there.

    Everything or nothing: what fails leaves all as it was. The database is the one that the settings name, of whatever
    kind; tables of an older version are brought up to those of this one. Stop the service first. Whoever deleted their
    account after the backup was made does not come back.
    """
    terminal = terminal_of(ctx)
    room = backups()
    if check:
        found = room.check_backup(archive, progress=terminal.progress)
        terminal.say(f"{archive} is whole: {_told(found)}")
        return
    settings = homed(terminal.context.settings, data_dir)
    with writing(settings.home):
        done = room.restore_backup(settings, archive, replace=replace, deletions=deletions, progress=terminal.progress)
    terminal.say(f"Restored: {_told(done.manifest)}")
    _tell_of_the_deleted(terminal, done)


def _told(manifest) -> str:
    files = counted(len(manifest.files), "file")
    return f"{counted(manifest.rows, 'row')} and {files} of {iso(manifest.made_at)}, revision {manifest.revision}"


def _tell_of_the_deleted(terminal: Terminal, done) -> None:
    for place, keys in done.ledgers.items():
        terminal.note(f"ledger of deletions: {place}, {counted(keys, 'account')}")
    if done.refilled.replaced is not None:
        terminal.note(f"ledger of the database that was replaced: {counted(done.refilled.replaced, 'account')}")
    elif not done.ledgers:
        terminal.warn(
            "no ledger of deletions was found beside the one in the backup: whoever deleted their account after it was "
            "made is back. Restore again with --replace --deletions FILE where you have one"
        )
    if done.refilled.forgotten:
        terminal.say(f"Not brought back, as they were deleted since: {counted(done.refilled.forgotten, 'account')}.")
