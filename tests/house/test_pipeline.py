"""The pipeline and the workflow that retrains say nothing that matinee does not understand, and a pipeline that was run
has nothing left to do."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from matinee.doors.cli.app import app
from matinee.ops.releases.recipe import answer_of
from matinee.ops.runs.recipes import find_recipe

VALUE = re.compile(r"\$\{([a-z_.]+)\}")
VARIABLE = re.compile(r"[A-Z_]+=\S+")


def stages(project: Path) -> dict[str, Any]:
    return yaml.safe_load((project / "pipeline/dvc.yaml").read_text())["stages"]


def params(project: Path) -> dict[str, Any]:
    return yaml.safe_load((project / "pipeline/params.yaml").read_text())


def commands(project: Path) -> Iterator[list[str]]:
    """Of matinee, in words, with the values filled in."""
    told = params(project)
    for stage in stages(project).values():
        for line in [stage["cmd"]] if isinstance(stage["cmd"], str) else stage["cmd"]:
            yield shlex.split(VALUE.sub(lambda found: str(value_of(told, found.group(1))), line))
    workflow = yaml.safe_load((project / ".github/workflows/retrain.yml").read_text())
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            for line in step.get("run", "").splitlines():
                if "matinee " in line and "pip install" not in line and "mkdir" not in line:
                    yield shlex.split(line.strip().removesuffix("&"))


def value_of(told: dict[str, Any], name: str) -> Any:
    for part in name.split("."):
        told = told[part]
    return told


def understood(words: list[str]) -> str:
    """The command that the words are, once each of its options was found. AssertionError for what there is not."""
    words = [word for word in words if not VARIABLE.fullmatch(word)]
    words = words[: words.index(">")] if ">" in words else words
    command: Any = typer.main.get_command(app)
    assert words.pop(0) == "matinee"
    name = ["matinee"]
    while hasattr(command, "commands"):
        assert words[0] in command.commands, words
        command = command.commands[words[0]]
        name.append(words.pop(0))
    known = {option for one in command.params for option in one.opts}
    for word in words:
        assert not word.startswith("--") or word in known, f"{' '.join(name)} has no {word}"
    return " ".join(name)


def test_every_command_of_the_pipeline_and_of_the_workflow_is_one_of_ours(project: Path) -> None:
    found = [understood(words) for words in commands(project) if "matinee" in words]
    wanted = ("data world", "data check", "features", "bench", "release", "retrain", "versions verify", "serve")
    assert {f"matinee {one}" for one in wanted} <= set(found)
    with pytest.raises(AssertionError):
        understood(["matinee", "bench", "--quickly"])
    with pytest.raises(AssertionError):
        understood(["matinee", "prepare"])


def test_stages_stand_on_what_others_leave_and_their_recipes_can_answer(project: Path) -> None:
    told, left = params(project), {"champion.toml", "challenger.toml"}
    for name, stage in stages(project).items():
        for one in stage.get("deps", []):
            assert VALUE.sub(lambda found: value_of(told, found.group(1)), one) in left, name
        outs = [*stage.get("outs", []), *stage.get("metrics", [])]
        said = str(stage["cmd"])
        assert all(one in said or one.removesuffix("/models") in said for one in outs), name
        left |= set(outs)
    for one in (told["train"]["recipe"], told["gate"]["challenger"]):
        assert answer_of(find_recipe(str(project / "pipeline" / one))).ranks
    page = (project / "docs/operations/pipeline.md").read_text()
    assert all(f"| `{name}` |" in page for name in stages(project))


@pytest.mark.loop
@pytest.mark.timeout(1800)
def test_what_was_run_is_not_run_again_until_something_changes(project: Path, tmp_path: Path) -> None:
    """With the real dvc, in an environment of its own."""
    made = tmp_path / "dvc"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", made], check=True)
    wanted = project / "pipeline/requirements.txt"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", made / "bin/python", "-r", wanted], check=True)
    place = Path(shutil.copytree(project / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("work")))
    path = f"{made / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"

    def dvc(*words: str) -> str:
        done = subprocess.run(
            ["dvc", *words], cwd=place, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    first = dvc("repro")
    assert re.findall(r"Running stage '(\w+)'", first) == list(stages(project))
    gate = json.loads((place / "work/gate.json").read_text())
    assert gate["state"] in {"promoted", "kept_out"}
    assert len(list((place / "work/judged/models/main/versions").iterdir())) == 2
    assert "Running stage" not in dvc("repro")
    assert json.loads(dvc("status", "--json")) == {}
    recipe = place / "challenger.toml"
    recipe.write_text(recipe.read_text().replace("unobserved = 0.3", "unobserved = 0.1"))
    assert re.findall(r"Running stage '(\w+)'", dvc("repro")) == ["gate"]
