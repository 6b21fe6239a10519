import json

import pytest

from matinee.lab.core import registry
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
