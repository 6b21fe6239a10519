"""matinee tune."""

from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadConfig, BadInput
from matinee.doors.cli.asked import check_source
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Kind, OnDevice, Person, Seed, SkipBad, Time, Title, Value, mapping_of
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.source import Data, Fold, How, People, Source, SplitFile, Titles, read_source
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.kit.extras import needs
from matinee.kit.text import counted
from matinee.lab.core import registry
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.recipes import Finding, find_recipe, put_into_recipe, recipe_of_split
from matinee.ops.runs.specs import ModelSpec, check_spec, read_settings
from matinee.ops.runs.tuned import TRIALS
from matinee.ops.tuning.log import StudyLog, about, write_log
from matinee.ops.tuning.measure import measure_named
from matinee.ops.tuning.recorded import tune_on
from matinee.ops.tuning.tune import Studied, TuneOptions

SHOWN = 10
FILES = "Files to write"
EPILOG = examples(
    "matinee tune ease --split ml1m-S.npz --trials 20 --save-recipe mine.toml",
    "matinee tune ials --data ml-latest-small.zip --protocol weak --timeout 600 --jobs 2",
)


Model = Annotated[str, typer.Argument(metavar="MODEL", help="A name from 'matinee models list'.")]
Trials = Annotated[int, typer.Option(min=1, help="How many the study is to have, those of earlier runs counted.")]
Timeout = Annotated[
    float | None, typer.Option(min=1.0, metavar="SECONDS", help="Stop after so long; go on another time.")
]
StudyName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE.db",
        help="What the search is called, or the file to keep it in.",
        show_default="that of the split and the model",
    ),
]
Metric = Annotated[
    str | None,
    typer.Option(
        metavar="A[+B]", help="What to choose by, of several the mean.", show_default="ndcg@10+ndcg@100, or rmse"
    ),
]
Jobs = Annotated[int, typer.Option(min=1, max=64, help="Processes that work on the study side by side.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="A setting to begin from; kept where tuning does not try it."),
]
RecipeName = Annotated[
    str | None,
    typer.Option(metavar="NAME|FILE.toml", help="Settings to begin from.", show_default="that of the split"),
]
SaveRecipe = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml", help="Put the best settings into it; the log goes beside it.", rich_help_panel=FILES
    ),
]


def tune(
    ctx: typer.Context,
    *,
    model: Model,
    split: SplitFile = None,
    titles: Titles = None,
    people: People = None,
    data: Data = None,
    protocol: How = None,
    fold: Fold = None,
    trials: Trials = TRIALS,
    timeout: Timeout = None,
    study: StudyName = None,
    metric: Metric = None,
    jobs: Jobs = 1,
    settings: Settings = None,
    recipe: RecipeName = None,
    seed: Seed = None,
    device: OnDevice = "auto",
    save_recipe: SaveRecipe = None,
    skip_bad: SkipBad = False,
    person: Person = None,
    title: Title = None,
    value: Value = None,
    time: Time = None,
    kind: Kind = None,
) -> None:
    """Search for good settings of a model, on the tuning part of a split alone.

    The settings it has now are tried first. A search that was interrupted or killed goes on with the same command.
    """
    terminal = terminal_of(ctx)
    check_source(ctx.params)
    check_outputs(save_recipe=save_recipe)
    registry.find(model)
    needs("optuna")
    context = terminal.context.fit_context(seed=seed, progress=terminal.progress, device=device)
    made = read_source(
        terminal,
        Source(split, data, protocol, fold, titles, people),
        seed=context.seed,
        mapping=mapping_of(person, title, value, time, kind),
        skip_bad=skip_bad,
    )
    spec = _spec(model, made, recipe, settings or [])
    name, path = _place(study or f"{made.name}-{model}", terminal.context.studies)
    measure_named(metric, made.protocol)
    options = TuneOptions(name, path, trials, timeout, metric, jobs)
    if path.is_file():
        terminal.note(f"Going on with the study '{name}' in {path}.")
    recorder = terminal.context.recorder(warn=terminal.warn)
    with writing(path):
        found, log = tune_on(
            made, spec, context=context, options=options, recorder=recorder, progress=terminal.progress
        )
    _show(terminal, found, made, path)
    if save_recipe:
        _save(terminal, found, log, save_recipe)


def _spec(model: str, split: Split, recipe: str | None, settings: list[str]) -> ModelSpec:
    """Where the search begins."""
    start = find_recipe(recipe).recipe if recipe else recipe_of_split(split)
    spec = ModelSpec(model, model, start.get(model, {}) | read_settings(settings, where="--set"))
    check_spec(spec, split.protocol)
    if not spec.choosable:
        raise BadConfig(f"there is nothing to choose in '{model}'", remedy=f"See: matinee models show {model}")
    return spec


def _place(text: str, folder: Path) -> tuple[str, Path]:
    """Name and file of a study that is called by either."""
    path = Path(text)
    if path.suffix == ".db" or "/" in text:
        if path.is_dir():
            raise BadInput("this is a folder, not a file", where=f"--study {text}", remedy="Name a file in it")
        return path.stem, path
    return text, folder / f"{text}.db"


def _show(terminal: Terminal, found: Studied, split: Split, path: Path) -> None:
    keys = sorted({key for record in found.ranked for key in record.report.settings})
    rows = [
        (
            str(found.place_of(record)),
            *(_said(record.report.settings.get(key)) for key in keys),
            f"{found.shown(record):.4f}",
            f"{record.report.seconds:.2f}",
        )
        for record in found.ranked[:SHOWN]
    ]
    columns = ("trial", *keys, found.metric, "fit s")
    terminal.say(f"{found.spec.name} on the tuning part of {split.name}")
    terminal.table(columns, rows)
    counts = {state: sum(one.state == state for one in found.trials) for state in ("complete", "pruned", "failed")}
    parts = [f"{count} {state}" for state, count in counts.items() if count]
    earlier = f", {found.resumed} of them from earlier" if found.resumed else ""
    terminal.say(f"Study '{found.name}': {counted(len(found.trials), 'trial')} ({', '.join(parts)}){earlier}.")
    if found.importance:
        shares = ", ".join(f"{key} {share:.0%}" for key, share in found.importance.items())
        terminal.say(f"How much each setting explains of what is good: {shares}.")
    for record in found.trials:
        if record.report.error:
            terminal.warn(f"trial {found.place_of(record)} failed: {record.report.error}")
    terminal.note(f"Kept in {path}.")


def _save(terminal: Terminal, found: Studied, log: StudyLog, path: Path) -> None:
    beside = path.with_name(f"{found.name}.json")
    config = found.spec.make().config.model_dump(mode="json")
    with writing(path):
        put_into_recipe(path, found.spec.name, config, found=Finding(found.name, about(found)))
    with writing(beside):
        write_log(beside, log)
    terminal.note(f"written: {path}, {beside}")


def _said(value: Any) -> str:
    return "none" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
