import json

from tests.doors.cli.conftest import Door


def test_recipes_are_listed_with_their_models_and_what_they_stand_in_for(matinee: Door) -> None:
    made = matinee("recipes", "list")

    assert made.exit_code == 0
    (line,) = [line for line in made.stdout.splitlines() if line.split()[:1] == ["ml-1m"]]
    assert "ease" in line
    assert "ml-20m" in line
    listed = json.loads(matinee("recipes", "list", "--json").stdout)
    assert "demo-world" in {one["name"] for one in listed}


def test_a_recipe_is_shown_whole_or_for_one_model(matinee: Door) -> None:
    whole, one = matinee("recipes", "show", "ml-1m"), matinee("recipes", "show", "ml-1m/ease", "--json")

    assert "factors=" in whole.stdout
    assert list(json.loads(one.stdout)) == ["ease"]


def test_a_recipe_that_stands_in_says_so(matinee: Door) -> None:
    assert "those of ml-1m stand in" in matinee("recipes", "show", "ml-25m").stderr


def test_an_unknown_recipe_is_told(matinee: Door) -> None:
    made = matinee("recipes", "show", "ml-1n")

    assert made.exit_code == 2
    assert "Did you mean 'ml-1m'?" in made.stderr
