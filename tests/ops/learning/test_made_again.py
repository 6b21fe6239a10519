"""L12: a version is made again from what it says of itself and the ratings of that moment, to the last byte."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from matinee.kit.hashing import fingerprint
from matinee.lab.core.context import FitContext
from matinee.lab.models.recvae import Recvae
from matinee.ops.learning.holdout import Epoch, held_out
from matinee.ops.learning.judgement import Lineage, read_judgement
from matinee.ops.learning.learn import forget_work, learn
from matinee.ops.learning.snapshot import Rated, compose
from matinee.ops.releases.make import fit_release
from matinee.ops.releases.recipe import answer_of
from matinee.ops.releases.release import RECIPE
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from matinee.ops.tracking.code import code_facts, installed
from tests.fixtures.learning import GOOD, School, rated_by
from tests.fixtures.loop import LONG, Notes
from tests.ops.learning.test_learn import artefacts

NETWORK = NamedRecipe(
    "network",
    {"recvae": dict(Recvae.Config.small), "popular": {}},
    {},
    answer={"ranks": "recvae", "also": ("popular",)},
)
RECIPES = {"without a network": GOOD, "with a network": NETWORK}
RATED = rated_by(20, ratings=20)
"""What members had rated at the moment of the snapshot: the one thing that is written down nowhere else."""


def learned(school: School, recipe: NamedRecipe, folder: Path, *, seed: int) -> Path:
    training = replace(school.training(recipe=recipe), context=FitContext(seed=seed, threads=1))
    made = learn(training, school.snapshot()).folder
    shutil.copytree(made, folder, dirs_exist_ok=True)
    forget_work(school.home)
    return folder


def lineage_of(version: Path) -> Lineage:
    judgement = read_judgement(version)
    assert judgement is not None
    return judgement.lineage


def made_again(school: School, version: Path, folder: Path, *, rated: Rated = RATED, seed: int | None = None) -> Path:
    """Of the version nothing is looked at but its lineage and its recipe. seed: in place of the one that it names."""
    lineage, base = lineage_of(version), school.base
    recipe = replace(find_recipe(str(version / RECIPE)), name=school.home.name)
    assert (answer_of(recipe).digest, fingerprint([recipe.recipe])) == (lineage.recipe, lineage.settings)
    assert (code_facts()["code"], installed()) == (lineage.code, lineage.packages)
    assert base.data.fingerprint == lineage.base
    snapshot = compose(base, rated, at=lineage.at)
    _, number, share = lineage.holdout.split("-")
    epoch = Epoch(number=int(number), share=float(share), begun_at=0)
    lessons = snapshot.lessons(held_out(epoch, snapshot.keys))
    assert lessons.fingerprint == lineage.data, "these are other ratings than it has learned from"
    context = FitContext(seed=lineage.seed if seed is None else seed, threads=lineage.threads)
    folder.mkdir()
    fit_release(folder, lessons, recipe, origin=lineage.origin, context=context, holdout=lineage.holdout)
    return folder


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_a_version_is_made_again_from_its_lineage(school: School, tmp_path: Path, recipe: NamedRecipe) -> None:
    version = learned(school, recipe, tmp_path / "version", seed=5)
    again = artefacts(made_again(school, version, tmp_path / "again"))
    assert again == artefacts(version)
    assert len(again) > 4
    assert artefacts(made_again(school, version, tmp_path / "otherwise", seed=6)) != again


def test_with_one_rating_fewer_it_is_known_that_it_cannot_be(school: School, tmp_path: Path) -> None:
    version = learned(school, GOOD, tmp_path / "version", seed=5)
    held = held_out(Epoch(number=1, share=0.25, begun_at=0), [f"member:{key}" for key in RATED.keys])
    place = next(place for place, person in enumerate(RATED.people.tolist()) if not held[person])
    kept = [number for number in range(len(RATED)) if number != place]
    columns = {name: getattr(RATED, name)[kept] for name in ("people", "titles", "stars", "times", "shown")}
    with pytest.raises(AssertionError, match="other ratings"):
        made_again(school, version, tmp_path / "again", rated=replace(RATED, **columns))


@LONG
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", RECIPES)
def test_versions_of_any_seed_are_made_again(school: School, tmp_path: Path, notes: Notes, kind: str) -> None:
    seeds = notes.chance().integers(0, 2**31, 10).tolist()
    otherwise = 0
    for seed in seeds:
        version = learned(school, RECIPES[kind], tmp_path / f"{seed}", seed=seed)
        otherwise += artefacts(made_again(school, version, tmp_path / f"{seed} again")) != artefacts(version)
    told = f"made again from the lineage, {kind}: versions of which a file differs"
    notes.check("L12", told, otherwise, trials=len(seeds), high=0)
