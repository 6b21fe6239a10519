"""matinee tour: everything at once, to see what this is."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from matinee.doors.cli.commands.recommend import show_answer
from matinee.doors.cli.comparison_table import show_result
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Seed, read_data
from matinee.doors.cli.reasons import in_words_of
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.lab.core import registry
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.sizes import size_named
from matinee.ops.runs.answer import answer_for, ask
from matinee.ops.runs.bench import BenchOptions, bench
from matinee.ops.runs.specs import read_specs
from matinee.ops.runs.tour import COMPARED, Tour, Visitor, pick_visitor, prepare_tour, true_stars
from matinee.ops.runs.train import display_names, most_liked
from matinee.version import __version__

EPILOG = examples("matinee tour", "matinee tour --size tiny")
REAL = ("ml-latest-small.zip", "ml-100k.zip")
"""Real data the tour can use, in order of liking."""
WORLD_SEED = 7
GUIDE_TO_REAL = "ease"
"""Recommends on real data: one model of default settings."""


def tour(
    ctx: typer.Context,
    *,
    size: Annotated[str, typer.Option(help="Of the invented world: tiny, small or large.")] = "small",
    seed: Seed = None,
) -> None:
    """Compare the first models and get ten recommendations with reasons.

    On an invented world whose people's true tastes are known and, where MATINEE_DATA names a folder with
    ml-latest-small.zip or ml-100k.zip, on real data too. What was made is kept, so the second time is quick.
    """
    terminal = terminal_of(ctx)
    settings = terminal.context.settings
    chosen_seed = settings.seed if seed is None else seed
    kept = settings.cache / "tour" / f"{__version__}-{size}-{chosen_seed}"
    terminal.note(f"An invented world, where the truth is known. The first time it is made and learned from in {kept}")
    context = terminal.context.fit_context(seed=chosen_seed, progress=terminal.progress)
    ready = prepare_tour(kept, size_named(size), seed=WORLD_SEED, context=context, progress=terminal.progress)
    show_result(terminal, ready.result)
    terminal.say()
    _visit(terminal, ready, pick_visitor(ready))
    real = _real_data(settings.data)
    if real:
        _real(terminal, real, seed=chosen_seed)
    _what_next(terminal, ready, real)


def _visit(terminal: Terminal, ready: Tour, visitor: Visitor) -> None:
    """Ten recommendations for a person, beside what that person truly would think of them."""
    history = ready.data.histories.row(visitor.row)
    made = answer_for(ready.model, display_names(ready.data), history, k=10, why=True)
    liked = ", ".join(made.liked[-3:])
    terminal.say(
        f"Person {visitor.id} of this world has rated {len(history.titles)} titles and lately liked {liked}.\n"
        f"What no model is told: they lean to the {', the '.join(visitor.taste)}, "
        f"and would give {visitor.usual:.1f} stars to a title picked blindly.\n"
    )
    truth = true_stars(ready, visitor.id - 1, np.array([one.id for one in made.suggestions]))
    rows = [
        (one.name, in_words_of(one.why, made.names) if one.why else "", f"{stars:.1f}")
        for one, stars in zip(made.suggestions, truth, strict=True)
    ]
    terminal.table(("recommended", "because", "true stars"), rows, words=2)
    terminal.say(f"On average they would truly give these {truth.mean():.1f} stars.")


def _real(terminal: Terminal, path: Path, *, seed: int) -> None:
    terminal.say("\nThe same on real ratings.\n")
    data = read_data(terminal, path)
    context = terminal.context.fit_context(seed=seed, progress=terminal.progress)
    made = bench(
        make_split(data, "weak", seed=seed),
        read_specs(COMPARED, protocol="weak"),
        context=context,
        options=BenchOptions(command="matinee tour"),
        progress=terminal.progress,
    )
    show_result(terminal, made.result)
    model = registry.make(GUIDE_TO_REAL).fit(data, context)
    by_id = [f"#{data.titles.ids[title]}" for title in _of_one_genre(data)]
    terminal.say(f"\nTen recommendations of '{GUIDE_TO_REAL}', and which of the liked titles brought them.")
    show_answer(terminal, ask(model, display_names(data), like=by_id, k=10, why=True), why=True)


def _what_next(terminal: Terminal, ready: Tour, real: Path | None) -> None:
    world, path = ready.world.path, real or "ml-latest-small.zip"
    favourite = display_names(ready.data)[most_liked(ready.data, 1)[0]]
    terminal.say("\nTry next:")
    terminal.say(f'  matinee recommend --model {ready.model_folder} --like "{favourite}" --why')
    terminal.say(f"  matinee data report {world} --out report.html")
    if not real:
        terminal.say("  matinee data get ml-latest-small --to .")
    terminal.say(f"  matinee bench --data {path} --protocol time --models all")


def _of_one_genre(data: Dataset, genre: str = "Sci-Fi") -> list[int]:
    """Three titles of a genre that many people like; just three such titles where the genre is not known."""
    inside = [title for title in most_liked(data, data.n_titles) if genre in data.facts.genres[title]]
    return (inside or most_liked(data, 3))[:3]


def _real_data(folder: Path | None) -> Path | None:
    return next((folder / name for name in REAL if (folder / name).is_file()), None) if folder else None
