"""matinee train."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Kind, Person, Seed, SkipBad, Time, Title, Value, mapping_of, read_data
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.terminal import terminal_of
from matinee.doors.cli.watching import CurvesTo, ProfileTo, check_watching, draw_curves, profiled
from matinee.lab.core import registry
from matinee.ops.runs.recipes import read_recipe
from matinee.ops.runs.specs import read_settings
from matinee.ops.runs.train import train as train_and_save

EPILOG = examples(
    "matinee train ease --data ml-latest-small.zip --out models/ease",
    "matinee train ials --data plays.csv --kind watch --out models/ials --set factors=64",
    "matinee train ease --data ml-1m.zip --out models/ease --profile profile",
)


def train(
    ctx: typer.Context,
    *,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A name from 'matinee models list'.")],
    data: Annotated[Path, typer.Option(metavar="PATH", help="A release or table: file, folder, zip or tar.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to save the model in.")],
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A setting of the model; repeatable.")
    ] = None,
    recipe: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings from a TOML file; --set wins over it.")
    ] = None,
    seed: Seed = None,
    profile: ProfileTo = None,
    curves: CurvesTo = None,
    skip_bad: SkipBad = False,
    person: Person = None,
    title: Title = None,
    value: Value = None,
    time: Time = None,
    kind: Kind = None,
) -> None:
    """Check a data set, train a model on all of it, and save the model."""
    terminal = terminal_of(ctx)
    chosen = read_recipe(recipe).get(model, {}) if recipe else {}
    chosen |= read_settings(settings or [], where="--set")
    registry.make(model, chosen)
    check_outputs(folder=True, out=out)
    check_watching(profile=profile, curves=curves)
    source = read_data(terminal, data, mapping=mapping_of(person, title, value, time, kind), skip_bad=skip_bad)
    about = {"model": model, "data": source.name}
    with profiled(terminal, profile, title=f"Training of {model}", about=about) as progress, writing(out):
        context = terminal.context.fit_context(seed=seed, progress=progress)
        made = train_and_save(model, source, out, settings=chosen, context=context)
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
