"""matinee sliders."""

from functools import partial
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.asked import OF_A_DATA_SET, check_source
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import JsonFile, RecipeName, Seed
from matinee.doors.cli.outputs import check_outputs, put
from matinee.doors.cli.retold import retold
from matinee.doors.cli.source import Data, How, Source, SplitFile, Titles, read_source
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.kit.files import write_text
from matinee.ops.runs.recipes import chosen_recipe
from matinee.ops.runs.sliders import STRENGTHS, measure_sliders
from matinee.ops.runs.sliders_file import SlidersFile
from matinee.ops.runs.specs import read_specs

EPILOG = examples(
    "matinee sliders --split ml1m-S.npz --titles ml-1m.zip",
    "matinee sliders --data ml-latest-small.zip --protocol strong --model ials --strengths 0.2,0.5 --json s.json",
)
SHOWN = ("ndcg@10", "ild@10", "coverage@10", "novelty@10", "year@10", "mix_error@10")
AT = ",".join(f"{strength:g}" for strength in STRENGTHS)


def sliders(
    ctx: typer.Context,
    *,
    split: SplitFile = None,
    titles: Titles = None,
    data: Data = None,
    protocol: How = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="Whose lists are re-ranked, with settings too.")] = "ease",
    strengths: Annotated[str, typer.Option(metavar="0.2,0.5", help="From 0 to 1, and their opposites.")] = AT,
    recipe: RecipeName = None,
    seed: Seed = None,
    json_file: JsonFile = None,
) -> None:
    """Show what each slider costs and brings: accuracy against variety, novelty, age and the person's own mix.

    One slider at a time, at several strengths, on the people of a split. Nothing is chosen by it.
    """
    terminal = terminal_of(ctx)
    check_source({**dict.fromkeys(OF_A_DATA_SET), **ctx.params})
    check_outputs(json=json_file)
    wanted = _strengths(strengths)
    chosen_seed = terminal.context.settings.seed if seed is None else seed
    made_split = read_source(terminal, Source(split, data, protocol, titles=titles), seed=chosen_seed)
    if made_split.protocol == "rating":
        raise BadInput("there are no lists to re-rank, these are ratings", remedy="Choose a split for rankings")
    settings = chosen_recipe(recipe, made_split)
    made = measure_sliders(
        made_split,
        read_specs([model], protocol=made_split.protocol, recipe=settings)[0],
        context=terminal.context.fit_context(seed=chosen_seed, device="auto", progress=terminal.progress),
        strengths=wanted,
        command=retold(ctx),
        progress=terminal.progress,
    )
    _show(terminal, made)
    put(terminal, json_file, partial(write_text, text=made.model_dump_json(indent=1) + "\n"))


def _strengths(text: str) -> list[float]:
    try:
        found = sorted({float(word) for word in text.split(",")})
    except ValueError as error:
        raise BadInput(
            f"'{text}' is no list of numbers", where="--strengths", remedy="Write it like 0.2,0.5"
        ) from error
    if not all(0 < strength <= 1 for strength in found):
        raise BadInput(f"'{text}' goes beyond 0 to 1", where="--strengths", remedy="Opposites are measured too")
    return found


def _show(terminal: Terminal, made: SlidersFile) -> None:
    rows = []
    for slider in made.sliders:
        for point in made.of(slider):
            means = {name: value.mean for name, value in point.metrics.items()}
            rows.append((slider, f"{point.strength:+g}", *(_figure(name, means.get(name)) for name in SHOWN)))
    terminal.table(
        ("slider", "strength", *SHOWN), rows, title=f"{made.split.name}: {made.model}, {made.people:,} people"
    )
    slowest = max(point.milliseconds or 0.0 for point in made.points)
    terminal.say(f"filling a slate of 10 from {made.pool} titles took {slowest:.2f} ms at most (median over people)")


def _figure(name: str, mean: float | None) -> str:
    if mean is None:
        return ""
    return f"{mean:.1f}" if name == "year@10" else f"{mean:.4f}"
