from pathlib import Path

from tests.doors.cli.conftest import Door


def test_what_was_learned_is_kept_beside_the_model(matinee: Door, ratings: Path) -> None:
    matinee("train", "bias", "--data", ratings, "--out", "m")

    made = matinee("calibrate", "--model", "m", "--data", ratings)

    assert made.exit_code == 0, made.output
    assert "ratings the model was not shown" in made.stdout
    assert Path("m/confidence.safetensors").exists()


def test_data_of_another_model_is_refused(matinee: Door, ratings: Path, saved: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("user,movie,rating\n1,1,5\n1,2,4\n2,1,4\n2,2,2\n3,1,1\n")

    made = matinee("calibrate", "--model", saved, "--data", "other.csv")

    assert made.exit_code == 2
    assert "was not trained on this data" in made.stderr
