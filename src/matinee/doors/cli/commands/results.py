"""matinee results."""

from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.files import write_text
from matinee.kit.text import counted
from matinee.ops.reports.results_page import results_page
from matinee.ops.runs.result_files import read_result

EPILOG = examples("matinee results benchmarks/results/*.json --out docs/results.md")


def results(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help="Results of 'matinee bench --json'.")],
    out: Annotated[Path, typer.Option(metavar="FILE.md", help="The page to write.")],
) -> None:
    """Write a page of results from result files. The same files give the same page, byte for byte."""
    terminal = terminal_of(ctx)
    check_outputs(out=out)
    page = results_page([read_result(path) for path in files])
    with writing(out):
        write_text(out, page)
    terminal.say(f"{out}: {counted(len(files), 'result')}")
