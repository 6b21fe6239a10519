"""matinee backup and matinee restore, as people type them."""

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door
from tests.fixtures.backups import Build, Building, build, lived_in
from tests.fixtures.databases import sqlite_template

__all__ = ["build", "lived_in", "sqlite_template"]


@pytest.fixture
def house(build: Build, monkeypatch: pytest.MonkeyPatch) -> Building:
    made = build("home", lived=True)
    monkeypatch.setenv("MATINEE_HOME", str(made.settings.home))
    return made


def test_a_backup_is_made_looked_at_and_restored_elsewhere(house: Building, build: Build, matinee: Door) -> None:
    made = matinee("backup", "--out", "films.zip")
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("films.zip: ")
    assert " rows, 0 files, " in made.stdout
    checked = matinee("restore", "films.zip", "--check")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("films.zip is whole: ")
    drill = build("drill")
    restored = matinee("restore", "films.zip", "--data-dir", drill.settings.home)
    assert restored.exit_code == 0, restored.output
    assert restored.stdout.startswith("Restored: ")
    assert drill.rows() == house.rows()


def test_without_a_name_it_goes_to_the_folder_of_backups(house: Building, matinee: Door) -> None:
    assert matinee("backup").exit_code == 0
    made = sorted(path.name for path in (house.settings.home / "backups").iterdir())
    assert made[0] == "deletions"
    assert made[1].startswith("matinee-2")


def test_whoever_left_is_told_and_a_missing_ledger_too(
    house: Building, matinee: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    matinee("backup", "--out", "films.zip")
    key = house.erase("ana")
    told = matinee("restore", "films.zip", "--replace")
    assert told.exit_code == 0, told.output
    assert "Not brought back, as they were deleted since: 1 account." in told.stdout
    Path("deletions").unlink()
    monkeypatch.setenv("MATINEE_HOME", "elsewhere")
    warned = matinee("restore", "films.zip")
    assert warned.exit_code == 0, warned.output
    assert "no ledger of deletions was found" in warned.stderr
    Path("left").write_text(f'["{key}", 7]\n')
    named = matinee("restore", "films.zip", "--replace", "--deletions", "left")
    assert "warning" not in named.stderr
    assert "1 account." in named.stdout


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (["backup", "--out", "there.zip"], "there is something of that name already", 2),
        (["backup", "--out", "there.zip/x.zip"], "is a file, not a folder", 2),
        (["restore", "there.zip"], "no backup of Matinee", 2),
        (["restore", "nothing.zip", "--check"], "no such file", 2),
        (["restore", "films.zip"], "Put the backup in its place with --replace", 1),
        (["restore", "films.zip", "--replace", "--deletions", "nothing"], "ledger of deletions cannot be read", 2),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    house: Building, matinee: Door, words: list[str], said: str, code: int
) -> None:
    Path("there.zip").write_text("mine")
    matinee("backup", "--out", "films.zip")
    told = matinee(*words)
    assert told.exit_code == code, told.output
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1
    assert Path("there.zip").read_text() == "mine"


def test_an_upgrade_makes_a_way_back_first(build: Build, matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    old = build("old")
    monkeypatch.setenv("MATINEE_HOME", str(old.settings.home))
    old.make_old("0003")
    told = matinee("db", "upgrade")
    assert told.exit_code == 0, told.output
    way_back, upgraded = told.stdout.splitlines()
    assert "was at revision 0003" in upgraded
    checked = matinee("restore", way_back.removeprefix("The way back: "), "--check")
    assert "revision 0003" in checked.stdout
    assert "already" in matinee("db", "upgrade").stdout


def test_an_upgrade_without_a_backup_makes_none(build: Build, matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    old = build("old")
    monkeypatch.setenv("MATINEE_HOME", str(old.settings.home))
    old.make_old("0004")
    assert matinee("db", "upgrade", "--no-backup").exit_code == 0
    assert not (old.settings.home / "backups").exists()
