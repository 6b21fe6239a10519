"""Saving takes the place of an older model whole, or leaves it."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from matinee.domain.errors import BadArtifact
from matinee.lab.core import artifact, registry
from matinee.lab.core.recommender import Recommender
from tests.worlds.two_tastes import two_tastes

WORLD = two_tastes()


@pytest.fixture
def model() -> Recommender:
    return registry.make("ease", {"l2": 5.0}).fit(WORLD.data)


@pytest.fixture
def folder(tmp_path: Path, model: Recommender) -> Path:
    artifact.save(model, tmp_path / "model")
    return tmp_path / "model"


def failing(monkeypatch: pytest.MonkeyPatch, place: object, name: str, *, step: int) -> None:
    """From the call number `step` on, counted from 1, the disk is full."""
    real, calls = getattr(place, name), itertools.count(1)

    def write(*given: Any) -> Any:
        if next(calls) >= step:
            raise OSError(28, "No space left on device")
        return real(*given)

    monkeypatch.setattr(place, name, write)


@pytest.mark.parametrize(
    ("place", "name", "step"),
    [
        (artifact, "save_arrays", 1),
        *((artifact.os, "fsync", step) for step in (1, 2, 3)),
        *((Path, "rename", step) for step in range(1, 7)),
    ],
)
def test_a_save_that_fails_leaves_the_older_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str, step: int
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    other = registry.make("popular").fit(WORLD.data)
    with monkeypatch.context() as full:
        failing(full, place, name, step=step)
        with pytest.raises(OSError, match="No space"):
            artifact.save(other, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert artifact.load(folder).name() == "ease"


@pytest.mark.parametrize("step", range(2, 7))
def test_a_save_that_is_killed_says_so_and_keeps_the_older_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with monkeypatch.context() as full:
        failing(full, Path, "rename", step=step)
        failing(full, Path, "replace", step=1)  # nothing is put back, as if the process were gone
        with pytest.raises(OSError, match="No space"):
            artifact.save(registry.make("popular").fit(WORLD.data), folder)
    with pytest.raises(BadArtifact, match="a save was cut short") as caught:
        artifact.load(folder)
    (older,) = folder.glob(".saving-*/older")
    assert str(older) in str(caught.value)
    for path in older.iterdir():
        path.replace(folder / path.name)
    assert artifact.load(folder).name() == "ease"


def test_a_first_save_that_fails_leaves_no_model(
    model: Recommender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, Path, "rename", step=3)
    with pytest.raises(OSError, match="No space"):
        artifact.save(model, tmp_path / "model")
    with pytest.raises(BadArtifact, match="missing"):
        artifact.load(tmp_path / "model")


def test_a_folder_may_be_named_as_text(model: Recommender, tmp_path: Path) -> None:
    artifact.save(model, str(tmp_path / "model"))
    assert artifact.load(str(tmp_path / "model")).name() == "ease"
    assert artifact.read_manifest(str(tmp_path / "model")).name == "ease"
    assert len(artifact.title_names(str(tmp_path / "model"))) == WORLD.data.n_titles


def test_other_files_of_the_folder_stay(folder: Path, model: Recommender) -> None:
    (folder / "notes.txt").write_text("mine")
    artifact.save(model, folder)
    assert (folder / "notes.txt").read_text() == "mine"
