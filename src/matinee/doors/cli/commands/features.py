"""matinee features: how somebody watches, in numbers, as it was known at a moment."""

from pathlib import Path
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import COLUMNS, Json, Kind, SkipBad, mapping_of, read_data
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.files import written_whole
from matinee.lab.features.registry import NAMES
from matinee.ops.features.people import features_of_everybody, features_of_one, moment_of, read_moment

EPILOG = examples(
    "matinee features --data ml-latest-small.zip --person 42",
    "matinee features --data ml-latest-small.zip --at 2015-01-01 --out features.parquet",
)


def _column(of: str) -> typer.models.OptionInfo:
    return typer.Option(help=f"Column of the {of}.", rich_help_panel=COLUMNS)


def features(
    ctx: typer.Context,
    *,
    data: Annotated[Path, typer.Option(metavar="PATH", help="A release or table: file, folder, zip or tar.")],
    person: Annotated[str | None, typer.Option(metavar="ID", help="Show one person.")] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="What was known before this moment, UTC.", show_default="the end of the data"
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.parquet", help="Write those of everybody.")] = None,
    as_json: Json = False,
    skip_bad: SkipBad = False,
    person_column: Annotated[str | None, _column("person")] = None,
    title_column: Annotated[str | None, _column("title")] = None,
    value_column: Annotated[str | None, _column("rating or count; '' where there is none")] = None,
    time_column: Annotated[str | None, _column("time")] = None,
    kind: Kind = None,
) -> None:
    """Show how people watch, in numbers: how much, how fast, when, how regularly, how new, how broad.

    Only what happened strictly before the moment counts. Hours and weekdays are those of UTC.
    """
    terminal = terminal_of(ctx)
    if person is None and out is None:
        raise BadInput("nothing was asked for", remedy="Give --person ID, or --out FILE.parquet for everybody")
    if as_json and person is None:
        raise BadInput("there is nobody to tell of", where="--json", remedy="Add --person ID, or leave it out")
    moment = None if at is None else read_moment(at, where="--at")
    check_outputs(out=out)
    mapping = mapping_of(person_column, title_column, value_column, time_column, kind)
    source = read_data(terminal, data, mapping=mapping, skip_bad=skip_bad)
    moment = moment_of(source, moment)
    if person is not None:
        found = features_of_one(source, person, at=moment)
        if as_json:
            terminal.json({feature.name: value for feature, value in found})
        else:
            rows = [(one.name, _shown(value), one.unit, one.meaning) for one, value in found]
            terminal.table(("feature", "value", "unit", "meaning"), rows, words=4)
    if out is not None:
        table = features_of_everybody(source, at=moment, progress=terminal.progress)
        with writing(out), written_whole(out) as temporary:
            table.write_parquet(temporary)
        terminal.note(f"{out}: {len(table):,} people, {len(NAMES)} features")


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
