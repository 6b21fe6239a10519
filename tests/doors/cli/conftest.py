import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner, Result

from matinee.doors.cli.app import app
from matinee.lab.data.dataset import Dataset
from matinee.lab.world.checkerboard import checkerboard
from tests.doors.cli.files import write_release, write_split

Door = Callable[..., Result]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty current folder, a cache of its own, and an environment without any setting of ours but one: recording
    a run takes seconds, so a test that wants it says so. What a command writes there for its workers ends with the
    test."""
    monkeypatch.chdir(tmp_path)
    with patch.dict(os.environ):
        for name in [name for name in os.environ if name.startswith("MATINEE_")]:
            del os.environ[name]
        os.environ["XDG_CACHE_HOME"] = str(tmp_path / "cache")
        os.environ["MATINEE_TRACKING"] = "none"
        yield tmp_path


@pytest.fixture
def matinee() -> Door:
    """Runs a command in this process."""

    def run(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return run


@pytest.fixture(scope="session")
def world() -> Dataset:
    return checkerboard(people=120).data


@pytest.fixture(scope="session")
def ratings(world: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkerboard world, written as a MovieLens release of CSV files."""
    return write_release(world, tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def split_file(world: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkerboard world as a split file of the weak protocol."""
    return write_split(world, tmp_path_factory.mktemp("splits") / "board-W.npz")


@pytest.fixture(scope="session")
def saved(ratings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained model."""
    folder = tmp_path_factory.mktemp("models") / "ease"
    words = ["train", "ease", "--data", str(ratings), "--out", str(folder), "--set", "l2=20"]
    made = CliRunner().invoke(app, words, env={"MATINEE_TRACKING": "none"})
    assert made.exit_code == 0, made.output
    return folder
