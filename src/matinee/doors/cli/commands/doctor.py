"""matinee doctor."""

from dataclasses import asdict

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Json
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.text import counted
from matinee.wiring.doctor import examine

EPILOG = examples("matinee doctor")


def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Show what is installed and set, what is missing, and what that costs you.

    Ends with code 1 only where something is missing without which Matinee does not work.
    """
    terminal = terminal_of(ctx)
    found = examine(terminal.context.settings)
    if as_json:
        terminal.json([asdict(finding) for finding in found])
    else:
        rows = [(one.area, one.name, one.state, one.found, one.costs) for one in found]
        terminal.table(("", "part", "state", "found", "what that costs"), rows, words=5)
        needed, optional, unsafe = (
            sum(one.state == state for one in found) for state in ("missing", "optional", "unsafe")
        )
        lacking = [f"{needed:,} without which Matinee does not work"] if needed else []
        lacking += [counted(optional, "optional part")] if optional else []
        terminal.say(f"Missing: {', '.join(lacking)}." if lacking else "Nothing is missing.")
        if unsafe:
            terminal.warn(f"{counted(unsafe, 'setting')} of the database may cost you what was acknowledged")
    if any(one.state == "missing" for one in found):
        raise typer.Exit(1)
