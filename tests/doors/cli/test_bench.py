import json
from pathlib import Path

import numpy as np
import pytest

from matinee.lab.data.splits.files import read_split
from matinee.ops.runs.recipes import read_recipe
from matinee.ops.runs.result_files import read_result
from tests.doors.cli.conftest import Door


def test_a_split_file_is_judged_and_everything_is_written(matinee: Door, split_file: Path, ratings: Path) -> None:
    made = matinee(
        "bench", "--split", split_file, "--titles", ratings, "--models", "popular,ease:l2=20",
        "--json", "r.json", "--lists", "l.npz",
    )  # fmt: skip

    assert made.exit_code == 0
    assert "board-W: " in made.stdout
    assert [name for name in ("ease:l2=20", "popular", "popular_recent") if name not in made.stdout] == []
    assert "95 % intervals over people" in made.stderr
    result = read_result(Path("r.json"))
    assert result.command == "matinee bench --models popular,ease:l2=20 --split board-W.npz --titles " + ratings.name
    assert {one.kind for one in result.models["popular"].slices} >= {"genre", "decade"}
    with np.load("l.npz", allow_pickle=False) as lists:
        assert set(lists.files) == {"people", "popular", "ease:l2=20", "popular_recent"}
        assert lists["popular"].shape == (len(read_split(split_file).final.task), 100)


def test_the_best_stands_first(matinee: Door, split_file: Path) -> None:
    made = matinee("bench", "--split", split_file, "--models", "popular,ease:l2=20")

    lines = [line for line in made.stdout.splitlines() if line.strip().startswith(("popular", "ease"))]
    assert lines[0].split()[:2] == ["ease:l2=20", "best"]


@pytest.mark.parametrize("protocol", ["time", "last", "strong", "weak"])
def test_a_data_set_can_be_split_here(matinee: Door, ratings: Path, protocol: str) -> None:
    made = matinee("bench", "--data", ratings, "--protocol", protocol, "--models", "popular", "--seed", "3")

    assert made.exit_code == 0
    assert f"protocol {protocol}" in made.stdout


def test_ratings_are_judged_by_fold(matinee: Door, ratings: Path) -> None:
    made = matinee(
        "bench", "--data", ratings, "--protocol", "rating", "--fold", 2, "--models", "all", "--json", "r.json"
    )

    assert made.exit_code == 0
    assert "rmse" in made.stdout
    assert json.loads(Path("r.json").read_text())["split"]["fold"] == 2


def test_all_folds_are_judged_in_turn_and_their_mean_is_shown(matinee: Door, ratings: Path) -> None:
    made = matinee(
        "bench", "--data", ratings, "--protocol", "rating", "--fold", "all", "--models", "bias", "--json", "r.json"
    )

    assert made.exit_code == 0
    assert "rmse of each fold" in made.stdout
    assert "means over 5 folds" in made.stderr
    result = read_result(Path("r.json"))
    assert "--fold all" in result.command
    assert [one.name for one in result.models["bias"].slices if one.metric == "rmse"] == ["1", "2", "3", "4", "5"]


def test_all_models_of_a_protocol_run(matinee: Door, split_file: Path) -> None:
    assert matinee("bench", "--split", split_file, "--models", "all").exit_code == 0


def test_a_summary_is_small(matinee: Door, split_file: Path) -> None:
    matinee("bench", "--split", split_file, "--models", "popular", "--json", "long.json")
    matinee("bench", "--split", split_file, "--models", "popular", "--json", "short.json", "--summary")

    assert read_result(Path("short.json")).people == []
    assert Path("short.json").stat().st_size < Path("long.json").stat().st_size


def test_settings_are_chosen_kept_and_used_again(matinee: Door, split_file: Path) -> None:
    words = ("bench", "--split", split_file, "--models", "ease")

    tuned = matinee(*words, "--tune", "--trials", "3", "--save-recipe", "mine.toml", "--json", "t.json")
    again = matinee(*words, "--recipe", "mine.toml", "--json", "a.json")

    assert (tuned.exit_code, again.exit_code) == (0, 0)
    assert "--tune --trials 3" in Path("mine.toml").read_text().splitlines()[1]
    assert set(read_recipe(Path("mine.toml"))) == {"ease", "popular", "popular_recent"}
    assert read_result(Path("a.json")).models["ease"].config == read_result(Path("t.json")).models["ease"].config
    assert read_result(Path("t.json")).models["ease"].tuning is not None


def test_without_tuning_the_settings_were_used_and_not_found(matinee: Door, split_file: Path) -> None:
    words = ("bench", "--split", split_file, "--models", "ease:l2=20", "--save-recipe")

    assert matinee(*words, "used.toml").exit_code == 0
    assert matinee(*words, "found.toml", "--tune", "--trials", "1").exit_code == 0

    assert ", used by" in Path("used.toml").read_text().splitlines()[0]
    assert ", found by" in Path("found.toml").read_text().splitlines()[0]


def test_the_test_does_not_choose_what_a_recipe_keeps(matinee: Door, split_file: Path) -> None:
    made = matinee("bench", "--split", split_file, "--models", "ease,ease:l2=20", "--save-recipe", "r.toml")

    assert made.exit_code == 2
    assert "two settings of 'ease': name one" in made.stderr
    assert not Path("r.toml").exists()


def test_a_zip_is_not_taken_for_a_split(matinee: Door) -> None:
    Path("ml.zip").write_bytes(b"x")

    made = matinee("bench", "--split", "ml.zip", "--models", "popular")

    assert made.exit_code == 2
    assert "ml.zip: this is no split file" in made.stderr
    assert "--data with --protocol" in made.stderr


def test_the_conditions_of_use_are_not_told_before_every_run(matinee: Door, ratings: Path) -> None:
    made = matinee("bench", "--data", ratings, "--protocol", "weak", "--models", "popular")

    assert "events of" in made.stderr
    assert "Conditions of use" not in made.stderr
    assert "Conditions of use" in matinee("data", "report", ratings, "--out", "r.html").stderr


def test_a_model_that_fails_is_told_and_the_code_is_1(
    matinee: Door, split_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("matinee.lab.models.popular.Popular._fit", fail)

    made = matinee("bench", "--split", split_file, "--models", "popular,ease", "--json", "r.json")

    assert made.exit_code == 1
    assert "warning: popular failed: MemoryError: no room" in made.stderr
    assert read_result(Path("r.json")).models["popular"].failed == "MemoryError: no room"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "there is nothing to judge on"),
        (("--split", "s.npz", "--data", "d"), "exclude each other"),
        (("--data", "d"), "--data needs --protocol"),
        (("--split", "s.npz", "--protocol", "time"), "a split file has its protocol in it"),
        (("--data", "d", "--protocol", "time", "--titles", "d"), "a data set brings its own titles"),
        (("--data", "d", "--protocol", "time", "--people", "d"), "a data set brings its own people"),
        (("--split", "s.npz", "--people", "."), "nothing is known of people here"),
        (("--split", "s.npz"), "there is no such file"),
        (("--split", "s.npz", "--trials", "3"), "nothing is tried without --tune"),
        (("--split", "s.npz", "--summary"), "there is no --json to shorten"),
        (("--split", "s.npz", "--fold", "all", "--tune"), "this is of one fold"),
        (("--split", "s.npz", "--fold", "last"), "'last' is no fold"),
        (("--split", "s.npz", "--skip-bad"), "--skip-bad: this says how to read a data set"),
        (("--split", "s.npz", "--person", "who"), "--person: this says how to read a data set"),
        (("--split", "s.npz", "--value", ""), "--value: this says how to read a data set"),
        (("--data", "d", "--protocol", "rating", "--lists", "l.npz"), "--lists: only rankings have this"),
        (("--data", "d", "--protocol", "rating", "--curve"), "--curve: only rankings have this"),
        (("--split", "."), "this is no split file"),
    ],
)
def test_what_cannot_be_meant_ends_in_one_line_and_code_2(matinee: Door, words: tuple[str, ...], told: str) -> None:
    made = matinee("bench", "--models", "popular", *words)

    assert made.exit_code == 2
    assert told in made.stderr
    assert made.stderr.count("\n") == 1


def test_a_wrong_model_is_refused_before_anything_is_fitted(matinee: Door, split_file: Path) -> None:
    for models, told in (("eas", "Did you mean 'ease'?"), ("bias", "does not rank titles"), (",", "no model is named")):
        made = matinee("bench", "--split", split_file, "--models", models)
        assert made.exit_code == 2
        assert told in made.stderr


def test_a_changed_split_file_is_refused(matinee: Door, split_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy-W.npz"
    with np.load(split_file) as held:
        arrays = dict(held)
    arrays["test_movie"] = arrays["test_movie"][::-1]
    np.savez(copy, allow_pickle=False, **arrays)
    copy.with_suffix(".json").write_bytes(split_file.with_suffix(".json").read_bytes())

    made = matinee("bench", "--split", copy, "--models", "popular")

    assert made.exit_code == 2
    assert "test_movie" in made.stderr


def test_the_real_split_of_ml_100k_is_judged_for_everybody_in_it(
    matinee: Door, data_folder: Path, tmp_path: Path
) -> None:
    split = data_folder / "splits" / "ml100k-W.npz"
    made = matinee("bench", "--split", split, "--models", "popular", "--json", "r.json")

    assert made.exit_code == 0
    assert len(read_result(tmp_path / "r.json").people) == 938
