"""matinee ablation."""

from functools import partial
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Device, JsonFile, OnDevice, RecipeName, Seed
from matinee.doors.cli.outputs import check_outputs, put
from matinee.doors.cli.source import Data, How, People, Source, SplitFile, Titles, read_source
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.lab.data.splits.split import Split
from matinee.ops.reports.ablation_section import WORDS
from matinee.ops.runs.ablation import METRICS, Ablation, AblationRow, write_ablation
from matinee.ops.runs.ablation import ablation as ablate
from matinee.ops.runs.recipes import chosen_recipe

EPILOG = examples(
    "matinee ablation --split ml1m-S.npz --model weighted --json ablation-ml1m-S.json",
    "matinee ablation --data ml-latest-small.zip --protocol weak --model stacked --no-test",
)


def ablation(
    ctx: typer.Context,
    *,
    model: Annotated[str, typer.Option(metavar="BLEND", help="The blend to look into.")],
    split: SplitFile = None,
    titles: Titles = None,
    people: People = None,
    data: Data = None,
    protocol: How = None,
    seed: Seed = None,
    device: OnDevice = "auto",
    recipe: RecipeName = None,
    test: Annotated[bool, typer.Option("--test/--no-test", help="Judge on the test part too.")] = True,
    json_file: JsonFile = None,
) -> None:
    """Show what each member brings to a blend: the blend without it, each alone, and other blends of the same.

    On the people of the tuning part by cross-validation, which also decides who is dropped, and then on the test part.
    """
    terminal = terminal_of(ctx)
    if split and data:
        raise BadInput("--split and --data exclude each other", remedy="Give a split file, or a data set to split")
    check_outputs(json=json_file)
    chosen_seed = terminal.context.settings.seed if seed is None else seed
    source = read_source(terminal, Source(split, data, protocol, None, titles, people), seed=chosen_seed)
    if source.protocol == "rating":
        raise BadInput("only rankings are looked into, and these are ratings", remedy="Give a split of rankings")
    made = _ablated(terminal, source, model, recipe, seed=chosen_seed, device=device, test=test)
    show(terminal, made)
    put(terminal, json_file, partial(write_ablation, made=made))


def _ablated(
    terminal: Terminal, split: Split, model: str, recipe: str | None, *, seed: int, device: Device, test: bool
) -> Ablation:
    settings = chosen_recipe(recipe, split)
    context = terminal.context.fit_context(seed=seed, device=device, progress=terminal.progress)
    return ablate(split, model, settings, context=context, test=test, progress=terminal.progress)


def show(terminal: Terminal, made: Ablation) -> None:
    """Two tables, and who is dropped."""
    columns = ("members", *(f"{word}{metric}" for metric in METRICS for word in ("", "less the whole: ")))
    for part in ("validation", "test"):
        if part == "test" and any(row.test is None for row in made.rows):
            continue
        rows = [
            (f"{WORDS[row.what]} {'' if row.what == 'blend' else row.label}", *_cells(row, part)) for row in made.rows
        ]
        title = f"{made.model} on {made.split}, {part}: {made.people[part]:,} people"
        terminal.table(columns, rows, words=1, title=title)
    dropped = ", ".join(made.dropped) or "nobody"
    terminal.say(f"Brings nothing on validation, and could go: {dropped}")


def _cells(row: AblationRow, part: str) -> list[str]:
    judged = row.validation if part == "validation" else row.test
    if judged is None:
        raise ValueError(f"{row.label} was not judged on the {part} part")
    cells = []
    for metric in METRICS:
        one = judged.differences.get(metric)
        cells += [
            f"{judged.means[metric]:.4f}",
            "" if one is None else f"{one.mean:+.4f} ({one.low:+.4f} to {one.high:+.4f})",
        ]
    return cells
