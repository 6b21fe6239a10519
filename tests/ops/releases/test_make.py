from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig, BadInput
from matinee.lab.core.context import FitContext
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.releases.load import load_release
from matinee.ops.releases.make import make_release
from matinee.ops.releases.release import Release
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from tests.fixtures.releases import ORIGIN, Made

SMALL = NamedRecipe("small", {"popular": {}}, {}, answer={"ranks": "popular"})
QUICK = FitContext(threads=1)


def test_a_release_holds_every_model_of_the_recipe_fitted_to_the_data(made_release: Made, release: Release) -> None:
    assert set(release.recipe.models) == {"weighted", "svd", "newcomer", "popular", "trending", "well_rated"}
    assert all(release.models[name].lineage["data"] == "checkerboard" for name in release.recipe.models)
    assert release.about.origin == ORIGIN.key
    assert release.about.events == len(made_release.world.data.log)


def test_settings_are_those_of_the_recipe(release: Release) -> None:
    assert release.models["svd"].config.model_dump()["factors"] == 4
    assert release.ranks.config.model_dump()["members"]["ease"]["keep"] == 30


def test_a_release_carries_its_recipe(made_release: Made, release: Release) -> None:
    assert find_recipe(str(made_release.folder / "recipe.toml")).answer["few"] == release.recipe.few == 3


def test_how_far_off_ratings_may_be_is_learned(release: Release) -> None:
    assert release.confidence is not None
    assert release.confidence.intervals is not None


def test_a_newer_release_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "main"
    make_release(folder, checkerboard(people=80).data, SMALL, origin="a", context=QUICK)
    before = load_release(folder)
    make_release(folder, checkerboard(people=120).data, SMALL, origin="a", context=QUICK)
    assert load_release(folder).version != before.version
    assert [path.name for path in folder.parent.iterdir()] == ["main"]


def test_a_release_that_fails_leaves_the_older_one(tmp_path: Path) -> None:
    folder = tmp_path / "main"
    data = checkerboard(people=80).data
    make_release(folder, data, SMALL, origin="a", context=QUICK)
    broken = NamedRecipe("broken", {"ease": {"l2": 1e-30}}, {}, answer={"ranks": "ease"})
    with pytest.raises(BadConfig, match="single precision"):
        make_release(folder, data, broken, origin="a", context=QUICK)
    assert load_release(folder).recipe.ranks == "popular"
    assert [path.name for path in tmp_path.iterdir()] == ["main"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear aunt")
    with pytest.raises(BadInput, match="holds something else"):
        make_release(tmp_path, checkerboard(people=80).data, SMALL, origin="a", context=QUICK)
