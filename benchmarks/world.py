"""Holds the demo world beside real audiences, writes what comes out into docs/world.md, and draws the contact sheet.

Needs MATINEE_DATA with ml-100k.zip, ml-latest-small.zip and ml-1m.zip (or ml-1m-ratings.parquet, whose times are not
used). Run it from anywhere: python benchmarks/world.py
"""

import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from matinee.domain.feedback import HALF_STARS, WHOLE_STARS
from matinee.kit.files import write_text
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load, load_titles
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.titles import TitleTable
from matinee.lab.world.files import look_of, write_world
from matinee.lab.world.genres import GENRES
from matinee.lab.world.posters.sheet import contact_sheet
from matinee.lab.world.realism import compare, portrait
from matinee.lab.world.sizes import size_named
from matinee.lab.world.tables import Tables
from matinee.lab.world.world import World, build_world
from matinee.ops.runs.bench import bench
from matinee.ops.runs.recipes import Recipe, shipped_recipe
from matinee.ops.runs.result_files import ResultFile
from matinee.ops.runs.specs import read_specs
from matinee.ops.runs.tour import RECIPE

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, SHEET = DOCS / "world.md", DOCS / "pictures" / "posters.png"
OPEN, CLOSE = "<!-- figures: written by benchmarks/world.py -->", "<!-- end of figures -->"
SIZE, SEED = "small", 7
MODELS = ("popular", "item_knn", "ease", "ials")
ON_THE_WALL = 48
"""Titles on the contact sheet: the most famous of the world."""


def main() -> int:
    folder = os.environ.get("MATINEE_DATA")
    if not folder:
        print("error: set MATINEE_DATA to the folder of real data sets", file=sys.stderr)
        return 2
    real = real_audiences(Path(folder))
    with tempfile.TemporaryDirectory() as made:
        built = build_world(size_named(SIZE), seed=SEED)
        write_world(built, Path(made))
        world = load(Path(made)).dataset
    SHEET.write_bytes(wall(built))
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(OPEN)
    block = f"{realism_table(world, real)}\n\n{model_table(world, real['ML-100K'])}"
    write_text(PAGE, f"{before}{OPEN}\n\n{block}\n\n{CLOSE}{rest.partition(CLOSE)[2]}")
    return 0


def wall(world: World) -> bytes:
    facts = Tables(world).facts.to_dicts()
    famous = np.argsort(-world.response.titles.fame)[:ON_THE_WALL]
    return contact_sheet([look_of(facts[title], seed=world.seed) for title in famous])


def real_audiences(folder: Path) -> dict[str, Dataset]:
    return {
        "ML-100K": load(folder / "ml-100k.zip").dataset,
        "ML-1M": one_million(folder),
        "latest-small": load(folder / "ml-latest-small.zip").dataset,
    }


def one_million(folder: Path) -> Dataset:
    if (folder / "ml-1m.zip").exists():
        return load(folder / "ml-1m.zip").dataset
    rows = pl.read_parquet(folder / "ml-1m-ratings.parquet")
    people, titles, values = (rows[name].to_numpy() for name in ("user_id", "movie_id", "rating"))
    table = load_titles(folder / "ml-1m-partial.zip")
    return Dataset.from_columns(people, titles, values, feedback=WHOLE_STARS, title_table=table, name="ml-1m")


def uniform(people: int = 1_000, titles: int = 1_000) -> Dataset:
    """Everybody as likely to have rated everything, with any stars, and genres thrown at titles like dice."""
    rng = np.random.default_rng(0)
    genres = [list(rng.choice(GENRES, 3, replace=False)) for _ in range(titles)]
    names = [str(title) for title in range(titles)]
    frame = pl.DataFrame({"id": np.arange(titles), "name": names, "year": [2000] * titles, "genres": genres})
    person, title = np.nonzero(rng.random((people, titles)) < 0.1)
    stars, times = rng.choice(np.arange(0.5, 5.5, 0.5), len(person)), rng.integers(0, 10**8, len(person))
    return Dataset.from_columns(person, title, stars, times, feedback=HALF_STARS, title_table=TitleTable(frame))


def realism_table(world: Dataset, real: dict[str, Dataset]) -> str:
    figures = {name: portrait(data) for name, data in real.items()}
    ours, flat = portrait(world), portrait(uniform())
    verdicts = compare(ours, list(figures.values()))
    failing = sum(not verdict.holds for verdict in compare(flat, list(figures.values())))
    lines = [
        f"| figure | {' | '.join(figures)} | allowed | this world | | a uniform world |",
        f"|---|{'--:|' * len(figures)}---|--:|---|--:|",
    ]
    for verdict in verdicts:
        seen = " | ".join(f"{one[verdict.name]:.3g}" if verdict.name in one else "" for one in figures.values())
        mark = "within" if verdict.holds else "outside"
        allowed = f"{verdict.low:.3g} to {verdict.high:.3g}"
        lines.append(
            f"| {verdict.name} | {seen} | {allowed} | {verdict.value:.3g} | {mark} | {flat[verdict.name]:.3g} |"
        )
    told = (
        f"The world of size {SIZE}, seed {SEED}. Allowed is the range of the real data sets, 20 % wider. "
        f"Of {len(verdicts)} figures the world misses {sum(not verdict.holds for verdict in verdicts)}, "
        f"a uniform world {failing}."
    )
    return "\n".join([*lines, "", told])


def model_table(world: Dataset, real: Dataset) -> str:
    results = {"this world": judged(world, shipped_recipe(RECIPE)), "ML-100K": judged(real, {})}
    lines = ["| model | ndcg@10, this world | ndcg@10, ML-100K |", "|---|--:|--:|"]
    for model in MODELS:
        cells = []
        for result in results.values():
            value = result.models[model].metrics["ndcg@10"]
            cells.append(f"{value.mean:.4f} ({value.low:.3f} to {value.high:.3f})")
        lines.append(f"| {model} | {' | '.join(cells)} |")
    lines += [
        "",
        "Protocol strong, seed 0, the recipe of the world and default settings on ML-100K, 95 % intervals over people.",
    ]
    return "\n".join(lines)


def judged(data: Dataset, recipe: Recipe) -> ResultFile:
    split = make_split(data, "strong", seed=0)
    return bench(split, read_specs(MODELS, protocol="strong", recipe=recipe), context=FitContext()).result


if __name__ == "__main__":
    sys.exit(main())
