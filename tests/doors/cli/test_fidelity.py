import json
from pathlib import Path

from tests.doors.cli.conftest import Door


def test_reasons_of_a_split_are_put_to_the_test(matinee: Door, split_file: Path) -> None:
    made = matinee("fidelity", "--split", split_file, "--models", "ease:l2=20,popular", "--ask", 6, "--json", "f.json")

    assert made.exit_code == 0, made.output
    assert "Reasons on board-W" in made.stdout
    told = json.loads(Path("f.json").read_text())
    assert told["command"] == "matinee fidelity --models ease:l2=20,popular --split board-W.npz --ask 6"
    assert told["models"]["ease:l2=20"]["fidelity"]["taken"]["strongest cited"]["score"]["mean"] == 1.0
    assert told["models"]["popular"]["fidelity"]["citing"]["mean"] == 0.0


def test_on_ratings_confidence_is_judged_too(matinee: Door, ratings: Path) -> None:
    made = matinee("fidelity", "--data", ratings, "--protocol", "rating", "--models", "bias", "--ask", 3)

    assert made.exit_code == 0, made.output
    assert "calibration error" in made.stdout
    assert "90% intervals hold" in made.stdout


def test_what_cannot_be_meant_ends_in_one_line_and_code_2(matinee: Door, split_file: Path) -> None:
    nothing = matinee("fidelity", "--models", "ease")
    both = matinee("fidelity", "--models", "ease", "--split", split_file, "--protocol", "weak")

    assert (nothing.exit_code, both.exit_code) == (2, 2)
    assert "there is nothing to judge on" in nothing.stderr
    assert "a split file has its protocol in it" in both.stderr
