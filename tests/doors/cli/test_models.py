import json
from dataclasses import replace
from pathlib import Path

import pytest

from matinee.lab.core import artifact, registry
from matinee.lab.world.checkerboard import checkerboard
from tests.doors.cli.conftest import Door


def test_every_model_is_listed_with_its_family(matinee: Door) -> None:
    made = matinee("models", "list")

    assert made.exit_code == 0
    assert [name for name in registry.names() if name not in made.stdout] == []
    assert "neighbour" in made.stdout


def test_a_program_can_read_the_list(matinee: Door) -> None:
    listed = {one["name"]: one for one in json.loads(matinee("models", "list", "--json").stdout)}

    assert set(listed) == set(registry.names())
    assert "ranks" in listed["ease"]["can"]
    assert "ranks" not in listed["bias"]["can"]
    assert "predicts ratings" in listed["bias"]["can"]
    assert all(one["about"] for one in listed.values())


@pytest.mark.parametrize("name", registry.names())
def test_the_settings_of_a_model_are_shown(matinee: Door, name: str) -> None:
    made = matinee("models", "show", name)
    shown = json.loads(matinee("models", "show", name, "--json").stdout)

    assert made.exit_code == 0
    fields = registry.find(name).Config.model_fields
    assert [one["name"] for one in shown["settings"]] == list(fields)
    assert [field for field in fields if field not in made.stdout] == []
    assert all(one["about"] and one["allowed"] for one in shown["settings"])
    assert bool(fields) or "There is nothing to set." in made.stdout


def test_an_unknown_model_is_told(matinee: Door) -> None:
    made = matinee("models", "show", "eas")

    assert made.exit_code == 2
    assert "Did you mean 'ease'?" in made.stderr


def test_a_saved_model_tells_its_settings_where_it_is_from_and_what_the_fit_took(matinee: Door, saved: Path) -> None:
    made = matinee("models", "show", saved)
    told = json.loads(matinee("models", "show", saved, "--json").stdout)

    assert made.exit_code == 0
    for words in ("l2", "20.0", "data_fingerprint", "fitted in", "Matinee", told["lineage"]["data"]):
        assert words in made.stdout
    assert told["name"] == "ease"
    assert told["report"]["seconds"] > 0


def test_a_model_without_curves_says_so_in_a_line_and_writes_none(matinee: Door, saved: Path) -> None:
    made = matinee("models", "show", saved, "--curves", "c.html")

    assert made.exit_code == 0
    assert "No curves: this model learns in one go" in made.stdout
    assert made.stderr.count("\n") == 1
    assert not Path("c.html").exists()


def test_the_curves_of_a_saved_model_are_told_and_drawn(matinee: Door) -> None:
    save_with_curves(Path("mine"))

    made = matinee("models", "show", "mine", "--curves", "c.html")

    assert made.exit_code == 0
    assert "validation: 3 points" in made.stdout
    assert "Best at step 2" in made.stdout
    assert "best: step 2" in Path("c.html").read_text()


def save_with_curves(folder: Path) -> None:
    """A model whose report has the curves of one that learned step by step."""
    model = registry.make("popular", {}).fit(checkerboard(people=60).data)
    assert model.report is not None
    curves = {"loss": [(1, 3.0), (2, 2.0), (3, 1.0)], "validation": [(1, 0.1), (2, 0.3), (3, 0.2)]}
    model.report = replace(model.report, curves=curves)
    artifact.save(model, folder)


def test_a_name_goes_before_a_folder_of_the_same_name(matinee: Door) -> None:
    save_with_curves(Path("ease"))

    assert "EASE" in matinee("models", "show", "ease").stdout
    assert "Best at step 2" in matinee("models", "show", "./ease").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ease", "--curves", "c.html"), "only a saved model has learned"),
        (("ease", "--curves", "c.gif"), "is no name of a picture"),
        ((".",), "model.json"),
    ],
)
def test_what_cannot_be_shown_is_told(matinee: Door, words: tuple[str, ...], told: str) -> None:
    made = matinee("models", "show", *words)

    assert made.exit_code != 0
    assert told in made.stderr
