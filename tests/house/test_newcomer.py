"""The walk that CONTRIBUTING describes works: a model is one file, and the registry and the contract suite find it."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest


@pytest.fixture
def example(project: Path) -> str:
    """The model that CONTRIBUTING shows."""
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(r"^   ```python\n(.*?)^   ```", text, flags=re.DOTALL | re.MULTILINE)
    assert found
    return textwrap.dedent(found.group(1))


def python(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """This interpreter, with the copied package before the installed one, and no coverage measured of the copy."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environment["PYTHONPATH"] = str(at / "src")
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def newcomer(project: Path, copy: Path, example: str) -> Path:
    """A copy of the project to which the example was added, and nothing else."""
    for room in ("contracts", "worlds"):
        shutil.copytree(project / "tests" / room, copy / "tests" / room, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "src/matinee/lab/models/busiest.py").write_text(example, encoding="utf-8")
    return copy


def test_the_registry_finds_the_new_model_by_its_file(newcomer: Path) -> None:
    asked = (
        "from matinee.lab.core import registry; print(registry.find('busiest').__name__, 'busiest' in registry.names())"
    )
    assert python("-c", asked, at=newcomer).stdout == "Busiest True\n"


def test_the_contract_suite_finds_and_passes_the_new_model(newcomer: Path) -> None:
    made = python("-m", "pytest", "tests/contracts", "-q", "-k", "busiest", "-p", "no:cacheprovider", at=newcomer)
    assert re.search(r"^\d\d+ passed", made.stdout, flags=re.MULTILINE), made.stdout + made.stderr


def test_the_contract_suite_catches_a_new_model_that_is_wrong(newcomer: Path) -> None:
    model = newcomer / "src/matinee/lab/models/busiest.py"
    wrong = model.read_text(encoding="utf-8").replace("np.tile(self.weights", "len(histories) * np.tile(self.weights")
    model.write_text(wrong, encoding="utf-8")
    made = python("-m", "pytest", "tests/contracts", "-q", "-k", "busiest", "-p", "no:cacheprovider", at=newcomer)
    assert made.returncode == 1
    assert "failed" in made.stdout
