"""matinee bench."""

import shlex
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.asked import check_asked, check_protocol
from matinee.doors.cli.comparison_table import show_result
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Kind, Person, Seed, SkipBad, Time, Title, Value, mapping_of, read_checked
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.doors.cli.watching import ProfileTo, check_watching, profiled
from matinee.lab.data.loaders.load import load_people, load_titles
from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Protocol, Split
from matinee.ops.runs.bench import Bench, BenchOptions, write_lists
from matinee.ops.runs.bench import bench as judge_all
from matinee.ops.runs.keeping import check_keepable
from matinee.ops.runs.recipes import read_recipe, recipe_of_split, write_recipe
from matinee.ops.runs.result_files import write_result
from matinee.ops.runs.specs import ModelSpec, read_specs
from matinee.ops.runs.tuning import TRIALS

SOURCE = "What to judge on"
FILES = "Files to write"
NOT_TOLD = frozenset({"json_file", "summary", "lists", "save_recipe", "profile"})
"""Options that only say where results go."""
EPILOG = examples(
    "matinee bench --split ml1m-S.npz --models ease,ials,ease:l2=500 --json r.json",
    "matinee bench --data ml-latest-small.zip --protocol time --models all",
    "matinee bench --split ml1m-W.npz --models ease --tune --save-recipe mine.toml",
)

Models = Annotated[
    str, typer.Option(metavar="A,B,C|all", help="Models, each with settings if you like: ease,ease:l2=500+keep=100.")
]
SplitFile = Annotated[Path | None, typer.Option(metavar="FILE.npz", help="A split file.", rich_help_panel=SOURCE)]
Titles = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Genres and years of a split file's titles.", rich_help_panel=SOURCE),
]
People = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Age, gender and so on of a split file's people.", rich_help_panel=SOURCE),
]
Data = Annotated[
    Path | None, typer.Option(metavar="PATH", help="A data set, to be split here.", rich_help_panel=SOURCE)
]
How = Annotated[
    Protocol | None,
    typer.Option(help="How to split --data: time, last, strong, weak or rating.", rich_help_panel=SOURCE),
]
Fold = Annotated[
    int | None, typer.Option(min=0, help="Which fold is the test, of a k-fold split.", rich_help_panel=SOURCE)
]
RecipeFile = Annotated[
    Path | None, typer.Option(metavar="FILE.toml", help="Settings of models.", show_default="that of the split")
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
    fold: Fold = None,
    seed: Seed = None,
    recipe: RecipeFile = None,
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
    if data and protocol:
        mapping = mapping_of(person, title, value, time, kind)
        whole = read_checked(terminal, data, mapping=mapping, skip_bad=skip_bad)
        made_split = make_split(whole, protocol, seed=chosen_seed, fold=fold)
    elif split:
        made_split = _read(split, fold=fold, titles=titles, people=people)
    else:
        raise BadInput("there is nothing to judge on", remedy="Give --split, or --data with --protocol")
    check_protocol(ctx.params, made_split.protocol)
    settings = read_recipe(recipe) if recipe else recipe_of_split(made_split)
    specs = read_specs(models.split(","), protocol=made_split.protocol, recipe=settings)
    if save_recipe:
        check_keepable(specs, tuned=tune)
    options = BenchOptions(command=_command(ctx), curve=curve, lint=lint, tuned=tune, trials=trials or TRIALS)
    made = _judged(terminal, made_split, specs, options, seed=chosen_seed, profile=profile)
    show_result(terminal, made.result)
    _write(terminal, made, json_file=json_file, summary=summary, lists=lists, save_recipe=save_recipe)
    if made.failures:
        raise typer.Exit(1)


def _read(path: Path, *, fold: int | None, titles: Path | None, people: Path | None) -> Split:
    return read_split(
        path,
        fold=fold,
        title_table=load_titles(titles) if titles else None,
        people_table=load_people(people) if people else None,
    )


def _judged(
    terminal: Terminal,
    split: Split,
    specs: Sequence[ModelSpec],
    options: BenchOptions,
    *,
    seed: int,
    profile: Path | None,
) -> Bench:
    about = {"split": split.name, "models": ", ".join(spec.label for spec in specs)}
    with profiled(terminal, profile, title=f"Judging on {split.name}", about=about) as progress:
        context = terminal.context.fit_context(seed=seed, progress=progress)
        return judge_all(split, specs, context=context, options=options, progress=progress)


def _command(ctx: typer.Context) -> str:
    """What was asked for, with files by their names alone: a result should not tell how somebody's disk is laid out."""
    words = ["matinee", "bench"]
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name)
        if parameter.name in NOT_TOLD or value is None or value == parameter.default:
            continue
        words.append(parameter.opts[0])
        if value is not True:
            words.append(value.name if isinstance(value, Path) else str(value))
    return shlex.join(words)


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
        if path:
            with writing(path):
                write(path)
            terminal.note(f"written: {path}")
