"""matinee export-lists."""

import asyncio
import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.server_rooms import handing_over, homed, serving
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.clock import iso
from matinee.kit.csv_cells import harmless
from matinee.kit.files import written_whole
from matinee.kit.progress import Progress
from matinee.wiring.settings import Settings

EPILOG = examples("matinee export-lists --out lists.jsonl", "matinee export-lists --out lists.csv --k 10")
COLUMNS = (
    *("account", "at", "model", "model_version", "recipe", "source", "rank", "id", "kind", "title", "year"),
    *("genres", "imdb_url", "predicted_stars", "low", "high", "confidence"),
)
"""Of the table: one line a title."""
Write = Callable[[Any], None]


def export_lists(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.jsonl|FILE.csv", help="The file to write.")],
    k: Annotated[int, typer.Option(min=1, max=50, help="Titles of each person at most.")] = 20,
    data_dir: DataDir = None,
) -> None:
    """Write what the service would recommend to each person who agreed to that, for programs that answer elsewhere.

    A line of JSON a person, or a line of a table a title. Only those are in it who agreed to 'lists' themselves; they
    are named by the id of their account. The file takes its place once it is whole. The service can go on meanwhile.
    """
    terminal = terminal_of(ctx)
    settings = homed(terminal.context.settings, data_dir)
    check_outputs(out=out)
    form = _form_of(out, settings.home)
    with writing(out), written_whole(out) as path, path.open("w", encoding="utf-8", newline="") as file:
        count = asyncio.run(_write(settings, form(file), k=k, progress=terminal.progress, warn=terminal.warn))
    terminal.say(f"{out}: lists of {count:,} {'person' if count == 1 else 'people'}")
    if not count:
        terminal.note("Nobody has agreed to 'lists' yet, see: PUT me/consents")


async def _write(settings: Settings, write: Write, *, k: int, progress: Progress, warn: Callable[[str], None]) -> int:
    count = 0
    progress.start("lists", None)
    try:
        async with serving().open_service(settings, warn=warn) as service:
            async for one in handing_over().lists_of(service.recommending, k=k):
                write(one)
                progress.advance()
                count += 1
    finally:
        progress.finish()
    return count


def _form_of(out: Path, home: Path) -> Callable[[TextIO], Write]:
    """BadInput for a file of another kind, and for one in the home, where nothing may be left of somebody who goes."""
    if out.resolve().is_relative_to(home.resolve()):
        raise BadInput(
            "lists of people may not lie in the folder of the service, which forgets whoever deletes their account",
            where=f"--out {out}",
            remedy="Name a file elsewhere",
        )
    forms = {".jsonl": _lines, ".csv": _table}
    if out.suffix not in forms:
        raise BadInput("it is not known how to write this", where=f"--out {out}", remedy="End it with .jsonl or .csv")
    return forms[out.suffix]


def _lines(file: TextIO) -> Write:
    def write(one: Any) -> None:
        json.dump(_said(one) | {"items": one.items}, file, ensure_ascii=False)
        file.write("\n")

    return write


def _table(file: TextIO) -> Write:
    table = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
    table.writeheader()

    def write(one: Any) -> None:
        for item in one.items:
            row = _said(one) | item | {"genres": "|".join(item["genres"])} | (item["interval"] or {})
            table.writerow({name: harmless(cell) if isinstance(cell, str) else cell for name, cell in row.items()})

    return write


def _said(one: Any) -> dict[str, Any]:
    """Of the list as a whole."""
    names = ("model", "model_version", "recipe", "source")
    return {"account": one.account, "at": iso(one.at), **{name: getattr(one, name) for name in names}}
