import json
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door


def test_titles_come_with_the_names_that_were_understood(matinee: Door, saved: Path) -> None:
    made = matinee("recommend", "--model", saved, "--like", "midnight witness", "--like", "no signal", "-k", "3")

    assert made.exit_code == 0
    assert "Liked: Midnight Witness (" in made.stdout
    rows = [line for line in made.stdout.splitlines() if line.rstrip()[-1:].isdigit() and "(" in line]
    assert len(rows) == 3


def test_reasons_are_told_in_per_cent_of_the_score(matinee: Door, saved: Path) -> None:
    made = matinee("recommend", "--model", saved, "--like", "midnight witness", "--like", "no signal", "--why")

    assert "because" in made.stdout
    assert "you liked" in made.stdout
    assert "%" in made.stdout


def test_a_program_can_read_the_answer(matinee: Door, saved: Path) -> None:
    words = ("recommend", "--model", saved, "--like", "midnight witness", "--dislike", "sunday weddings", "--json")

    plain = json.loads(matinee(*words).stdout)
    explained = json.loads(matinee(*words, "--why").stdout)

    assert (plain["model"], len(plain["recommendations"]), plain["explains"]) == ("ease", 10, True)
    assert plain["disliked"][0].startswith("Sunday Weddings")
    assert set(plain["recommendations"][0]) == {"id", "title", "score"}
    for one in explained["recommendations"]:
        shares = sum(share["amount"] for share in one["why"]["shares"])
        assert shares + one["why"]["rest"] == pytest.approx(one["score"], abs=1e-4)


def test_a_model_that_does_not_explain_itself_is_asked_again_and_that_is_said(matinee: Door, ratings: Path) -> None:
    matinee("train", "svd", "--data", ratings, "--out", "m")
    words = ("recommend", "--model", "m", "--like", "no signal", "--like", "midnight witness", "--why")

    made = matinee(*words)
    told = json.loads(matinee(*words, "--json").stdout)

    assert made.exit_code == 0
    assert "stars less" in made.stdout
    assert "'svd' does not explain itself: it was asked again without each of your titles." in made.stdout
    assert told["recommendations"][0]["why"]["method"] == "removal"


def test_how_sure_it_is_stands_in_the_table_once_it_was_learned(matinee: Door, ratings: Path) -> None:
    matinee("train", "svd", "--data", ratings, "--out", "m")
    words = ("recommend", "--model", "m", "--like", "no signal", "--why")
    before = matinee(*words)

    learned = matinee("calibrate", "--model", "m", "--data", ratings)

    after = matinee(*words)
    assert learned.exit_code == 0
    assert "ratings the model was not shown" in learned.stdout
    assert "intervals that hold 90% of them" in learned.stdout
    assert "will like" not in before.stdout
    assert "will like" in after.stdout
    assert " to 5.0)" in after.stdout
    expected = json.loads(matinee(*words, "--json").stdout)["recommendations"][0]["expected"]
    assert expected["low"] < expected["rating"] <= expected["high"]


def test_when_everything_was_named_there_is_nothing_left(matinee: Door, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("user,movie,rating\n1,1,5\n1,2,4\n2,1,4\n2,2,2\n3,1,1\n")
    matinee("train", "popular", "--data", "t.csv", "--out", "m")

    made = matinee("recommend", "--model", "m", "--like", "#1", "--dislike", "#2")

    assert made.exit_code == 0
    assert "Not liked: 2" in made.stdout
    assert "There is nothing left to recommend." in made.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "error: no title is named"),
        (("--like", "nothing of the kind"), "knows no title called 'nothing of the kind'"),
        (("--like", "midnigt witnes"), "Did you mean 'Midnight Witness ("),
        (("--like", "a cold"), "may mean "),
        (("--like", "no signal", "--dislike", "no signal"), "is both liked and disliked"),
    ],
)
def test_what_cannot_be_meant_ends_in_one_line_and_code_2(
    matinee: Door, saved: Path, words: tuple[str, ...], told: str
) -> None:
    made = matinee("recommend", "--model", saved, *words)

    assert made.exit_code == 2
    assert told in made.stderr
    assert made.stderr.count("\n") == 1


def test_a_damaged_model_is_refused(matinee: Door, saved: Path, tmp_path: Path) -> None:
    for path in saved.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = tmp_path / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")

    made = matinee("recommend", "--model", tmp_path, "--like", "no signal")

    assert made.exit_code == 2
    assert "the file was changed since the model was saved" in made.stderr


def test_a_model_that_does_not_count_dislikes_says_so_and_what_would_change_that(
    matinee: Door, saved: Path, ratings: Path
) -> None:
    words = ("--like", "no signal", "--dislike", "midnight witness")
    matinee("train", "ease", "--data", ratings, "--out", "counting", "--set", "dislike_weight=0.5")
    matinee("train", "popular", "--data", ratings, "--out", "popular")

    silent = matinee("recommend", "--model", saved, *words)
    counting = matinee("recommend", "--model", "counting", *words)
    popular = matinee("recommend", "--model", "popular", *words)

    assert "'ease' does not count dislikes against other titles" in silent.stdout
    assert "--set dislike_weight=0.5" in silent.stdout
    assert "does not count" not in counting.stdout
    assert "does not count" in popular.stdout
    assert "dislike_weight" not in popular.stdout
    assert json.loads(matinee("recommend", "--model", saved, *words, "--json").stdout)["dislikes_count"] is False
    assert json.loads(matinee("recommend", "--model", "counting", *words, "--json").stdout)["dislikes_count"] is True


def test_a_number_too_large_for_an_id_is_no_fault_of_the_program(matinee: Door, saved: Path) -> None:
    made = matinee("recommend", "--model", saved, "--like", "#99999999999999999999")

    assert made.exit_code == 2
    assert "no title with the id 99999999999999999999" in made.stderr
