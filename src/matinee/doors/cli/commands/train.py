"""matinee train."""

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Kind, OnDevice, Person, Seed, SkipBad, Time, Title, Value, mapping_of, read_data
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.doors.cli.watching import CurvesTo, ProfileTo, check_watching, draw_curves, profiled
from matinee.lab.core import registry
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from matinee.ops.runs.specs import read_settings
from matinee.ops.runs.train import begun
from matinee.ops.runs.train import train as train_and_save

EPILOG = examples(
    "matinee train ease --data ml-latest-small.zip --out models/ease",
    "matinee train --recipe ml-1m/ease --data ml-1m.zip --out models/ease",
    "matinee train ials --data plays.csv --kind watch --out models/ials --set factors=64",
    "matinee train ease --data ml-1m.zip --out models/ease --profile profile",
)


def train(
    ctx: typer.Context,
    *,
    model: Annotated[
        str | None,
        typer.Argument(metavar="[MODEL]", help="A name from 'matinee models list'; may stand in --recipe instead."),
    ] = None,
    data: Annotated[Path, typer.Option(metavar="PATH", help="A release or table: file, folder, zip or tar.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to save the model in.")],
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A setting of the model; repeatable.")
    ] = None,
    recipe: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE.toml[/MODEL]",
            help="Settings by the name of a recipe, as 'matinee recipes list' shows them, or from a file; --set wins.",
        ),
    ] = None,
    seed: Seed = None,
    device: OnDevice = "auto",
    profile: ProfileTo = None,
    curves: CurvesTo = None,
    skip_bad: SkipBad = False,
    person: Person = None,
    title: Title = None,
    value: Value = None,
    time: Time = None,
    kind: Kind = None,
) -> None:
    """Check a data set, train a model on all of it, and save the model.

    A network that is killed while it learns goes on where it stopped when the same command is given again.
    """
    terminal = terminal_of(ctx)
    named = find_recipe(recipe) if recipe else None
    model = _model(model, named)
    chosen = _of_recipe(terminal, named, model) | read_settings(settings or [], where="--set")
    registry.make(model, chosen)
    check_outputs(folder=True, out=out)
    check_watching(profile=profile, curves=curves)
    source = read_data(terminal, data, mapping=mapping_of(person, title, value, time, kind), skip_bad=skip_bad)
    recorder = terminal.context.recorder(warn=terminal.warn)
    about = {"model": model, "data": source.name}
    with profiled(terminal, profile, title=f"Training of {model}", about=about) as progress, writing(out):
        context = terminal.context.fit_context(seed=seed, progress=progress, device=device, resumable=True)
        if begun(model, source, settings=chosen, context=context):
            terminal.note("The same fit was begun before and cut off; it goes on where it stopped.")
        made = train_and_save(model, source, out, settings=chosen, context=context, recorder=recorder)
    draw_curves(terminal, curves, made.report.curves, title=f"How {model} learned")
    for finding in made.checks.findings:
        terminal.note(f"{finding.level}: {finding.what}")
    terminal.say(
        f"{model} learned from {len(source.log):,} events in {made.report.seconds:.2f} s, "
        f"{made.report.peak_mib:,.0f} MiB at its highest; {made.mib:,.1f} MiB saved in {out}"
    )
    if made.model.ranks:
        likes = " ".join(f"--like {shlex.quote(name)}" for name in made.most_liked[:2])
        terminal.say(f"Next: matinee recommend --model {shlex.quote(str(out))} {likes} --why")


def _model(asked: str | None, recipe: NamedRecipe | None) -> str:
    """The model, named on its own or with the recipe."""
    named = recipe.model if recipe else None
    if asked and named and asked != named:
        raise BadInput(f"'{asked}' is to be trained, and the recipe is for '{named}'", remedy="Name one of the two")
    if asked or named:
        return asked or named or ""
    raise BadInput("no model is named", remedy="Name one: matinee train ease, or --recipe ml-1m/ease")


def _of_recipe(terminal: Terminal, recipe: NamedRecipe | None, model: str) -> dict[str, Any]:
    """The settings of a recipe; said is where they come from, and where it has none."""
    if recipe is None:
        return {}
    if recipe.stands_in_for:
        terminal.note(f"No settings were searched for on {recipe.stands_in_for}; those of {recipe.name} are used.")
    if model not in recipe.recipe:
        terminal.note(f"The recipe '{recipe.name}' says nothing of '{model}': its defaults are used.")
    return recipe.settings_of(model)
