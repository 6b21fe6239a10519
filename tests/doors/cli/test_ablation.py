from pathlib import Path

from matinee.ops.runs.ablation import read_ablation
from tests.doors.cli.conftest import Door


def test_an_ablation_is_shown_and_written(matinee: Door, split_file: Path) -> None:
    made = matinee("ablation", "--split", split_file, "--model", "weighted", "--no-test", "--json", "a.json")

    assert made.exit_code == 0, made.output
    assert "weighted on board-W, validation" in made.stdout
    assert "without ease" in made.stdout
    assert "Brings nothing on validation, and could go: nobody" in made.stdout
    assert all(row.test is None for row in read_ablation(Path("a.json")).rows)


def test_what_is_no_blend_or_no_ranking_is_refused(matinee: Door, split_file: Path, ratings: Path) -> None:
    assert "'ease' is no blend" in matinee("ablation", "--split", split_file, "--model", "ease").stderr
    made = matinee("ablation", "--data", ratings, "--protocol", "rating", "--model", "weighted")
    assert made.exit_code == 2
    assert "only rankings" in made.stderr
