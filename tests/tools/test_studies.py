import json
from pathlib import Path

import pytest

import bench
import studies

RECORDER = """\
#!/usr/bin/env python3
import json, pathlib, sys
with open({log!r}, "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if "--save-recipe" in sys.argv:
    recipe = pathlib.Path(sys.argv[sys.argv.index("--save-recipe") + 1])
    study = pathlib.Path(sys.argv[sys.argv.index("--study") + 1])
    if study.stem == "ml1m-S-slim":
        sys.exit(1)
    study.parent.mkdir(parents=True, exist_ok=True)
    study.write_text("trials")
    recipe.parent.mkdir(parents=True, exist_ok=True)
    recipe.with_name(f"{{study.stem}}.json").write_text("{{}}")
"""


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose command writes down how it was called, and finds nothing for slim on ml1m-S."""
    command = tmp_path / "matinee"
    command.write_text(RECORDER.format(log=str(tmp_path / "calls")))
    command.chmod(0o755)
    for module in (bench, studies):
        monkeypatch.setattr(module, "MATINEE", command)
        monkeypatch.setattr(module, "ROOT", tmp_path)
        monkeypatch.setattr(module, "WORLD_FOLDER", tmp_path / "runs/demo-world")
    monkeypatch.setattr(studies, "RECIPES", tmp_path / "recipes")
    monkeypatch.setattr(studies, "STUDIES", tmp_path / "benchmarks/studies")
    monkeypatch.setattr(studies, "UNFINISHED", tmp_path / "runs/studies")
    monkeypatch.setenv("MATINEE_DATA", str(tmp_path / "data"))
    return tmp_path / "calls"


def calls(log: Path) -> list[list[str]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def after(call: list[str], option: str) -> str:
    return call[call.index(option) + 1]


def test_a_study_goes_into_the_recipe_of_its_split_and_leaves_its_log(called: Path, tmp_path: Path) -> None:
    assert studies.main(["ml1m-T-ease"]) == 0
    (made,) = calls(called)
    assert made[:2] == ["tune", "ease"]
    assert after(made, "--split").endswith("splits/ml1m-T.npz")
    assert Path(after(made, "--save-recipe")).name == "ml1m-T.toml"
    assert (tmp_path / "benchmarks/studies/ml1m-T-ease.json").exists()
    assert not list((tmp_path / "recipes").glob("*.json"))


def test_a_study_that_ended_begins_anew_and_one_that_failed_goes_on(called: Path, tmp_path: Path) -> None:
    assert studies.main(["ml1m-S-ease", "ml1m-S-slim"]) == 1
    (tmp_path / "runs/studies/ml1m-S-slim.db").touch()
    studies.main(["ml1m-S-slim"])
    assert [path.name for path in (tmp_path / "runs/studies").iterdir()] == ["ml1m-S-slim.db"]


def test_the_world_is_made_first_and_begins_with_its_own_recipe(called: Path) -> None:
    studies.main(["demo-world-S-ease"])
    world, made = calls(called)
    assert world[:2] == ["data", "world"]
    assert after(made, "--protocol") == "strong"
    assert Path(after(made, "--recipe")).name == Path(after(made, "--save-recipe")).name == "demo-world.toml"


def test_a_split_means_all_its_studies(called: Path) -> None:
    assert studies.main(["ml1m-W"]) == 0
    assert {made[1] for made in calls(called)} == set(studies.PLANS["ml1m-W"])


def test_a_name_that_is_none_is_told(called: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert studies.main(["ml1m-S-nothing"]) == 2
    assert "ml1m-S-nothing" in capsys.readouterr().err
    assert not called.exists()
