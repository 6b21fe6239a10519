import json
from pathlib import Path

import pytest

import bench

RECORDER = """\
#!/usr/bin/env python3
import json, pathlib, sys
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
    monkeypatch.setattr(bench, "PAGE", tmp_path / "docs/results.md")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/model_pages.py").write_text(RECORDER.format(log=str(tmp_path / "calls")))
    (tmp_path / "data/splits").mkdir(parents=True)
    for name in ("ml1m-S", "ml1m-T", "other-W"):
        (tmp_path / f"data/splits/{name}.npz").touch()
    (tmp_path / "data/ml-1m.zip").touch()
    monkeypatch.setenv("MATINEE_DATA", str(tmp_path / "data"))
    return tmp_path / "calls"


def calls(log: Path) -> list[list[str]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def test_every_split_is_judged_and_then_the_pages_are_written(called: Path) -> None:
    bench.main([])
    made = calls(called)
    results = [f"benchmarks/results/{name}.json" for name in ("ml1m-S", "ml1m-T", "other-W")]
    assert [call[0] for call in made[:3]] == ["bench"] * 3
    assert made[3:] == [["results", *results, "--out", "docs/results.md"], results]


def test_one_split_that_fails_does_not_keep_the_others_from_being_judged(
    called: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main([]) == 1
    assert "could be judged on: ml1m-T" in capsys.readouterr().err


def test_splits_can_be_named(called: Path) -> None:
    assert bench.main(["ml1m-S"]) == 0
    assert [call[0] for call in calls(called)] == ["bench", "results", "benchmarks/results/ml1m-S.json"]


def test_titles_are_given_where_they_are_at_hand(called: Path) -> None:
    bench.main(["ml1m-S", "other-W"])
    assert ["--titles" in call for call in calls(called)] == [True, False, False, False]


def test_without_split_files_it_says_what_to_set(
    called: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("", "nowhere"):
        monkeypatch.setenv("MATINEE_DATA", folder)
        assert bench.main([]) == 2
        assert "Set MATINEE_DATA" in capsys.readouterr().err
