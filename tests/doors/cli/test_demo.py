from pathlib import Path

import pytest

from matinee.ops.registry.registry import Registry
from tests.doors.cli.conftest import Door


@pytest.mark.parametrize(
    ("words", "choices"), [(("--size", "scale"), "tiny, small"), (("--real", "netflix"), "ml-32m")]
)
def test_what_there_is_no_demo_of_is_refused(matinee: Door, words: tuple[str, ...], choices: str) -> None:
    refused = matinee("demo", *words, "--no-serve")
    assert refused.exit_code == 2
    assert choices in refused.stderr


def test_nobody_makes_a_demo_of_a_house_in_production(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_ENVIRONMENT", "prod")
    refused = matinee("demo", "--size", "tiny", "--no-serve")
    assert refused.exit_code == 2
    assert "passwords are printed" in refused.stderr


def test_a_release_is_made_where_the_service_looks_for_it(
    matinee: Door, ratings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    Path("mine.toml").write_text('[ease]\nl2 = 20.0\n[answer]\nranks = "ease"\n')
    made = matinee("release", "--data", ratings, "--recipe", "mine.toml")
    assert made.exit_code == 0, made.stderr
    assert "of 82 people" in made.stdout
    assert "38 people were left out" in made.stdout
    registry = Registry(tmp_path / "home" / "models" / "main")
    roles = registry.roles()
    assert roles.by == "the command line"
    assert roles.why.endswith("by the recipe mine.toml")
    found = registry.load(str(roles.champion))
    assert (found.recipe.ranks, found.about.origin) == ("ease", "movielens")


def test_a_recipe_that_does_not_say_how_to_answer_makes_no_release(matinee: Door, ratings: Path) -> None:
    refused = matinee("release", "--data", ratings, "--recipe", "ml-1m")
    assert refused.exit_code == 2
    assert "answer" in refused.stderr
