"""matinee tour: everything at once, to see what this is."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import typer

from matinee.doors.cli.commands.recommend import show_answer
from matinee.doors.cli.comparison_table import show_result
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Seed, read_data
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.lab.core import registry
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.runs.answer import ask
from matinee.ops.runs.bench import BenchOptions, bench
from matinee.ops.runs.specs import read_specs
from matinee.ops.runs.train import display_names, most_liked

EPILOG = examples("matinee tour")
SHOWN_MODELS = ("popular", "item_knn", "ease", "ials")
REAL = ("ml-latest-small.zip", "ml-100k.zip")
"""Real data the tour can use, in order of liking."""
GUIDE = "ease"
"""The model that recommends in the tour: quick, good, and able to say exactly why."""


def tour(ctx: typer.Context, seed: Seed = None) -> None:
    """Compare the first models and get ten recommendations with reasons.

    On a small invented world whose right answers are known and, where MATINEE_DATA names a folder with
    ml-latest-small.zip or ml-100k.zip, on real data too.
    """
    terminal = terminal_of(ctx)
    chosen_seed = terminal.context.settings.seed if seed is None else seed
    terminal.say("1. An invented world: four tastes that do not mix, so the right answers are known.\n")
    world = checkerboard(seed=chosen_seed)
    _compare(terminal, world.data, seed=chosen_seed)
    _recommend(terminal, world.data, _of_one_taste(world.data, world.right(0)), seed=chosen_seed)
    found = _real_data(terminal.context.settings.data)
    if found:
        terminal.say("2. Real ratings.\n")
        data = read_data(terminal, found)
        _compare(terminal, data, seed=chosen_seed)
        _recommend(terminal, data, _of_one_genre(data), seed=chosen_seed)
    else:
        terminal.say("2. Real ratings: set MATINEE_DATA to a folder with ml-latest-small.zip to see them here.\n")
    path = found or "ml-latest-small.zip"
    terminal.say("Try next:")
    if not found:
        terminal.say("  matinee data get ml-latest-small --to .")
    terminal.say(f"  matinee train ease --data {path} --out models/ease")
    terminal.say('  matinee recommend --model models/ease --like "Alien" --like "Blade Runner" --why')
    terminal.say(f"  matinee bench --data {path} --protocol time --models all")


def _compare(terminal: Terminal, data: Dataset, *, seed: int) -> None:
    split = make_split(data, "weak", seed=seed)
    made = bench(
        split,
        read_specs(SHOWN_MODELS, protocol=split.protocol),
        context=terminal.context.fit_context(seed=seed, progress=terminal.progress),
        options=BenchOptions(command="matinee tour"),
        progress=terminal.progress,
    )
    show_result(terminal, made.result)
    terminal.say()


def _recommend(terminal: Terminal, data: Dataset, liked: Sequence[int], *, seed: int) -> None:
    names = display_names(data)
    model = registry.make(GUIDE).fit(data, terminal.context.fit_context(seed=seed, progress=terminal.progress))
    by_id = [f"#{data.titles.ids[title]}" for title in liked]
    terminal.say(f"Ten recommendations of '{GUIDE}', and which of the liked titles brought them.")
    show_answer(terminal, ask(model, names, like=by_id, k=10, why=True), why=True)
    terminal.say()


def _of_one_taste(data: Dataset, right: np.ndarray) -> list[int]:
    return [title for title in most_liked(data, data.n_titles) if right[title]][:3]


def _of_one_genre(data: Dataset, genre: str = "Sci-Fi") -> list[int]:
    """Three titles of a genre that many people like; just three such titles where the genre is not known."""
    inside = [title for title in most_liked(data, data.n_titles) if genre in data.facts.genres[title]]
    return (inside or most_liked(data, 3))[:3]


def _real_data(folder: Path | None) -> Path | None:
    return next((folder / name for name in REAL if (folder / name).is_file()), None) if folder else None
