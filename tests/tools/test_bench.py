import json
from pathlib import Path

import pytest

import bench

RECORDER = """\
#!/usr/bin/env python3
import json, os, pathlib, sys
if sys.argv[2:3] == ["world"]:
    pathlib.Path({log!r}).with_name("without").write_text(os.environ.get("NPY_DISABLE_CPU_FEATURES", ""))
with open({log!r}, "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if "--json" in sys.argv:
    out = pathlib.Path(sys.argv[sys.argv.index("--json") + 1])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("{{}}")
sys.exit("ml1m-T.npz" in " ".join(sys.argv))
"""


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose command writes down how it was called, and fails on one split; with three split files."""
    command = tmp_path / "matinee"
    command.write_text(RECORDER.format(log=str(tmp_path / "calls")))
    command.chmod(0o755)
    monkeypatch.setattr(bench, "MATINEE", command)
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "benchmarks/results")
    monkeypatch.setattr(bench, "WORLD_FOLDER", tmp_path / "runs/demo-world")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/results.py").write_text(RECORDER.format(log=str(tmp_path / "calls")))
    (tmp_path / "data/splits").mkdir(parents=True)
    for name in ("ml100k-R", "ml1m-R", "ml1m-S", "ml1m-T", "other-W"):
        (tmp_path / f"data/splits/{name}.npz").touch()
    for name in ("ml-1m.zip", "ml-latest-small.zip"):
        (tmp_path / "data" / name).touch()
    monkeypatch.setenv("MATINEE_DATA", str(tmp_path / "data"))
    return tmp_path / "calls"


def calls(log: Path) -> list[list[str]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def written(call: list[str]) -> str:
    """The result file of a call, by name."""
    return Path(call[call.index("--json") + 1]).stem


def test_every_split_the_latest_ratings_and_the_world_are_judged_and_then_the_pages_written(called: Path) -> None:
    bench.main([])
    made = calls(called)
    assert [written(call) for call in made if call[:1] == ["bench"]] == [
        "ml100k-R",
        "ml1m-R",
        "ml1m-S",
        "ml1m-T",
        "other-W",
        "latest-small-T",
        "demo-world-S",
    ]
    assert made[-3][:2] == ["data", "world"]
    assert "X86_V4" in called.with_name("without").read_text()
    assert made[-1] == []


def test_one_split_that_fails_does_not_keep_the_others_from_being_judged(
    called: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main([]) == 1
    assert "could be judged on: ml1m-T" in capsys.readouterr().err
    assert written(calls(called)[-2]) == "demo-world-S"


def test_results_can_be_named(called: Path) -> None:
    assert bench.main(["ml1m-S"]) == 0
    made = calls(called)
    assert [written(call) for call in made[:-1]] == ["ml1m-S"]
    assert made[-1] == []


def test_a_world_that_is_there_is_not_made_again(called: Path, tmp_path: Path) -> None:
    (tmp_path / "runs/demo-world").mkdir(parents=True)
    (tmp_path / "runs/demo-world/world.json").touch()
    assert bench.main(["demo-world-S"]) == 0
    assert [call[:1] for call in calls(called)] == [["bench"], []]


def test_titles_and_people_are_given_where_they_are_at_hand_and_only_rankings_are_asked_for_a_curve(
    called: Path,
) -> None:
    bench.main(["ml1m-R", "ml1m-S", "other-W"])
    made = calls(called)[:-1]
    assert ["--titles" in call for call in made] == [True, True, False]
    assert ["--people" in call for call in made] == [True, True, False]
    assert ["--curve" in call for call in made] == [False, True, True]


def test_all_folds_are_judged_where_others_publish_their_mean(called: Path) -> None:
    bench.main(["ml100k-R", "ml1m-R"])
    made = calls(called)[:-1]
    assert [call[call.index("--fold") + 1] if "--fold" in call else "" for call in made] == ["all", ""]


def test_a_name_that_is_none_is_told(called: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["ml1m-X"]) == 2
    assert "nothing is called ml1m-X" in capsys.readouterr().err
    assert not called.exists()


def test_without_split_files_it_says_what_to_set(
    called: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("", "nowhere"):
        monkeypatch.setenv("MATINEE_DATA", folder)
        assert bench.main([]) == 2
        assert "Set MATINEE_DATA" in capsys.readouterr().err
