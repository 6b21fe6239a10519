"""matinee calibrate."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Kind, OnDevice, Person, Seed, SkipBad, Time, Title, Value, mapping_of, read_data
from matinee.doors.cli.outputs import writing
from matinee.doors.cli.terminal import terminal_of
from matinee.lab.reasons.intervals import USUAL
from matinee.ops.runs.calibrate import calibrate as calibrate_saved

EPILOG = examples("matinee calibrate --model models/svd --data ml-latest-small.zip")


def calibrate(
    ctx: typer.Context,
    *,
    model: Annotated[Path, typer.Option(metavar="DIR", help="The folder of a saved model.")],
    data: Annotated[Path, typer.Option(metavar="PATH", help="The data set it was trained on.")],
    seed: Seed = None,
    device: OnDevice = "auto",
    skip_bad: SkipBad = False,
    person: Person = None,
    title: Title = None,
    value: Value = None,
    time: Time = None,
    kind: Kind = None,
) -> None:
    """Learn how sure a saved model may be, and keep that beside it for 'matinee recommend --why'.

    The model is fitted anew on four fifths of the ratings; what becomes of the other fifth says how likely a title is
    liked and, for models that predict ratings, how far off they may be.
    """
    terminal = terminal_of(ctx)
    source = read_data(terminal, data, mapping=mapping_of(person, title, value, time, kind), skip_bad=skip_bad)
    context = terminal.context.fit_context(seed=seed, device=device, progress=terminal.progress)
    with writing(model):
        made = calibrate_saved(model, source, context=context)
    terminal.say(f"Learned from {made.cases:,} ratings the model was not shown, {made.liked:.0%} of them likes.")
    if made.confidence.intervals:
        terminal.say(f"Ratings it expects now come with intervals that hold {USUAL:.0%} of them.")
    terminal.say(f'Next: matinee recommend --model {shlex.quote(str(model))} --like "Title" --why')
