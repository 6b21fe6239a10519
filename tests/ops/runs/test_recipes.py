from dataclasses import replace
from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig
from matinee.lab.core import registry
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.runs import recipes
from matinee.ops.runs.recipes import read_recipe, recipe_of_split, write_recipe


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    recipe = {"ease": {"l2": 12.5, "keep": None}, "item_knn": {"neighbours": 20, "weighting": "plain"}}

    write_recipe(tmp_path / "r.toml", recipe, about="Found by\nmatinee bench --tune")

    read = read_recipe(tmp_path / "r.toml")
    assert (tmp_path / "r.toml").read_text().startswith("# Found by\n# matinee bench --tune\n")
    for name, settings in recipe.items():
        assert registry.make(name, read[name]).config == registry.make(name, settings).config


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[ease\n", "this is not TOML"),
        (b"\xff", "this is not TOML"),
        (b"l2 = 3\n", "'l2' stands outside a table"),
        (b"[ease]\nl3 = 3\n", "no setting 'l3'"),
    ],
)
def test_a_recipe_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "r.toml").write_bytes(content)

    with pytest.raises(BadConfig, match=told):
        read_recipe(tmp_path / "r.toml")


def test_a_recipe_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="there is no recipe here"):
        read_recipe(tmp_path / "r.toml")


def test_a_split_without_a_recipe_has_an_empty_one() -> None:
    assert recipe_of_split(make_split(checkerboard(people=40).data, "weak")) == {}


def test_the_recipe_of_a_split_goes_by_its_name_and_is_one_for_all_folds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_recipe(tmp_path / "recipes" / "mine.toml", {"ease": {"l2": 3.0}}, about="x")
    monkeypatch.setattr(recipes, "files", lambda _: tmp_path)
    split = make_split(checkerboard(people=40).data, "weak")

    assert recipe_of_split(replace(split, name="mine")) == {"ease": {"l2": 3.0}}
    assert recipe_of_split(replace(split, name="mine-4", about={"fold": 4})) == {"ease": {"l2": 3.0}}
    assert recipe_of_split(replace(split, name="mine-4")) == {}


def test_every_recipe_that_comes_with_the_program_can_be_used() -> None:
    for path in sorted((Path(recipes.__file__).parents[2] / "recipes").glob("*.toml")):
        assert read_recipe(path)
