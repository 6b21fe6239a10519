"""Values worth trying, and values found good, are values that a model takes."""

import inspect
import itertools
from typing import Any

import pytest

from matinee.lab.core import registry
from matinee.lab.core.config import Range
from matinee.ops.runs.members import MEMBERS
from matinee.ops.runs.recipes import STUDY, named_recipe, shipped_names

RECIPES = {f"{name}.toml": named_recipe(name).recipe for name in shipped_names()}
TUNED = (
    "bias", "content", "ease", "ials", "item_knn", "popular_recent", "slim", "trending", "user_knn", "well_rated",
)  # fmt: skip


@pytest.mark.parametrize("name", registry.names())
def test_every_point_of_a_grid_is_accepted(name: str) -> None:
    grid = registry.find(name).Config.grid
    choices = [(held.low, held.high) if isinstance(held, Range) else held for held in grid.values()]
    for values in itertools.product(*choices):
        registry.make(name, dict(zip(grid, values, strict=True)))


@pytest.mark.parametrize("name", registry.names())
def test_no_setting_has_the_name_under_which_a_recipe_keeps_its_study(name: str) -> None:
    assert STUDY not in registry.find(name).Config.model_fields


@pytest.mark.parametrize("name", TUNED)
def test_models_with_something_to_choose_say_what_is_worth_trying(name: str) -> None:
    assert registry.find(name).Config.grid


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_every_setting_of_a_recipe_is_accepted(name: str) -> None:
    tables: dict[str, dict[str, Any]] = RECIPES[name]
    assert tables
    for model, settings in tables.items():
        made = registry.make(model, settings).config.model_dump(mode="json")
        assert {key: made[key] for key in settings if key != MEMBERS} == _wanted(settings)
        assert list(made.get(MEMBERS, ())) == list(settings.get(MEMBERS, ()))


def _wanted(settings: dict[str, Any]) -> dict[str, Any]:
    """As a model reads them; a blend completes the settings of its members."""
    return {key: None if value == "none" else value for key, value in settings.items() if key != MEMBERS}


def test_there_is_a_recipe_for_each_fixed_split() -> None:
    assert {"ml1m-W.toml", "ml1m-S.toml", "ml1m-T.toml", "ml100k-W.toml", "ml1m-R.toml", "ml100k-R.toml"} <= set(
        RECIPES
    )


@pytest.mark.parametrize("name", registry.names())
def test_the_first_sentence_about_a_model_stands_on_its_own(name: str) -> None:
    first, _, _ = (inspect.getdoc(registry.find(name)) or "").partition("\n\n")
    assert len(first) < 120
    assert first.endswith(".")
    assert not set("=@`\n") & set(first)
