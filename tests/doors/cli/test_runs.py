import json
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door


def test_before_anything_was_recorded_that_is_said(matinee: Door) -> None:
    listed, shown = matinee("runs", "list"), matinee("runs", "show", "abc")

    assert listed.exit_code == 0
    assert "Nothing was recorded here yet" in listed.stdout
    assert json.loads(matinee("runs", "list", "--json").stdout) == []
    assert shown.exit_code == 2
    assert "nothing was recorded here yet" in shown.stderr


def test_every_run_of_train_tune_and_bench_is_found_again(
    matinee: Door, ratings: Path, split_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATINEE_TRACKING", "mlflow")
    trained = matinee("train", "ease", "--data", ratings, "--out", "m", "--set", "l2=20", "--seed", 3)
    tuned = matinee("tune", "ease", "--split", split_file, "--trials", 2)
    judged = matinee("bench", "--split", split_file, "--models", "ease")
    assert [one.exit_code for one in (trained, tuned, judged)] == [0, 0, 0]
    assert "warning" not in trained.stderr + tuned.stderr

    listed = json.loads(matinee("runs", "list", "--json").stdout)
    assert [one["kind"] for one in listed] == ["bench", "tune", "train"]
    assert matinee("runs", "list", "--kind", "tune").stdout.count("board-W-ease") == 1
    assert "No run is like that" in matinee("runs", "list", "--model", "slim").stdout

    train, tune, bench = (
        json.loads(matinee("runs", "show", one["id"][:10], "--json").stdout) for one in reversed(listed)
    )
    assert train["settings"]["l2"] == "20.0"
    known = {"data.fingerprint", "version", "code", "commit", "seed", "machine.cores", "model folder"}
    assert known - set(train["facts"]) <= {"commit"}
    assert train["facts"]["seed"] == "3"
    assert train["figures"]["fit seconds"] > 0
    assert train["kept"] == ["model.json"]
    assert [part["kind"] for part in tune["parts"]] == ["trial", "trial"]
    assert (tune["kept"], bench["kept"]) == (["study.json"], ["result.json"])
    assert {part["model"] for part in bench["parts"]} == {"ease", "popular", "popular_recent"}
    assert bench["figures"]["ndcg@10"] > 0

    shown = matinee("runs", "show", tune["id"][:10]).stdout
    for word in ("tune: board-W-ease, finished", "split.fingerprint", "Figures:", "l2=", "study.json"):
        assert word in shown


def test_a_tracker_that_does_not_answer_costs_a_warning_and_nothing_else(
    matinee: Door, ratings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATINEE_TRACKING", "mlflow")
    monkeypatch.setenv("MATINEE_TRACKING_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")

    made = matinee("train", "popular", "--data", ratings, "--out", "m")

    assert made.exit_code == 0
    assert made.stderr.count("warning: mlflow does not record this run any further") == 1
    assert Path("m/model.json").is_file()
