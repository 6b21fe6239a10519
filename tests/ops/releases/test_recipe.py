from typing import Any

import pytest

from matinee.domain.errors import BadConfig, UnknownName
from matinee.lab.ranking.flow import Sliders
from matinee.ops.releases.recipe import AnswerRecipe, answer_of
from matinee.ops.runs.recipes import find_recipe


def read(**table: Any) -> AnswerRecipe:
    return AnswerRecipe.read({"ranks": "ease", **table}, where="test.toml")


def test_every_model_that_is_named_is_named_once() -> None:
    assert read(rates="svd", asks="newcomer", also=["popular", "ease"]).models == ["ease", "svd", "newcomer", "popular"]
    assert read().models == ["ease"]


def test_sliders_stand_where_the_recipe_puts_them() -> None:
    assert read(sliders={"diverse": 0.2}).resting() == Sliders(diverse=0.2)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"ranks": "svd"}, "'svd' cannot rank titles"),
        ({"rates": "ease"}, "'ease' cannot say what rating"),
        ({"sliders": {"loud": 1.0}}, "no slider 'loud'"),
        ({"sliders": {"diverse": 3.0}}, "strength of 3"),
        ({"explore": 0.9}, "'0.9' cannot be used"),
        ({"rank": "ease"}, "no setting 'rank'"),
    ],
)
def test_what_no_model_can_do_is_refused(table: dict[str, Any], said: str) -> None:
    with pytest.raises(BadConfig, match=said):
        read(**table)


def test_a_model_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownName):
        read(also=["easy"])


def test_recipes_that_answer_alike_have_one_digest() -> None:
    assert read(pool=500).digest == read().digest != read(pool=400).digest


@pytest.mark.parametrize("name", ["fast-demo-world", "fast-ml-1m"])
def test_the_fast_recipes_say_how_to_answer(name: str) -> None:
    assert answer_of(find_recipe(name)).ranks == "weighted"


def test_a_recipe_that_does_not_say_how_to_answer_is_refused() -> None:
    with pytest.raises(BadConfig, match="does not say how to answer"):
        answer_of(find_recipe("ml1m-S"))


def test_a_changed_copy_has_a_digest_of_its_own_though_that_of_the_first_was_asked_for() -> None:
    recipe = read()
    before = recipe.digest
    changed = recipe.model_copy(update={"pool": 400})
    assert (recipe.digest, changed.digest) == (before, read(pool=400).digest)
