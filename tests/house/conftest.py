"""The project as files: what is there, and copies of it in which a fault can be planted."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A project of its own with the whole package, to be spoiled."""
    shutil.copytree(PROJECT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def own_files() -> list[Path]:
    """Every file that belongs to the project: what git tracks or would track."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout, so there is no telling which files belong to the project")
    return [PROJECT / name for name in listed if name and (PROJECT / name).is_file()]
