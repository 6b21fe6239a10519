"""matinee db: the database of the service."""

import asyncio

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.server_rooms import serving
from matinee.doors.cli.terminal import terminal_of

app = typer.Typer(no_args_is_help=True, help="Look after the database of the service.")


@app.command(epilog=examples("matinee db upgrade"))
def upgrade(ctx: typer.Context) -> None:
    """Bring the tables to those of this version, all in one transaction: what fails leaves everything as it was.

    Make a backup first. Stop the service meanwhile: its older version may not know the new tables.
    """
    terminal = terminal_of(ctx)
    before, after = asyncio.run(serving().upgrade_database(terminal.context.settings))
    if before == after:
        terminal.say(f"The database is at revision {after} already.")
    else:
        terminal.say(
            f"The database was {f'at revision {before}' if before else 'empty'}, and is at revision {after} now."
        )
