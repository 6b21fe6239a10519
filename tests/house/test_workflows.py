"""The workflows run what people run, on every Python that the package supports, with no more rights than needed."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

WORKFLOWS = Path(__file__).parents[2] / ".github/workflows"
NAMES = ("ci.yml", "release.yml", "retrain.yml", "security.yml")


def workflow(name: str) -> dict:
    # YAML 1.1 reads the key `on` as true.
    return yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))


def steps(name: str) -> list[dict]:
    return [step for job in workflow(name)["jobs"].values() for step in job.get("steps", [])]


def test_continuous_integration_covers_every_supported_python(project: Path) -> None:
    about = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["classifiers"]
    supported = [found.group(1) for line in about if (found := re.search(r":: (3\.\d+)$", line))]
    assert workflow("ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"] == supported


def test_continuous_integration_runs_the_commands_that_people_run() -> None:
    commands = " ".join(step.get("run", "") for step in steps("ci.yml"))
    for target in ("lint", "types", "test", "docs"):
        assert re.search(rf"make (?:[a-z-]+ )*{target}\b", commands)


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_starts_with_reading_rights_only(name: str) -> None:
    assert workflow(name)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_to_a_version_and_every_job_has_a_time_limit(name: str) -> None:
    for step in steps(name):
        if "uses" in step:
            assert re.fullmatch(r"[\w./-]+@(?:v\d+|release/v\d+)", step["uses"]), step["uses"]
    assert all("timeout-minutes" in job for job in workflow(name)["jobs"].values())


@pytest.mark.parametrize("name", NAMES)
def test_no_text_from_outside_is_pasted_into_a_shell(name: str) -> None:
    for step in steps(name):
        assert "${{ github.event" not in step.get("run", "")
        assert "${{ github.head_ref" not in step.get("run", "")


def test_there_is_no_workflow_that_nobody_checks() -> None:
    assert sorted(path.name for path in WORKFLOWS.iterdir()) == sorted(NAMES)
