import json
from pathlib import Path

from tests.doors.cli.conftest import Door


def test_training_tells_where_its_time_and_memory_went(matinee: Door, ratings: Path) -> None:
    made = matinee("train", "item_knn", "--data", ratings, "--out", "m", "--profile", "made")

    assert made.exit_code == 0, made.output
    figures = json.loads(Path("made/profile.json").read_text())
    assert [phase["name"] for phase in figures["phases"]][1:4] == ["checking the data", "fitting item_knn", "saving"]
    assert figures["model"] == "item_knn"
    assert sum(phase["seconds"] for phase in figures["phases"]) > 0.9 * figures["seconds"]
    assert "fitting item_knn" in made.stdout
    assert "MiB above the start at the highest" in made.stdout
    assert Path("made/profile.png").exists()
    assert "fitting item_knn" in Path("made/profile.html").read_text()


def test_a_comparison_tells_the_time_of_each_fit(matinee: Door, split_file: Path) -> None:
    made = matinee("bench", "--split", split_file, "--models", "popular,ease:l2=20", "--profile", "b.json")

    assert made.exit_code == 0, made.output
    phases = {phase["name"] for phase in json.loads(Path("b.json").read_text())["phases"]}
    assert {"judging models > fitting ease:l2=20", "judging models > fitting popular"} <= phases


def test_where_a_profile_cannot_go_is_found_out_before_the_work(matinee: Door, ratings: Path) -> None:
    Path("taken").write_text("a file")

    made = matinee("train", "popular", "--data", ratings, "--out", "m", "--profile", "taken/profile")

    assert made.exit_code == 2
    assert "--profile" in made.stderr
    assert not Path("m").exists()


def test_a_model_that_learns_in_one_go_has_no_curves_to_draw_and_is_saved_all_the_same(
    matinee: Door, ratings: Path
) -> None:
    made = matinee("train", "popular", "--data", ratings, "--out", "m", "--curves", "c.png")

    assert made.exit_code == 0
    assert "No curves: this model learns in one go" in made.stderr
    assert not Path("c.png").exists()
    assert Path("m/model.json").exists()


def test_a_picture_of_no_known_kind_is_refused_before_the_work(matinee: Door, ratings: Path) -> None:
    made = matinee("train", "popular", "--data", ratings, "--out", "m", "--curves", "c.gif")

    assert made.exit_code == 2
    assert "End it in .html, .png, .svg" in made.stderr
