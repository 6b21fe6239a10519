"""The demo world made ready to be shown: on disk, compared, and with a model that has learned from it.

What is ready is kept in a folder and found there the next time.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from matinee.domain.errors import BadInput
from matinee.kit.progress import SILENT, Progress
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.files import WorldFolder
from matinee.lab.world.genres import AXES, in_words
from matinee.lab.world.response import Response
from matinee.lab.world.sizes import Size
from matinee.lab.world.traits import END, make_people, make_titles
from matinee.ops.runs.bench import BenchOptions, bench
from matinee.ops.runs.recipes import find_recipe, shipped_recipe
from matinee.ops.runs.result_files import ResultFile, read_result, write_result
from matinee.ops.runs.specs import read_specs
from matinee.ops.runs.train import train
from matinee.ops.runs.worlds import world_in

COMPARED = ("popular", "item_knn", "ease", "ials")
GUIDE = "weighted"
"""The model that recommends in the tour: a blend that is quick and able to say exactly why."""
PROTOCOL = "strong"
RECIPE = "demo-world"
FAST = "fast-demo-world"
"""The recipe of the blend."""
WORTH_SHOWING = (30, 80)
"""Likes of the person the tour is about: enough to have a taste, few enough to read."""


@dataclass(frozen=True, eq=False)
class Tour:
    world: WorldFolder
    data: Dataset
    result: ResultFile
    model: Recommender
    model_folder: Path


@dataclass(frozen=True)
class Visitor:
    """A person of the world. row: in the data set. taste: what they truly lean to, in words, strongest first.
    usual: stars they would truly give to a title picked blindly."""

    id: int
    row: int
    taste: list[str]
    usual: float


def prepare_tour(folder: Path, size: Size, *, seed: int, context: FitContext, progress: Progress = SILENT) -> Tour:
    """Makes whatever is missing in the folder, and loads the rest."""
    world = world_in(folder / "world", size, seed=seed, progress=progress)
    data = load(world.path).dataset
    model_folder = folder / "models" / GUIDE
    result = _result(folder / "comparison.json", data, context=context, progress=progress)
    return Tour(world, data, result, _model(model_folder, data, context=context), model_folder)


def pick_visitor(tour: Tour) -> Visitor:
    """Of the people with a history worth showing, the one whose taste is the most pronounced."""
    people = make_people(tour.world.size, seed=tour.world.seed)
    likes = np.diff(tour.data.histories.liked(tour.data.feedback).offsets)
    numbers = tour.data.people.ids - 1
    taste = people.at(numbers, np.full(len(numbers), END))[:, : len(AXES)]
    fit_to_show = (likes >= WORTH_SHOWING[0]) & (likes <= WORTH_SHOWING[1])
    row = int(np.argmax(np.where(fit_to_show, np.abs(taste).max(axis=1), -1.0)))
    number = int(numbers[row])
    stars = true_stars(tour, number, np.arange(tour.world.size.titles) + 1)
    return Visitor(number + 1, row, in_words(taste[row]), float(stars.mean()))


def true_stars(tour: Tour, number: int, title_ids: np.ndarray) -> np.ndarray:
    """Stars (titles,) that a person would truly give, on the scale of the world, noise and mood left out."""
    size, seed = tour.world.size, tour.world.seed
    response = Response(make_people(size, seed=seed), make_titles(size, seed=seed))
    rows = np.asarray(title_ids, dtype=np.int64) - 1
    felt = response.enjoyment(np.full(len(rows), number), rows, np.full(len(rows), END))
    return np.clip(felt, tour.data.feedback.lowest, tour.data.feedback.highest)


def settings_of_guide() -> dict[str, Any]:
    return find_recipe(FAST).settings_of(GUIDE)


def _result(path: Path, data: Dataset, *, context: FitContext, progress: Progress) -> ResultFile:
    split = make_split(data, PROTOCOL, seed=context.seed)
    if path.exists():
        kept = read_result(path)
        if kept.split.fingerprint == split.fingerprint and {*COMPARED, GUIDE} <= set(kept.models):
            return kept
    recipe = {**shipped_recipe(RECIPE), GUIDE: settings_of_guide()}
    specs = read_specs((*COMPARED, GUIDE), protocol=PROTOCOL, recipe=recipe)
    made = bench(split, specs, context=context, options=BenchOptions(command="matinee tour"), progress=progress)
    write_result(path, made.result)
    return made.result


def _model(folder: Path, data: Dataset, *, context: FitContext) -> Recommender:
    try:
        kept = artifact.load(folder)
    except BadInput:
        kept = None
    if kept is not None and kept.lineage.get("data_fingerprint") == data.fingerprint:
        return kept
    return train(GUIDE, data, folder, settings=settings_of_guide(), context=context).model
