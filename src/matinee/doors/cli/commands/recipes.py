"""matinee recipes: settings that were found good, and what found them."""

from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Json
from matinee.doors.cli.terminal import terminal_of
from matinee.ops.runs.recipes import STARTS_FROM, find_recipe, named_recipe, shipped_names

app = typer.Typer(no_args_is_help=True, help="See the settings that come with Matinee, by the data they were found on.")


@app.command("list", epilog=examples("matinee recipes list"))
def list_recipes(ctx: typer.Context, as_json: Json = False) -> None:
    """List the recipes, and the models each has settings for."""
    terminal = terminal_of(ctx)
    found = [named_recipe(name) for name in shipped_names()]
    if as_json:
        terminal.json(
            [{"name": one.name, "models": sorted(one.recipe), "stands_in_for": _for(one.name)} for one in found]
        )
        return
    rows = [(one.name, ", ".join(sorted(one.recipe)), ", ".join(_for(one.name))) for one in found]
    terminal.table(("recipe", "models", "stands in for"), rows, words=3)


@app.command(epilog=examples("matinee recipes show ml-1m", "matinee recipes show ml-1m/ease --json"))
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|FILE.toml[/MODEL]", help="A recipe, or one model of it.")],
    as_json: Json = False,
) -> None:
    """Show the settings of a recipe, and the study that found each."""
    terminal = terminal_of(ctx)
    found = find_recipe(name)
    models = [found.model] if found.model else sorted(found.recipe)
    if as_json:
        terminal.json({model: {"settings": found.recipe[model], "study": found.studies.get(model)} for model in models})
        return
    if found.stands_in_for:
        terminal.note(f"No settings were searched for on {found.stands_in_for}; those of {found.name} stand in.")
    rows = [
        (model, ", ".join(f"{key}={value}" for key, value in found.recipe[model].items()), found.studies.get(model, ""))
        for model in models
    ]
    terminal.table(("model", "settings", "found by the study"), rows, words=3)


def _for(name: str) -> list[str]:
    return [data for data, recipe in STARTS_FROM.items() if recipe == name]
