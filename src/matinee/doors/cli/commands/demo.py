"""matinee demo: the whole service at once, with titles, a model, and people to log in as."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.commands.serve import check_free, serve_until_stopped, settings_with
from matinee.doors.cli.examples import examples
from matinee.doors.cli.server_rooms import demo as demo_room
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.lab.world.sizes import size_named
from matinee.ops.runs.recipes import find_recipe
from matinee.wiring.settings import Settings

EPILOG = examples("matinee demo", "matinee demo --size tiny --port 8080", "matinee demo --real ml-latest-small")
SIZES = ("tiny", "small")
REAL = ("ml-latest-small", "ml-32m")


def demo(
    ctx: typer.Context,
    *,
    size: Annotated[str, typer.Option(help="Of the invented world: tiny or small.")] = "small",
    real: Annotated[
        str | None, typer.Option(metavar="NAME", help="Real ratings in its place: ml-latest-small or ml-32m.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; 0 finds a free one.", show_default="that of the settings"),
    ] = None,
    data_dir: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder to keep all of it in.", show_default="one in that of the settings"),
    ] = None,
    serve: Annotated[bool, typer.Option(help="Listen, once all is ready.")] = True,
) -> None:
    """Make a service with something in it, and start it: titles, a model that has learned, and accounts.

    The titles are those of an invented world, or of a MovieLens release, which is downloaded where MATINEE_DATA does
    not hold it. What is there already is kept: a second start is quick, and nothing that people did is lost.
    """
    terminal = terminal_of(ctx)
    if size not in SIZES:
        raise BadInput(f"there is no demo of size '{size}'", where="--size", remedy=f"Choose from: {', '.join(SIZES)}")
    if real is not None and real not in REAL:
        raise BadInput(f"there is no demo of '{real}'", where="--real", remedy=f"Choose from: {', '.join(REAL)}")
    if terminal.context.settings.environment == "prod":
        raise BadInput(
            "a demo has accounts whose passwords are printed", where="MATINEE_ENVIRONMENT=prod", remedy="Use dev"
        )
    home = data_dir or terminal.context.settings.home / f"demo-{real or size}"
    settings = settings_with(PORT=port, HOME=home.absolute())
    if serve:
        check_free(settings)
    room = demo_room()
    path = (
        _real_data(terminal, settings, real)
        if real
        else room.world_for(home / "world", size_named(size), progress=terminal.progress)
    )
    recipe = find_recipe(room.REAL_RECIPE if real else room.WORLD_RECIPE)
    context = terminal.context.fit_context(progress=terminal.progress)
    logins = asyncio.run(room.prepare_demo(settings, path, recipe, context=context, progress=terminal.progress))
    terminal.say(f"Everything is in {home}. Log in as:")
    terminal.table(("name", "password", ""), [(one.name, one.password, one.about) for one in logins], words=3)
    if serve:
        serve_until_stopped(terminal, settings)


def _real_data(terminal: Terminal, settings: Settings, name: str) -> Path:
    if settings.data and (found := settings.data / f"{name}.zip").is_file():
        return found
    fetched = terminal.context.fetch_release(name, folder=settings.home / "data", progress=terminal.progress)
    terminal.note(f"Conditions of use: {fetched.release.licence}")
    return fetched.path
