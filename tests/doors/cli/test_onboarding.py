from pathlib import Path

from matinee.ops.runs.onboarding_file import read_onboarding
from tests.doors.cli.conftest import Door

ASKED = ("--counts", "1,2", "--models", "user_knn")


def test_the_curve_is_shown_and_written(matinee: Door, ratings: Path) -> None:
    made = matinee("onboarding", "--data", ratings, "--protocol", "strong", *ASKED, "--json", "o.json")

    assert made.exit_code == 0, made.output
    assert "answered by" in made.stdout
    assert "2 answers, grid less random (newcomer)" in made.stdout
    written = read_onboarding(Path("o.json"))
    assert {point.by for point in written.points} == {"answers", "newcomer", "user_knn", "popular"}
    named = f"matinee onboarding --data {ratings.name} --protocol strong --models user_knn --counts 1,2"
    assert written.command == named


def test_numbers_of_answers_are_checked_before_any_work(matinee: Door, ratings: Path) -> None:
    made = matinee("onboarding", "--data", ratings, "--protocol", "strong", "--counts", "1,none")

    assert made.exit_code == 2
    assert "'1,none' is no list of numbers" in made.stderr


def test_ratings_cannot_be_asked_about(matinee: Door, ratings: Path) -> None:
    made = matinee("onboarding", "--data", ratings, "--protocol", "rating")

    assert made.exit_code == 2
    assert "does not predict ratings" in made.stderr
