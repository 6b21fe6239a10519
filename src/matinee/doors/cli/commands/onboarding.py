"""matinee onboarding."""

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
from matinee.lab.evaluation.onboarding import COUNTS
from matinee.ops.runs.onboarding import ASKING_MODEL, measure_onboarding
from matinee.ops.runs.onboarding_file import OnboardingFile
from matinee.ops.runs.recipes import chosen_recipe
from matinee.ops.runs.specs import ALWAYS_RANKED, read_specs

EPILOG = examples(
    "matinee onboarding --split ml1m-S.npz",
    "matinee onboarding --data ml-latest-small.zip --protocol strong --models ease,user_knn --json onboarding.json",
)
FLOOR = ALWAYS_RANKED[0]
AT = ",".join(map(str, COUNTS))


def onboarding(
    ctx: typer.Context,
    *,
    split: SplitFile = None,
    titles: Titles = None,
    data: Data = None,
    protocol: How = None,
    models: Annotated[
        str, typer.Option(metavar="A,B,C", help="Models to compare with, on whole histories too.")
    ] = "ease",
    counts: Annotated[str, typer.Option(metavar="1,2,5", help="Numbers of answers to judge at.")] = AT,
    recipe: RecipeName = None,
    seed: Seed = None,
    json_file: JsonFile = None,
) -> None:
    """Replay the first questions on the people of a split: how good are lists after a few answers?

    Each person answers pages of 24 titles as their history would; asked by information gain, by popularity, or told of
    random titles of the history. Whatever they have in truth is left out of every list, so all points compare.
    """
    terminal = terminal_of(ctx)
    check_source({**dict.fromkeys(OF_A_DATA_SET), **ctx.params})
    check_outputs(json=json_file)
    wanted = _counts(counts)
    chosen_seed = terminal.context.settings.seed if seed is None else seed
    made_split = read_source(terminal, Source(split, data, protocol, titles=titles), seed=chosen_seed)
    settings = chosen_recipe(recipe, made_split)
    named = [text.strip() for text in models.split(",")]
    specs = [
        spec
        for spec in read_specs([ASKING_MODEL, *named, FLOOR], protocol=made_split.protocol, recipe=settings)
        if spec.name in {ASKING_MODEL, FLOOR} or spec.label in named
    ]
    made = measure_onboarding(
        made_split,
        specs,
        context=terminal.context.fit_context(seed=chosen_seed, device="auto", progress=terminal.progress),
        counts=wanted,
        command=retold(ctx),
        progress=terminal.progress,
    )
    _show(terminal, made)
    put(terminal, json_file, partial(write_text, text=made.model_dump_json(indent=1) + "\n"))


def _counts(text: str) -> list[int]:
    words = [word.strip() for word in text.split(",")]
    if not all(word.isdigit() and int(word) >= 1 for word in words):
        raise BadInput(f"'{text}' is no list of numbers", where="--counts", remedy="Write it like 1,2,5,10")
    return sorted({int(word) for word in words})


def _show(terminal: Terminal, made: OnboardingFile) -> None:
    rows = [
        (
            point.way,
            point.by,
            "all" if point.answers is None else str(point.answers),
            f"{point.mean:.4f} ({point.low:.3f} to {point.high:.3f})",
            f"{point.of_whole:.0%}",
            "" if point.shown_mean is None else f"{point.shown_mean:.0f}",
            "" if point.reached is None else f"{point.reached:.0%}",
        )
        for point in made.points
    ]
    columns = ("asked by", "answered by", "answers", "ndcg@10", "of whole", "shown", "reached")
    terminal.table(columns, rows, title=f"{made.split.name}: {made.people:,} people")
    for gap in made.gaps:
        terminal.say(
            f"{gap.answers} answers, grid less {gap.against} ({gap.by}): {gap.mean:+.4f} "
            f"({gap.low:+.4f} to {gap.high:+.4f}), p {gap.p_t:.2g}, after Holm {gap.p_holm:.2g}"
        )
