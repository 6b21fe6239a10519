"""matinee bench."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from matinee.doors.cli.asked import check_asked, check_protocol
from matinee.doors.cli.comparison_table import show_result
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import (
    Device,
    Kind,
    OnDevice,
    Person,
    RecipeName,
    Seed,
    SkipBad,
    Time,
    Title,
    Value,
    mapping_of,
)
from matinee.doors.cli.outputs import check_outputs, put
from matinee.doors.cli.retold import retold
from matinee.doors.cli.source import ALL, Data, Folds, How, People, Source, SplitFile, Titles, read_folds
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.doors.cli.watching import ProfileTo, check_watching, profiled
from matinee.kit.extras import needs
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.bench import Bench, BenchOptions, write_lists
from matinee.ops.runs.bench import bench as judge_all
from matinee.ops.runs.folds import bench_folds
from matinee.ops.runs.keeping import check_keepable
from matinee.ops.runs.recipes import chosen_recipe, write_recipe
from matinee.ops.runs.result_files import write_result
from matinee.ops.runs.specs import ModelSpec, read_specs
from matinee.ops.runs.tuned import TRIALS, Tuner
from matinee.ops.tuning.tune import TuneOptions, tuner

FILES = "Files to write"
NOT_TOLD = frozenset({"json_file", "summary", "lists", "save_recipe", "profile"})
"""Options that only say where results go."""
EPILOG = examples(
    "matinee bench --split ml1m-S.npz --models ease,ials,ease:l2=500 --json r.json",
    "matinee bench --data ml-latest-small.zip --protocol time --models all",
    "matinee bench --split ml1m-W.npz --models ease --tune --save-recipe mine.toml",
    "matinee bench --split ml100k-R.npz --models svd,svdpp --fold all",
)

Models = Annotated[
    str, typer.Option(metavar="A,B,C|all", help="Models, each with settings if you like: ease,ease:l2=500+keep=100.")
]
Tune = Annotated[bool, typer.Option("--tune", help="Choose settings on the tuning part first.")]
Trials = Annotated[
    int | None,
    typer.Option(min=1, help="With --tune: at most so many tries a model.", show_default=str(TRIALS)),
]
Curve = Annotated[bool, typer.Option("--curve", help="Judge with shortened histories too; rankings only.")]
Lint = Annotated[
    bool, typer.Option("--lint", help="Look for leaks by what models do: fitted on shuffled labels they must fail.")
]
JsonFile = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="All figures.", rich_help_panel=FILES)]
Summary = Annotated[
    bool, typer.Option("--summary", help="Leave what each person got out of --json.", rich_help_panel=FILES)
]
Lists = Annotated[
    Path | None, typer.Option(metavar="FILE.npz", help="The ranked lists themselves.", rich_help_panel=FILES)
]
SaveRecipe = Annotated[
    Path | None, typer.Option(metavar="FILE.toml", help="The settings that were used.", rich_help_panel=FILES)
]


def bench(
    ctx: typer.Context,
    *,
    models: Models,
    split: SplitFile = None,
    titles: Titles = None,
    people: People = None,
    data: Data = None,
    protocol: How = None,
    fold: Folds = None,
    seed: Seed = None,
    device: OnDevice = "auto",
    recipe: RecipeName = None,
    tune: Tune = False,
    trials: Trials = None,
    curve: Curve = False,
    lint: Lint = False,
    json_file: JsonFile = None,
    summary: Summary = False,
    lists: Lists = None,
    save_recipe: SaveRecipe = None,
    profile: ProfileTo = None,
    skip_bad: SkipBad = False,
    person: Person = None,
    title: Title = None,
    value: Value = None,
    time: Time = None,
    kind: Kind = None,
) -> None:
    """Judge models on the same people and titles, and show who is better, how sure that is, and what it cost.

    Popularity, of all time and lately, is in every ranking. The whole catalogue is ranked for everybody, what they know
    left out. Ends with code 1 where a model failed.
    """
    terminal = terminal_of(ctx)
    check_asked(ctx.params)
    check_outputs(json=json_file, lists=lists, save_recipe=save_recipe)
    check_watching(profile=profile)
    chosen_seed = terminal.context.settings.seed if seed is None else seed
    splits = read_folds(
        terminal,
        Source(split, data, protocol, titles=titles, people=people),
        fold,
        seed=chosen_seed,
        mapping=mapping_of(person, title, value, time, kind),
        skip_bad=skip_bad,
    )
    made_split = splits[0]
    check_protocol(ctx.params, made_split.protocol)
    specs = _specs(models, made_split, recipe, kept=save_recipe is not None, tuned=tune)
    options = BenchOptions(command=retold(ctx, but=NOT_TOLD), curve=curve, lint=lint)
    tries = (trials or TRIALS) if tune else 0
    judge_one = partial(
        _judged, terminal, specs=specs, options=options, seed=chosen_seed, device=device, tries=tries, profile=profile
    )
    made = judge_one(made_split) if fold != ALL else bench_folds(splits, judge_one)
    show_result(terminal, made.result)
    _write(terminal, made, json_file=json_file, summary=summary, lists=lists, save_recipe=save_recipe)
    if made.failures:
        raise typer.Exit(1)


def _specs(models: str, split: Split, recipe: str | None, *, kept: bool, tuned: bool) -> list[ModelSpec]:
    """kept: whether their settings are to be saved."""
    specs = read_specs(models.split(","), protocol=split.protocol, recipe=chosen_recipe(recipe, split))
    if kept:
        check_keepable(specs, tuned=tuned)
    return specs


def _judged(
    terminal: Terminal,
    split: Split,
    *,
    specs: Sequence[ModelSpec],
    options: BenchOptions,
    seed: int,
    device: Device,
    tries: int,
    profile: Path | None,
) -> Bench:
    about = {"split": split.name, "models": ", ".join(spec.label for spec in specs)}
    with profiled(terminal, profile, title=f"Judging on {split.name}", about=about) as progress:
        context = terminal.context.fit_context(seed=seed, device=device, progress=progress)
        return judge_all(
            split,
            specs,
            context=context,
            options=options,
            tuner=_tuner(split, context, tries) if tries else None,
            recorder=terminal.context.recorder(warn=terminal.warn),
            progress=progress,
        )


def _tuner(split: Split, context: FitContext, tries: int) -> Tuner:
    """Asks for the packages it needs before any work is done."""
    needs("optuna")
    return tuner(
        split.tuning,
        protocol=split.protocol,
        split=split.fingerprint,
        context=context,
        options=TuneOptions(trials=tries),
        progress=context.progress,
    )


def _write(
    terminal: Terminal,
    made: Bench,
    *,
    json_file: Path | None,
    summary: bool,
    lists: Path | None,
    save_recipe: Path | None,
) -> None:
    found = "found" if any(model.tuning for model in made.result.models.values()) else "used"
    about = f"Settings for {made.result.split.name}, {found} by\n{made.result.command}"
    result = made.result.summary() if summary else made.result
    for path, write in (
        (json_file, partial(write_result, result=result)),
        (lists, partial(write_lists, made=made)),
        (save_recipe, partial(write_recipe, recipe=made.recipe, about=about)),
    ):
        put(terminal, path, write)
