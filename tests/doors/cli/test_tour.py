from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door
from tests.fixtures.movielens import zipped


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the tour keeps what it makes."""
    monkeypatch.setenv("MATINEE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_tour_compares_models_and_sets_recommendations_beside_the_truth(matinee: Door, kept: Path) -> None:
    made = matinee("tour", "--size", "tiny")

    assert made.exit_code == 0, made.output
    assert "world-strong" in made.stdout
    assert "What no model is told: they lean to the " in made.stdout
    assert sum("you liked" in line for line in made.stdout.splitlines()) >= 10
    assert "On average they would truly give these" in made.stdout
    assert "matinee data get ml-latest-small" in made.stdout


def test_the_second_tour_finds_what_the_first_made(matinee: Door, kept: Path) -> None:
    first = matinee("tour", "--size", "tiny")
    files = {path: path.stat().st_mtime_ns for path in kept.rglob("*") if path.is_file()}

    second = matinee("tour", "--size", "tiny")

    assert second.stdout == first.stdout
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*") if path.is_file()} == files


def test_where_there_is_real_data_it_is_shown_too(
    matinee: Door, kept: Path, ratings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped(ratings, tmp_path / "ml-latest-small.zip", top="ml-latest-small")
    monkeypatch.setenv("MATINEE_DATA", str(tmp_path))

    made = matinee("tour", "--size", "tiny", "--seed", "1")

    assert made.exit_code == 0, made.output
    assert "The same on real ratings." in made.stdout
    assert "Ten recommendations of 'ease'" in made.stdout
    assert "matinee data get" not in made.stdout


def test_an_unknown_size_is_refused(matinee: Door, kept: Path) -> None:
    made = matinee("tour", "--size", "huge")

    assert made.exit_code == 2
    assert "there is no world of size 'huge'" in made.stderr
