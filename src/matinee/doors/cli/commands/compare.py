"""matinee compare."""

from pathlib import Path
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.text import counted
from matinee.ops.runs.compare import compare_files

EPILOG = examples("matinee compare before.json after.json", "matinee compare r.json r.json --models ease,ials")
SPARE = ("p (randomised)", "p (t)", "detectable")
"""Columns that a narrow terminal can do without; the verdicts stand below the table."""


def compare(
    ctx: typer.Context,
    first: Annotated[Path, typer.Argument(metavar="A.json", help="A result of 'matinee bench --json'.")],
    second: Annotated[Path, typer.Argument(metavar="B.json", help="Another, on the same split and people.")],
    models: Annotated[
        str | None, typer.Option(metavar="ONE,OTHER", help="A model of A with another of B, in place of namesakes.")
    ] = None,
) -> None:
    """Compare two results person by person: how large the difference is, and whether it is one.

    Each model of A with the model of the same name in B. Refused are results on other splits or people.
    """
    terminal = terminal_of(ctx)
    found = compare_files(first, second, models=_pair(models))
    questions = sum(len(one.metrics) for one in found.comparisons)
    terminal.say(
        f"{found.first.split.name}: {found.comparisons[0].people:,} people; "
        f"p after Holm over {counted(questions, 'question')}"
    )
    for one in found.comparisons:
        rows = [
            (
                row.metric,
                f"{row.first_mean:.4f}",
                f"{row.second_mean:.4f}",
                f"{row.difference.mean:+.4f} ({row.difference.low:+.4f} to {row.difference.high:+.4f})",
                f"{row.p_t:.3g}",
                f"{row.p_randomisation:.3g}",
                f"{row.p_holm:.3g}",
                f"{row.smallest_detectable:.4f}",
            )
            for row in one.metrics
        ]
        columns = ("metric", one.first, one.second, "difference", "p (t)", "p (randomised)", "p (Holm)", "detectable")
        terminal.table(columns, rows, title=f"{one.first} less {one.second}", spare=SPARE)
        for row in one.metrics:
            terminal.say(f"{row.metric}: {row.verdict}")
    for which, labels in (("first", found.only_first), ("second", found.only_second)):
        if labels and models is None:
            terminal.note(f"only in the {which} file: {', '.join(labels)}")


def _pair(models: str | None) -> tuple[str, str] | None:
    if models is None:
        return None
    one, comma, other = models.partition(",")
    if not comma or not one.strip() or not other.strip():
        raise BadInput(f"'{models}' is not two models", where="--models", remedy="Write it like ease,ials")
    return one.strip(), other.strip()
