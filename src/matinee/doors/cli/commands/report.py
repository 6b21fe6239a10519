"""matinee report."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.server_rooms import homed, reporting
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.files import write_text
from matinee.kit.text import counted

EPILOG = examples("matinee report --days 30 --out report.html", "matinee report --out report.pdf")
FORMS = (".html", ".pdf")


def report(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.html|FILE.pdf", help="The file to write.")],
    days: Annotated[int, typer.Option(min=1, max=400, help="How many days to look back.")] = 30,
    data_dir: DataDir = None,
) -> None:
    """Write a report on the house: who was there, what they were shown and what came of it, models, alerts.

    One HTML file that needs neither a network nor a script; or PDF, printed by Chromium where that is installed. Only
    those count who agree to statistics. The service can go on meanwhile.
    """
    terminal = terminal_of(ctx)
    check_outputs(out=out)
    if out.suffix not in FORMS:
        raise BadInput("it is not known how to write this", where=f"--out {out}", remedy="End it with .html or .pdf")
    settings = homed(terminal.context.settings, data_dir)
    page = asyncio.run(reporting().report_on(settings, days=days, warn=terminal.warn))
    with writing(out):
        if out.suffix == ".pdf":
            reporting().print_page(page, out)
        else:
            write_text(out, page)
    terminal.say(f"{out}: {counted(days, 'day')}")
