import shlex
import signal
import subprocess
import sys
from pathlib import Path

from matinee.lab.core import artifact
from tests.doors.cli.conftest import Door


def test_a_model_is_trained_saved_and_the_next_command_works(matinee: Door, ratings: Path, tmp_path: Path) -> None:
    made = matinee("train", "item_knn", "--data", ratings, "--out", "models/knn", "--set", "neighbours=7", "--seed", 5)

    assert made.exit_code == 0
    assert "MiB saved in models/knn" in made.stdout
    loaded = artifact.load(tmp_path / "models" / "knn")
    assert loaded.config.model_dump()["neighbours"] == 7
    assert loaded.report is not None
    assert loaded.report.seed == 5
    next_words = made.stdout.partition("Next: matinee ")[2].strip()
    assert matinee(*split_words(next_words)).exit_code == 0


def split_words(text: str) -> list[str]:
    return shlex.split(text)


def test_a_model_that_does_not_rank_is_not_asked_to_recommend(matinee: Door, ratings: Path) -> None:
    made = matinee("train", "bias", "--data", ratings, "--out", "m")

    assert made.exit_code == 0
    assert "Next:" not in made.stdout


def test_settings_of_a_recipe_are_used_and_can_be_changed(matinee: Door, ratings: Path, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("[ease]\nl2 = 31.0\nkeep = 5\n")

    made = matinee("train", "ease", "--data", ratings, "--out", "m", "--recipe", "r.toml", "--set", "l2=32")

    assert made.exit_code == 0
    config = artifact.load(tmp_path / "m").config.model_dump()
    assert (config["l2"], config["keep"]) == (32.0, 5)


def test_the_seed_of_the_settings_is_used_where_none_is_named(
    matinee: Door, ratings: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("MATINEE_SEED", "11")

    assert matinee("train", "popular", "--data", ratings, "--out", "m").exit_code == 0
    report = artifact.load(tmp_path / "m").report
    assert report is not None
    assert report.seed == 11


def test_what_cannot_be_meant_is_refused_before_the_data_is_read(matinee: Door) -> None:
    for words, told in (
        (("train", "eas", "--data", "nowhere", "--out", "m"), "Did you mean 'ease'?"),
        (("train", "ease", "--data", "nowhere", "--out", "m", "--set", "l3=1"), "there is no setting 'l3'"),
        (("train", "ease", "--data", "nowhere", "--out", "m", "--set", "l2"), "--set: 'l2' is not key=value"),
        (("train", "ease", "--data", "nowhere", "--out", "m", "--recipe", "r.toml"), "there is no recipe here"),
        (("train", "ease", "--data", "nowhere", "--out", "m"), "there is no such file or folder"),
    ):
        made = matinee(*words)
        assert made.exit_code == 2
        assert told in made.stderr
        assert made.stderr.count("\n") == 1


def test_what_the_checks_remark_is_noted(matinee: Door, tmp_path: Path) -> None:
    rows = [
        f"{person},{title},{1 + (person + title) % 5},{1_000_000_000}" for person in range(9) for title in range(30)
    ]
    (tmp_path / "t.csv").write_text("user,movie,rating,timestamp\n" + "\n".join(rows) + "\n")

    made = matinee("train", "popular", "--data", "t.csv", "--out", "m")

    assert made.exit_code == 0
    assert "warn: " in made.stderr


def test_a_recipe_is_named_with_the_model_it_is_for(matinee: Door, ratings: Path, tmp_path: Path) -> None:
    made = matinee("train", "--recipe", "ml-1m/ease", "--data", ratings, "--out", "m")

    assert made.exit_code == 0
    model = artifact.load(tmp_path / "m")
    assert (model.name(), model.config.model_dump()["l2"]) == ("ease", 700.0)


def test_a_recipe_that_stands_in_or_says_nothing_of_the_model_is_told(matinee: Door, ratings: Path) -> None:
    stands_in = matinee("train", "ease", "--recipe", "ml-20m", "--data", ratings, "--out", "m")
    says_nothing = matinee("train", "popular", "--recipe", "ml-1m", "--data", ratings, "--out", "p")

    assert "No settings were searched for on ml-20m; those of ml-1m are used." in stands_in.stderr
    assert "The recipe 'ml-1m' says nothing of 'popular'" in says_nothing.stderr


def test_which_model_is_meant_must_be_clear(matinee: Door) -> None:
    none = matinee("train", "--data", "nowhere", "--out", "m", "--recipe", "ml-1m")
    two = matinee("train", "ials", "--data", "nowhere", "--out", "m", "--recipe", "ml-1m/ease")

    assert (none.exit_code, two.exit_code) == (2, 2)
    assert "no model is named" in none.stderr
    assert "'ials' is to be trained, and the recipe is for 'ease'" in two.stderr


LEARNS_SLOWLY = """
import os, signal, sys
import numpy as np
from matinee.lab.models.popular import Popular
fit = Popular._fit
def slow(self, data, context):
    held = context.checkpoint.load()
    first = held[1]["step"] if held else 0
    for step in range(first, 4):
        if step == 2 and first == 0 and sys.argv[-1] == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        context.checkpoint.save({"at": np.zeros(1)}, {"step": step + 1})
        context.point("loss", step, float(step))
    fit(self, data, context)
Popular._fit = slow
from matinee.doors.cli.app import app
app(sys.argv[1:-1])
"""


def test_a_training_that_is_killed_goes_on_where_it_stopped_and_says_so(ratings: Path, tmp_path: Path) -> None:
    words = ["train", "popular", "--data", str(ratings), "--out", "m"]

    def run(how: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", LEARNS_SLOWLY, *words, how]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    killed, again, fresh = run("killed"), run("again"), run("again")

    assert killed.returncode == -signal.SIGKILL
    assert again.returncode == 0, again.stderr
    assert "it goes on where it stopped" in again.stderr
    assert "it goes on where it stopped" not in killed.stderr + fresh.stderr
    assert artifact.read_manifest(tmp_path / "m").report is not None
    assert list((tmp_path / "cache/matinee").rglob("*.safetensors")) == []
