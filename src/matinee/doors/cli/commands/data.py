"""matinee data: get a data set or make one, check it, draw it."""

from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Kind, Person, SkipBad, Time, Title, Value, mapping_of, read_data
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.terminal import terminal_of
from matinee.lab.data.checks import check_dataset, refuse_bad
from matinee.lab.world.sizes import size_named
from matinee.ops.reports.data_report import write_data_report
from matinee.ops.runs.worlds import make_world

app = typer.Typer(no_args_is_help=True, help="Get or make, check and describe data sets.")

DataPath = Annotated[
    Path, typer.Argument(metavar="PATH", help="A MovieLens release or a table: file, folder, zip or tar archive.")
]


@app.command(
    epilog=examples("matinee data get ml-latest-small", "matinee data get ml-100k --from ~/Downloads/ml-100k.zip")
)
def get(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A MovieLens release, such as ml-latest-small.")],
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take this zip in place of downloading.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to put it in.", show_default="that of the settings")
    ] = None,
) -> None:
    """Download a MovieLens release from GroupLens, or take it from a file.

    An interrupted download goes on where it stopped. The file is compared with the checksum that GroupLens publishes
    beside it, where there is one.
    """
    terminal = terminal_of(ctx)
    fetched = terminal.context.fetch_release(name, folder=to, source=source, progress=terminal.progress)
    terminal.say(f"{fetched.path}  ({fetched.path.stat().st_size / 1e6:,.1f} MB; {fetched.check})")
    terminal.say(f"{fetched.release.name}: {fetched.release.ratings}")
    terminal.say(f"Conditions of use: {fetched.release.licence}. The README inside is what binds.")
    terminal.say(f"Next: matinee data check {fetched.path}")


@app.command(epilog=examples("matinee data world --size small --seed 7 --out world", "matinee data check world"))
def world(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write it in.")],
    size: Annotated[str, typer.Option(help="tiny, small, large or scale.")] = "small",
    seed: Annotated[int, typer.Option(min=0, help="Another seed is another world.")] = 7,
    posters: Annotated[bool, typer.Option("--posters", help="Draw a poster of every title too.")] = False,
) -> None:
    """Make an invented audience with its titles, its log and the truth about its tastes, as a data set.

    The same size and seed give the same files, byte for byte, on processors of one kind. Every command that takes a
    data set takes the folder.
    """
    terminal = terminal_of(ctx)
    check_outputs(folder=True, out=out)
    with writing(out):
        made = make_world(
            out,
            size_named(size),
            seed=seed,
            posters=posters,
            threads=terminal.context.settings.threads,
            progress=terminal.progress,
        )
    terminal.say(f"{out}: {made.size.titles:,} titles, {made.size.people:,} people, seed {made.seed}")
    for name, digest in sorted(made.files.items()):
        if "/" not in name:
            terminal.say(f"  {name:<20} sha256 {digest[:16]}")
    terminal.say(f"Next: matinee data report {out} --out report.html")


@app.command(
    epilog=examples(
        "matinee data check ml-latest-small.zip",
        "matinee data check plays.csv --person who --title film --kind watch",
    )
)
def check(
    ctx: typer.Context,
    *,
    path: DataPath,
    previous: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The snapshot before this one, to look for drift.")
    ] = None,
    skip_bad: SkipBad = False,
    person: Person = None,
    title: Title = None,
    value: Value = None,
    time: Time = None,
    kind: Kind = None,
) -> None:
    """Look for what would spoil a model: duplicates, impossible values and times, robots, drift.

    Ends with code 2 where something is found that training refuses.
    """
    terminal = terminal_of(ctx)
    mapping = mapping_of(person, title, value, time, kind)
    data = read_data(terminal, path, mapping=mapping, skip_bad=skip_bad)
    before = read_data(terminal, previous, mapping=mapping, skip_bad=skip_bad) if previous else None
    report = check_dataset(data, previous=before)
    if report.findings:
        rows = [
            (finding.level, finding.name, finding.what, f"{finding.count:,}", str(finding.example or ""))
            for finding in report.findings
        ]
        terminal.table(("level", "check", "finding", "count", "example"), rows, words=3)
    refuse_bad(report)
    terminal.say("Nothing stands against training on this.")


@app.command(epilog=examples("matinee data report ml-latest-small.zip --out report.html"))
def report(
    ctx: typer.Context,
    *,
    path: DataPath,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The HTML file to write.")],
    skip_bad: SkipBad = False,
    person: Person = None,
    title: Title = None,
    value: Value = None,
    time: Time = None,
    kind: Kind = None,
) -> None:
    """Draw a data set as one HTML file that needs no network: sizes, distributions, long tail, activity, findings."""
    terminal = terminal_of(ctx)
    check_outputs(out=out)
    mapping = mapping_of(person, title, value, time, kind)
    data = read_data(terminal, path, mapping=mapping, skip_bad=skip_bad, conditions=True)
    with writing(out):
        write_data_report(data, check_dataset(data), out)
    terminal.say(f"{out}  ({out.stat().st_size / 1e6:,.1f} MB): open it in a browser")
