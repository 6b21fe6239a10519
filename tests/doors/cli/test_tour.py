from pathlib import Path

import pytest

from matinee.lab.world.checkerboard import TASTES
from tests.doors.cli.conftest import Door
from tests.fixtures.movielens import zipped


def test_the_tour_compares_models_and_recommends_with_reasons(matinee: Door) -> None:
    made = matinee("tour")

    assert made.exit_code == 0
    assert "checkerboard-weak" in made.stdout
    recommended = [line for line in made.stdout.splitlines() if "you liked" in line]
    assert len(recommended) == 10
    assert all(any(name in line for name in TASTES[0].names) for line in recommended)
    assert "set MATINEE_DATA to a folder" in made.stdout
    assert "matinee data get ml-latest-small" in made.stdout


def test_where_there_is_real_data_it_is_shown_too(
    matinee: Door, ratings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped(ratings, tmp_path / "ml-latest-small.zip", top="ml-latest-small")
    monkeypatch.setenv("MATINEE_DATA", str(tmp_path))

    made = matinee("tour", "--seed", "1")

    assert made.exit_code == 0
    assert "2. Real ratings.\n" in made.stdout
    assert made.stdout.count("Ten recommendations") == 2
    assert "ml-latest-small.zip --out models/ease" in made.stdout
