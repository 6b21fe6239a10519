from matinee.lab.core import registry
from matinee.ops.runs.members import has_members, members_of, with_members

RECIPE = {"ease": {"l2": 7.0, "keep": 10}, "slim": {"l1": 2.0}}


def test_members_have_the_settings_of_their_own_tables() -> None:
    made = with_members("weighted", {"members": ["ease", "popular"], "hold": 2.0}, RECIPE)
    assert made == {"members": {"ease": {"l2": 7.0, "keep": 10}, "popular": {}}, "hold": 2.0}


def test_what_is_given_for_a_member_is_laid_on_its_table() -> None:
    made = with_members("weighted", {"members": {"ease": {"keep": 3}}}, RECIPE)
    assert made["members"] == {"ease": {"l2": 7.0, "keep": 3}}


def test_a_blend_without_named_members_has_its_default_ones() -> None:
    assert with_members("weighted", {}, RECIPE)["members"] == {"ease": {"l2": 7.0, "keep": 10}, "ials": {}}


def test_other_models_and_impossible_members_are_left_as_they_are() -> None:
    assert with_members("ease", {"l2": 1.0}, RECIPE) == {"l2": 1.0}
    assert with_members("weighted", {"members": 3}, RECIPE) == {"members": 3}


def test_whose_members_are_worth_keeping() -> None:
    models = [registry.make("ease"), registry.make("weighted", {"members": ["slim", "popular"]})]
    assert members_of(models) == {"slim", "popular"}
    assert not has_members(registry.find("ease"))
