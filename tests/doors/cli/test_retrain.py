import json
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door


def test_a_training_is_asked_for_or_done_at_once(
    matinee: Door, ratings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    Path("mine.toml").write_text('[ease]\nl2 = 20.0\n[answer]\nranks = "ease"\n')
    assert matinee("release", "--data", ratings, "--recipe", "mine.toml").exit_code == 0
    other = tmp_path / "other.toml"
    other.write_text('[ease]\nl2 = 5.0\n[answer]\nranks = "ease"\n')
    done = matinee("retrain", "--now", "--recipe", other, "--json")
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["version"].startswith("v0002-")
    assert said["judgement"]["asked"] >= 20
    assert matinee("retrain", "--recipe", "ml1m-S").exit_code == 2
    asked = matinee("retrain", "--json")
    assert json.loads(asked.stdout)["slot"].startswith("asked:")
    assert "whoever does the jobs" in matinee("retrain").stdout
