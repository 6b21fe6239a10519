"""A saved model comes back as it was, or not at all."""

import os
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load as load_arrays

from matinee.domain.errors import BadArtifact
from matinee.lab.core import artifact, registry
from matinee.lab.core.artifact import MANIFEST, TITLES, WEIGHTS
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import NotFitted, Recommender
from tests.fixtures.damaging import DAMAGES, FORGERIES, change_bytes, edit_manifest, flip
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()
NAMES = [f"Title {number}" for number in range(WORLD.data.n_titles)]


@pytest.fixture
def model() -> Recommender:
    return registry.make("ease", {"l2": 5.0}).fit(WORLD.data)


@pytest.fixture
def folder(tmp_path: Path, model: Recommender) -> Path:
    artifact.save(model, tmp_path / "model", names=NAMES, metrics={"ndcg@10": 0.5})
    return tmp_path / "model"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_folder_is_refused(folder: Path, damage: str) -> None:
    DAMAGES[damage](folder)
    with pytest.raises(BadArtifact) as caught:
        artifact.load(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_folder_that_contradicts_itself_is_refused(folder: Path, forgery: str) -> None:
    FORGERIES[forgery](folder)
    with pytest.raises(BadArtifact) as caught:
        artifact.load(folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [MANIFEST, TITLES, WEIGHTS])
def test_a_file_that_may_not_be_read_is_refused(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / name).chmod(0)
    if os.access(folder / name, os.R_OK):  # the superuser may read everything, so the refusal is played
        read = Path.read_bytes

        def refused(path: Path) -> bytes:
            if path == folder / name:
                raise PermissionError(13, "Permission denied")
            return read(path)

        monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(BadArtifact, match="cannot be read"):
        artifact.load(folder)


def test_every_flipped_bit_of_the_manifest_that_changes_its_meaning_is_found(folder: Path, model: Recommender) -> None:
    path = folder / MANIFEST
    whole, before = path.read_bytes(), artifact.read_manifest(folder)
    for place in range(0, len(whole), 7):
        content = bytearray(whole)
        content[place] ^= 1 << (place % 8)
        path.write_bytes(content)
        try:
            assert artifact.read_manifest(folder) == before
        except BadArtifact:
            continue


def test_without_the_check_of_digests_a_flipped_bit_would_load(folder: Path) -> None:
    change_bytes(folder / WEIGHTS, lambda content: flip(content, -40))
    assert load_arrays((folder / WEIGHTS).read_bytes())


def test_everything_about_a_model_comes_back(folder: Path, model: Recommender) -> None:
    again = artifact.load(folder)
    assert type(again) is type(model)
    assert again.config == model.config
    assert again.feedback == model.feedback
    assert again.lineage == {"data": "two tastes", "data_fingerprint": WORLD.data.fingerprint}
    assert again.report == model.report
    assert again.titles == model.titles
    assert artifact.read_manifest(folder).metrics == {"ndcg@10": 0.5}
    np.testing.assert_array_equal(again.scores(newcomers(WORLD)), model.scores(newcomers(WORLD)))


def test_names_come_back_in_the_order_of_the_titles(folder: Path, model: Recommender, tmp_path: Path) -> None:
    assert artifact.title_names(folder) == NAMES
    artifact.save(model, tmp_path / "nameless")
    assert artifact.title_names(tmp_path / "nameless") == [str(id_) for id_ in model.titles.ids]


def test_names_of_a_damaged_folder_are_refused(folder: Path) -> None:
    (folder / TITLES).write_text("{}")
    with pytest.raises(BadArtifact, match="changed since"):
        artifact.title_names(folder)


def test_saving_again_replaces_the_model_and_leaves_nothing_else_behind(folder: Path) -> None:
    other = registry.make("popular").fit(WORLD.data)
    artifact.save(other, folder)
    assert artifact.load(folder).name() == "popular"
    assert {path.name for path in folder.iterdir()} == {MANIFEST, TITLES, WEIGHTS}


def test_one_fault_of_a_manifest_is_one(folder: Path) -> None:
    edit_manifest(folder, run="me")
    with pytest.raises(BadArtifact, match=r"\(1 fault\)"):
        artifact.load(folder)
    edit_manifest(folder, walk="me")
    with pytest.raises(BadArtifact, match=r"\(2 faults\)"):
        artifact.load(folder)


def test_how_many_threads_answer_is_not_saved(tmp_path: Path) -> None:
    artifact.save(registry.make("ials").fit(WORLD.data, FitContext(threads=1)), tmp_path / "model")
    assert artifact.load(tmp_path / "model").threads == 0
    assert artifact.load(tmp_path / "model", threads=2).threads == 2


def test_a_model_never_fitted_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(NotFitted, match="fit popular before"):
        artifact.save(registry.make("popular"), tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_names_have_to_be_as_many_as_the_titles(model: Recommender, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 names for 17 titles"):
        artifact.save(model, tmp_path / "model", names=["one", "two"])
