"""Making a release: every model of a recipe is fitted to a data set, and all of it put where a service finds it."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from safetensors.numpy import save as save_arrays

from matinee.domain.errors import BadArtifact, BadData, BadInput
from matinee.kit.clock import SECOND, now
from matinee.kit.files import write_text
from matinee.kit.hashing import sha256_of_file
from matinee.kit.progress import step
from matinee.lab.core import artifact, registry
from matinee.lab.core.context import FitContext
from matinee.lab.core.shelf import Shelf
from matinee.lab.data.checks import check_dataset, refuse_bad
from matinee.lab.data.dataset import Dataset
from matinee.lab.ranking.facets import Facets
from matinee.ops.releases.recipe import answer_of
from matinee.ops.releases.release import ABOUT, FACETS, FORMAT, RECIPE, About, facets_state
from matinee.ops.runs.calibrate import calibrate
from matinee.ops.runs.confidence_file import FILE as CONFIDENCE
from matinee.ops.runs.recipes import ANSWER, NamedRecipe, write_recipe
from matinee.ops.runs.train import display_names

_MAKING, _OLDER = ".making-", ".older-"


def make_release(
    folder: Path,
    data: Dataset,
    recipe: NamedRecipe,
    *,
    origin: str,
    context: FitContext,
    holdout: str = "",
    at: int | None = None,
) -> About:
    """Takes the place of the release that was in the folder, once all of it is written.

    origin: by which the catalogue knows the titles of the data set. holdout: the epoch whose people the data are
    without. at: microseconds, the moment of which the data speak; now where none is named. BadData for data that the
    checks refuse.
    """
    answer_of(recipe)
    refuse_bad(check_dataset(data))
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not (folder / ABOUT).is_file():
        raise BadInput("the folder holds something else", where=str(folder), remedy="Name a new folder")
    making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=folder.parent))
    try:
        about = fit_release(making, data, recipe, origin=origin, context=context, holdout=holdout, at=at)
        _take_the_place(folder, making)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return about


def fit_release(
    making: Path,
    data: Dataset,
    recipe: NamedRecipe,
    *,
    origin: str,
    context: FitContext,
    holdout: str = "",
    at: int | None = None,
) -> About:
    """Into a folder that nobody reads yet. Models that an earlier try of the very same data, recipe and seed has left
    there whole are not fitted again."""
    answer = answer_of(recipe)
    fitting = replace(context, shelf=Shelf(answer.models))
    for name in answer.models:
        if not _is_whole(making / name):
            shutil.rmtree(making / name, ignore_errors=True)
            with step(f"fitting {name}", progress=context.progress):
                model = registry.make(name, recipe.settings_of(name)).fit_once(data, fitting)
            artifact.save(model, making / name, names=display_names(data))
    if answer.rates is not None and not (making / answer.rates / CONFIDENCE).is_file():
        _learn_confidence(making / answer.rates, data, context)
    write_recipe(making / RECIPE, {**recipe.recipe, ANSWER: _stated(recipe.answer)}, about=f"made from {recipe.name}")
    return _write_about(making, data, origin=origin, holdout=holdout, at=now() if at is None else at)


def _is_whole(folder: Path) -> bool:
    try:
        artifact.load(folder, mapped=True)
    except BadArtifact:
        return False
    return True


def _stated(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in table.items()}


def _learn_confidence(folder: Path, data: Dataset, context: FitContext) -> None:
    """Nothing is learned of data that is too small to learn it from: ratings are then told without an interval."""
    try:
        calibrate(folder, data, context=context)
    except BadData:
        return


def _write_about(making: Path, data: Dataset, *, origin: str, holdout: str, at: int) -> About:
    (making / FACETS).write_bytes(save_arrays(facets_state(Facets.of(data))))
    about = About(
        format=FORMAT,
        origin=origin,
        data=data.name,
        data_fingerprint=data.fingerprint,
        people=data.n_people,
        events=len(data.log),
        made_at=at,
        facets=sha256_of_file(making / FACETS),
        learned_until=0 if data.log.times is None else int(data.log.times.max()) * SECOND,
        holdout=holdout,
    )
    write_text(making / ABOUT, f"{about.model_dump_json(indent=2)}\n")
    return about


def _take_the_place(folder: Path, making: Path) -> None:
    """A reader may find no release for the moment between two renamings, and looks again."""
    making.chmod(0o755)
    if not folder.exists():
        making.rename(folder)
        return
    older = Path(tempfile.mkdtemp(prefix=_OLDER, dir=folder.parent))
    folder.rename(older / folder.name)
    try:
        making.rename(folder)
    except OSError:
        (older / folder.name).rename(folder)
        raise
    finally:
        shutil.rmtree(older, ignore_errors=True)
