"""matinee release: what a service answers with."""

from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Seed, SkipBad, read_data
from matinee.doors.cli.server_rooms import loading, recommending
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.clock import now
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.begin import keep_lessons, lessons_of
from matinee.ops.registry.publish import publish
from matinee.ops.registry.registry import COMMAND_LINE
from matinee.ops.runs.recipes import find_recipe

EPILOG = examples(
    "matinee release --data ml-latest-small.zip --recipe fast-ml-1m",
    "matinee release --data world --recipe mine.toml --seed 3",
)


def release(
    ctx: typer.Context,
    *,
    data: Annotated[Path, typer.Option(metavar="PATH", help="A demo world, or a MovieLens release.")],
    recipe: Annotated[str, typer.Option(metavar="NAME|FILE.toml", help="With a table 'answer', such as fast-ml-1m.")],
    seed: Seed = None,
    skip_bad: SkipBad = False,
) -> None:
    """Train every model of a recipe on a data set, and let the service of the home answer with them.

    A tenth of the people, or some more where there are few, are left out: later models are judged by them. The data set
    is kept in the home, so that trainings can learn from it and from what people rate.

    They become a version of the release, and the one that answers; the version before stays, to go back to. A service
    that runs notices by itself, and goes on with the older version until the new one is read. The titles of
    the data set come into the catalogue by 'matinee db load'.
    """
    terminal = terminal_of(ctx)
    found = find_recipe(recipe)
    settings = terminal.context.settings
    source = loading().read_source(data, skip_bad=skip_bad, progress=terminal.progress)
    registry = recommending().registry_of(settings)
    whole = read_data(terminal, data, skip_bad=skip_bad)
    lessons, holdout = lessons_of(registry.folder, whole, at=now(), rules=Rules())
    version, made = publish(
        registry,
        lessons,
        found,
        origin=source.origin.key,
        context=terminal.context.fit_context(seed=seed, progress=terminal.progress),
        by=COMMAND_LINE,
        why=f"made of {data.name} by the recipe {found.name}",
        holdout=holdout.epoch.name,
    )
    keep_lessons(registry.folder, whole, holdout, origin=source.origin.key)
    terminal.say(
        f"{registry.folder_of(version)}: learned from {made.events:,} ratings of {made.people:,} people ({made.data})"
    )
    terminal.say(f"{whole.n_people - made.people:,} people were left out, to judge later models by.")
