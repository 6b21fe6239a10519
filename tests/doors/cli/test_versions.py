"""The group `versions`, on a registry of two versions; no database is there."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from matinee.ops.learning.judgement import write_judgement
from matinee.ops.learning.records import Record, write_record
from matinee.ops.registry.registry import Registry
from tests.doors.cli.conftest import Door
from tests.fixtures.releases import Made, answering_otherwise, made_release
from tests.ops.learning.test_judgement import judgement

__all__ = ["made_release"]


@pytest.fixture
def registry(made_release: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    return Registry(Path(shutil.copytree(made_release.registry, tmp_path / "home" / "models" / "main")))


def told(matinee: Door, *words: str) -> Any:
    done = matinee("versions", *words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_one_command_promotes_and_one_goes_back(matinee: Door, registry: Registry, made_release: Made) -> None:
    done = matinee("versions", "promote", made_release.second, "--why", "better for newcomers")
    assert done.stdout == f"{made_release.second} answers; a rollback would go to {made_release.first}.\n"
    assert (registry.roles().by, registry.roles().why) == ("the command line", "better for newcomers")
    assert matinee("versions", "rollback", "--why", "complaints").stdout == f"{made_release.first} answers.\n"
    refused = matinee("versions", "rollback")
    assert refused.exit_code == 1
    assert "no version to go back to" in refused.stderr
    listed = matinee("versions", "list").stdout
    assert "complaints" in listed
    assert "rolled back" in listed
    assert [one["what"] for one in told(matinee, "list")["changes"]] == ["rolled back", "promoted", "promoted"]
    assert list(registry.folder.parent.parent.iterdir()) == [registry.folder.parent], "no database was made"


def test_a_canary_and_a_shadow_begin_and_end(matinee: Door, registry: Registry, made_release: Made) -> None:
    done = matinee("versions", "canary", made_release.second, "--share", "0.25")
    assert "answers 25% of the people" in done.stdout
    assert "is asked beside it" in matinee("versions", "shadow", made_release.second).stdout
    assert told(matinee, "show", made_release.second)["roles"] == ["canary", "shadow"]
    assert matinee("versions", "canary", "--end").exit_code == 0
    assert matinee("versions", "shadow", "--end").exit_code == 0
    assert registry.roles().named == [made_release.first]
    for words in (("canary",), ("shadow", made_release.second, "--end")):
        assert matinee("versions", *words).exit_code == 2


def test_what_is_known_of_a_version_is_shown(matinee: Door, registry: Registry, made_release: Made) -> None:
    shown = matinee("versions", "show", made_release.first).stdout
    assert "people: 200" in shown
    assert "gate: never judged" in shown
    write_judgement(registry.folder_of(made_release.first), judgement())
    (registry.folder_of(made_release.first) / "card.md").write_text("# What it is for")
    shown = matinee("versions", "show", made_release.first).stdout
    assert "gate: Better." in shown
    assert "# What it is for" in shown
    assert matinee("versions", "show", "v0009-0123456789ab").exit_code == 1


def test_a_damaged_version_is_found(matinee: Door, registry: Registry, made_release: Made) -> None:
    assert matinee("versions", "verify").stdout.count(": whole") == 2
    (registry.folder_of(made_release.second) / "recipe.toml").unlink()
    found = matinee("versions", "verify")
    assert found.exit_code == 1
    assert "recipe.toml: the file is missing" in found.stdout
    assert matinee("versions", "verify", made_release.first).exit_code == 0


def test_old_versions_are_removed(matinee: Door, registry: Registry, made_release: Made) -> None:
    matinee("versions", "promote", made_release.second)
    matinee("versions", "rollback")
    assert matinee("versions", "remove", "--keep", "1").stdout == "0 versions removed.\n"
    assert len(registry.versions()) == 2


def test_a_version_that_waits_for_a_decision_is_not_removed(
    matinee: Door, registry: Registry, made_release: Made, tmp_path: Path
) -> None:
    other = answering_otherwise(Path(shutil.copytree(made_release.folder, tmp_path / "third")), few=4)
    matinee("versions", "promote", registry.add(other))
    waits = Record(training=7, slot="x", at=9, state="waiting", judgement=judgement(), version=made_release.second)
    write_record(registry.folder, waits)
    assert matinee("versions", "remove", "--keep", "1").stdout == "0 versions removed.\n"
    write_record(registry.folder, waits.model_copy(update={"state": "kept_out"}))
    assert made_release.second in matinee("versions", "remove", "--keep", "1").stdout
    assert made_release.second not in registry.versions()


def test_a_home_of_the_older_layout_is_taken_over(
    matinee: Door, made_release: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "old"))
    shutil.copytree(made_release.folder, tmp_path / "old" / "models" / "main")
    assert told(matinee, "list")["roles"]["champion"] == made_release.first
