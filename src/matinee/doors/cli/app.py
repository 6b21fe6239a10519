"""The command line: which commands there are, and what they share."""

from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from matinee.doors.cli.commands import (
    ablation,
    backup,
    bench,
    calibrate,
    compare,
    data,
    db,
    demo,
    doctor,
    experiment,
    export_lists,
    features,
    fidelity,
    models,
    onboarding,
    openapi,
    recipes,
    recommend,
    release,
    report,
    restore,
    results,
    retrain,
    runs,
    serve,
    simulate,
    sliders,
    tour,
    train,
    tune,
    user,
    versions,
    worker,
)
from matinee.doors.cli.faults import Door
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.reference import reference
from matinee.doors.cli.terminal import open_terminal
from matinee.kit.files import write_text
from matinee.version import __version__
from matinee.wiring.context import open_context

app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Matinee recommends films and shows, says why, and compares recommenders honestly.",
    epilog="Begin with:  matinee tour",
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"matinee {__version__}")
        raise typer.Exit


@app.callback()
def open_door(
    ctx: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,  # noqa: ARG001
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")] = False,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context = open_context()
    ctx.obj = open_terminal(context, quiet=quiet)
    ctx.with_resource(context.limited_threads())


app.command(epilog=tour.EPILOG)(tour.tour)
app.add_typer(data.app, name="data")
app.command(epilog=features.EPILOG)(features.features)
app.add_typer(models.app, name="models")
app.add_typer(recipes.app, name="recipes")
app.command(epilog=tune.EPILOG)(tune.tune)
app.command(epilog=train.EPILOG)(train.train)
app.command(epilog=recommend.EPILOG)(recommend.recommend)
app.command(epilog=calibrate.EPILOG)(calibrate.calibrate)
app.command(epilog=bench.EPILOG)(bench.bench)
app.command(epilog=ablation.EPILOG)(ablation.ablation)
app.command(epilog=compare.EPILOG)(compare.compare)
app.command(epilog=fidelity.EPILOG)(fidelity.fidelity)
app.command(epilog=onboarding.EPILOG)(onboarding.onboarding)
app.command(epilog=sliders.EPILOG)(sliders.sliders)
app.command(epilog=results.EPILOG)(results.results)
app.add_typer(runs.app, name="runs")
app.command(epilog=demo.EPILOG)(demo.demo)
app.command(epilog=release.EPILOG)(release.release)
app.add_typer(versions.app, name="versions")
app.command(epilog=serve.EPILOG)(serve.serve)
app.command(epilog=worker.EPILOG)(worker.worker)
app.command(epilog=retrain.EPILOG)(retrain.retrain)
app.command(epilog=simulate.EPILOG)(simulate.simulate)
app.add_typer(db.app, name="db")
app.add_typer(user.app, name="user")
app.add_typer(experiment.app, name="experiment")
app.command(epilog=backup.EPILOG)(backup.backup)
app.command(epilog=restore.EPILOG)(restore.restore)
app.command(epilog=export_lists.EPILOG)(export_lists.export_lists)
app.command(epilog=report.EPILOG)(report.report)
app.command(epilog=openapi.EPILOG)(openapi.openapi)
app.command(epilog=doctor.EPILOG)(doctor.doctor)


@app.command(hidden=True)
def docs(out: Annotated[Path, typer.Option(metavar="FILE.md", help="The page to write.")]) -> None:
    """Write the page that names every command and option."""
    check_outputs(out=out)
    with writing(out):
        write_text(out, reference(get_command(app)))


def main() -> None:
    """The program `matinee`."""
    app(prog_name="matinee")
