from pathlib import Path

import pytest

from matinee.ops.runs.sliders_file import read_sliders
from tests.doors.cli.conftest import Door


def test_the_curves_are_shown_and_written(matinee: Door, ratings: Path) -> None:
    words = ("--protocol", "strong", "--model", "ease:l2=20", "--strengths", "0.5", "--seed", 3, "--json", "s.json")
    made = matinee("sliders", "--data", ratings, *words)

    assert made.exit_code == 0, made.output
    assert "mix_error@10" in made.stdout
    assert "ms at most" in made.stdout
    written = read_sliders(Path("s.json"))
    named = f"--data {ratings.name} --protocol strong --model ease:l2=20 --strengths 0.5 --seed 3"
    assert written.command == f"matinee sliders {named}"
    assert written.model == "ease:l2=20"
    assert len(written.points) == 10


@pytest.mark.parametrize(("strengths", "told"), [("a", "is no list"), ("1.5", "goes beyond 0 to 1")])
def test_strengths_are_checked_before_any_work(matinee: Door, ratings: Path, strengths: str, told: str) -> None:
    made = matinee("sliders", "--data", ratings, "--protocol", "strong", "--strengths", strengths)

    assert made.exit_code == 2
    assert told in made.stderr


def test_ratings_have_no_lists(matinee: Door, ratings: Path) -> None:
    made = matinee("sliders", "--data", ratings, "--protocol", "rating")

    assert made.exit_code == 2
    assert "no lists to re-rank" in made.stderr
