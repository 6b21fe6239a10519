"""The workflow that retrains, run from its first step to its last, with the real DVC."""

import json
from pathlib import Path

import pytest

from matinee.ops.registry.registry import Registry
from tests.fixtures.processes import free_port
from tests.fixtures.workflows import Workflow, workflow_of

PORT = "8000"
"""Where the workflow lets a server listen."""
FORCED = "inputs.force && '--force' || ''"


@pytest.fixture
def retrain(project: Path, tmp_path: Path) -> Workflow:
    """By its schedule."""
    path = project / ".github/workflows/retrain.yml"
    made = workflow_of(path, tmp_path / "run", changes={PORT: str(free_port())}, force="false")
    made.values[FORCED] = ""
    return made


@pytest.mark.loop
@pytest.mark.timeout(3600)
def test_a_model_is_made_judged_tried_and_handed_over_and_the_next_week_nothing_is_done(retrain: Workflow) -> None:
    retrain.run("look")
    assert retrain.would_run("train")
    place = retrain.run("train")
    gate = json.loads((place / "pipeline/work/gate.json").read_text())
    assert gate["why"] in (place / ".summary").read_text()
    assert retrain.would_run("stage") == (gate["state"] == "promoted")
    staged = retrain.run("stage")
    assert len(list((staged / "staged/models/main/versions").iterdir())) == 2
    retrain.run("deploy")
    given = Registry(retrain.folder / "artifacts/models/main")
    assert given.versions() == Registry(staged / "staged/models/main").versions()
    assert given.roles().champion == given.versions()[gate["state"] == "promoted"]
    retrain.run("look")
    assert not retrain.would_run("train")
