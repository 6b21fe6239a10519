from pathlib import Path

import polars as pl
import pytest

from tests.doors.cli.conftest import Door
from tests.fixtures.small_world import FILM, write_small_world


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_load_says_what_it_did_and_a_second_that_there_was_nothing_to_do(matinee: Door, tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    world = write_small_world(tmp_path / "world")
    first, second = matinee("db", "load", world), matinee("db", "load", world)
    assert "demo world, tiny, seed 7: 2 added, 0 changed, 0 unchanged, of 2 titles" in first.output
    assert "0 added, 0 changed, 2 unchanged" in second.output


def test_a_changed_and_an_absent_title_are_told(matinee: Door, tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    world = write_small_world(tmp_path / "world")
    matinee("db", "load", world)
    pl.DataFrame([FILM | {"plot": "Another."}]).write_parquet(world / "titles.parquet")
    told = matinee("db", "load", world)
    assert "0 added, 1 changed, 0 unchanged, of 1 title" in told.output
    assert "Kept, though the data set no longer names them: 1 title." in told.output


def test_what_is_no_catalogue_is_refused_with_what_to_do(matinee: Door, tmp_path: Path) -> None:
    told = matinee("db", "load", tmp_path / "nothing")
    assert told.exit_code == 2
    assert "there is no such file or folder" in told.output


def test_bad_rows_are_dropped_only_where_that_was_asked(matinee: Door, ratings: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in ratings.iterdir():
        (broken / file.name).write_bytes(file.read_bytes())
    with (broken / "ratings.csv").open("a") as stream:
        stream.write("1,1,99,1\n")
    assert matinee("db", "load", broken).exit_code == 2
    assert "dropped 1 bad row" in matinee("db", "load", broken, "--skip-bad").output


def test_upgrade_makes_the_tables_once(matinee: Door) -> None:
    assert "was empty, and is at revision" in matinee("db", "upgrade").output
    assert "already" in matinee("db", "upgrade").output
