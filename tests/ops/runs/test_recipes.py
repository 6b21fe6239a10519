from dataclasses import replace
from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig, BadInput, UnknownName
from matinee.lab.core import registry
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.runs import recipes
from matinee.ops.runs.recipes import (
    Finding,
    find_recipe,
    put_into_recipe,
    read_recipe,
    recipe_of_split,
    shipped_names,
    shipped_recipe,
    write_recipe,
)


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


@pytest.mark.parametrize("content", ["[ease]\nl2 = -5\n", '[weighted]\nmembers = ["eese"]\n', "[eese]\n"])
def test_what_is_wrong_with_a_table_is_told_with_the_file_and_the_table(tmp_path: Path, content: str) -> None:
    path = tmp_path / "r.toml"
    path.write_text(content)

    with pytest.raises((BadConfig, UnknownName)) as refused:
        read_recipe(path)

    assert str(refused.value).startswith(f"{path}, {content.splitlines()[0]}")


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


def test_a_table_may_name_the_study_that_found_it_and_readers_of_settings_do_not_see_it(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('[ease]\nstudy = "mine"\nl2 = 3.0\n\n[ials]\nfactors = 4\n')

    assert read_recipe(tmp_path / "r.toml") == {"ease": {"l2": 3.0}, "ials": {"factors": 4}}
    assert find_recipe(str(tmp_path / "r.toml")).studies == {"ease": "mine"}
    assert find_recipe(str(tmp_path / "r.toml" / "ease")).model == "ease"
    with pytest.raises(UnknownName, match="says nothing of 'slim'"):
        find_recipe(str(tmp_path / "r.toml" / "slim"))
    (tmp_path / "r.toml").write_text("[ease]\nstudy = 3\n")
    with pytest.raises(BadConfig, match="the study of 'ease' is no name"):
        read_recipe(tmp_path / "r.toml")


def test_a_model_is_put_into_a_recipe_and_all_else_in_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text("# Mine.\n\n[ials]\n# Found by hand.\nfactors = 4\n")

    put_into_recipe(path, "ease", {"l2": 3.0, "keep": None}, found=Finding("first", "study first: 3 trials"))
    put_into_recipe(path, "ease", {"l2": 5.0}, found=Finding("second", "study second: 9 trials"))

    assert path.read_text() == (
        '# Mine.\n\n[ease]\n# study second: 9 trials\nstudy = "second"\nl2 = 5.0\n\n'
        "[ials]\n# Found by hand.\nfactors = 4\n"
    )
    put_into_recipe(tmp_path / "new.toml", "ease", {"keep": None}, found=Finding("s", "study s"))
    assert read_recipe(tmp_path / "new.toml") == {"ease": {"keep": "none"}}


def test_what_is_said_above_a_table_stays_above_it(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text("# Mine.\n\n[ease]\nl2 = 5.0\n# Of ease.\n\n# Of ials,\n# in two lines.\n\n[ials]\nfactors = 4\n")

    put_into_recipe(path, "bias", {"l2_title": 2.0}, found=Finding("s", "study s"))

    assert path.read_text() == (
        '# Mine.\n\n[bias]\n# study s\nstudy = "s"\nl2_title = 2.0\n\n[ease]\nl2 = 5.0\n# Of ease.\n\n'
        "# Of ials,\n# in two lines.\n\n[ials]\nfactors = 4\n"
    )


def test_a_recipe_is_asked_for_by_name_with_or_without_a_model(tmp_path: Path) -> None:
    assert find_recipe("ml1m-S").recipe == shipped_recipe("ml1m-S")
    assert find_recipe("ml1m-S").model is None
    found = find_recipe("ml1m-S/ease")
    assert (found.model, found.settings_of("ease")) == ("ease", shipped_recipe("ml1m-S")["ease"])


def test_a_release_has_the_settings_found_on_its_splits_rankings_first() -> None:
    found = find_recipe("ml-1m")

    assert found.settings_of("ease") == shipped_recipe("ml1m-S")["ease"]
    assert found.settings_of("bias") == shipped_recipe("ml1m-R")["bias"]
    assert found.settings_of("well_rated") == shipped_recipe("ml1m-S")["well_rated"]
    assert found.stands_in_for is None


def test_a_release_that_nothing_was_searched_on_starts_from_the_nearest_and_says_so() -> None:
    found = find_recipe("ml-20m/ease")

    assert (found.name, found.stands_in_for) == ("ml-1m", "ml-20m")
    assert found.settings_of("ease") == find_recipe("ml-1m/ease").settings_of("ease")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("ml1m-s", "Did you mean 'ml1m-S'"),
        ("ml-1m/popular", "the recipe 'ml-1m' says nothing of 'popular'"),
        ("nowhere", "there is no recipe called 'nowhere'"),
        ("nowhere.toml", "there is no recipe here"),
    ],
)
def test_a_recipe_that_does_not_exist_is_told(asked: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        find_recipe(asked)


def test_every_recipe_that_is_listed_can_be_used() -> None:
    for name in shipped_names():
        assert find_recipe(name).recipe


def test_a_blend_has_the_settings_of_its_members_from_their_own_tables(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text('[weighted]\nmembers = ["ease", "popular"]\n\n[ease]\nl2 = 7.0\n')
    settings = find_recipe(str(path)).settings_of("weighted")

    assert settings["members"] == {"ease": {"l2": 7.0}, "popular": {}}


def test_the_settings_of_members_are_written_and_read_again(tmp_path: Path) -> None:
    settings = registry.make("weighted", {"members": {"ease": {"l2": 7.0}, "popular": {}}}).config.model_dump()

    write_recipe(tmp_path / "r.toml", {"weighted": settings}, about="")

    assert registry.make("weighted", read_recipe(tmp_path / "r.toml")["weighted"]).config.model_dump() == settings


def test_what_was_entered_is_read_beside_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text('[entered]\nsingle = "ease"\nblend = "weighted"\n\n[ease]\nl2 = 7.0\n')
    found = find_recipe(str(path))

    assert found.entered == {"single": "ease", "blend": "weighted"}
    assert found.recipe == {"ease": {"l2": 7.0}}


@pytest.mark.parametrize("line", ['single = "weighted"', 'blend = "ease"', 'best = "ease"'])
def test_what_cannot_be_entered_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "r.toml").write_text(f"[entered]\n{line}\n")

    with pytest.raises(BadConfig, match="cannot be entered"):
        find_recipe(str(tmp_path / "r.toml"))
