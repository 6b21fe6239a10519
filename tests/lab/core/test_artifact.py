"""A saved model comes back as it was, or not at all."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays

from matinee.domain.errors import BadArtifact
from matinee.lab.core import artifact, registry
from matinee.lab.core.artifact import MANIFEST, TITLES, WEIGHTS
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import NotFitted, Recommender
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()
NAMES = [f"Title {number}" for number in range(WORLD.data.n_titles)]
A_PICKLE = b"\x80\x04\x95\x1a\0\0\0\0\0\0\0\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x04true\x94\x85\x94R\x94."


@pytest.fixture
def model() -> Recommender:
    return registry.make("ease", {"l2": 5.0}).fit(WORLD.data)


@pytest.fixture
def folder(tmp_path: Path, model: Recommender) -> Path:
    artifact.save(model, tmp_path / "model", names=NAMES, metrics={"ndcg@10": 0.5})
    return tmp_path / "model"


def reseal(folder: Path, **changes: Any) -> None:
    """The manifest of somebody who changes a file and its digests with it."""
    manifest = artifact.read_manifest(folder)
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (TITLES, WEIGHTS)}
    changed = manifest.model_copy(update={"files": files, **changes})
    (folder / MANIFEST).write_text(changed.sealed().model_dump_json())


def change_bytes(path: Path, change: Callable[[bytearray], object]) -> None:
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)


def flip(content: bytearray, place: int) -> None:
    content[place] ^= 0x10


def rewrite_weights(folder: Path, change: Callable[[dict[str, np.ndarray]], object]) -> None:
    arrays = {key: array.copy() for key, array in load_arrays((folder / WEIGHTS).read_bytes()).items()}
    change(arrays)
    (folder / WEIGHTS).write_bytes(save_arrays(arrays))
    reseal(folder)


def rewrite_titles(folder: Path, **changes: Any) -> None:
    titles = json.loads((folder / TITLES).read_text())
    (folder / TITLES).write_text(json.dumps({**titles, **changes}))
    reseal(folder)


def edit_manifest(folder: Path, **changes: Any) -> None:
    """Without a new seal."""
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, **changes}))


def replace_by_link(path: Path) -> None:
    elsewhere = path.parent.parent / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "weights cut short": lambda folder: change_bytes(
        folder / WEIGHTS, lambda content: content.__delitem__(slice(-9, None))
    ),
    "a bit of the weights flipped": lambda folder: change_bytes(folder / WEIGHTS, lambda content: flip(content, -40)),
    "a bit of the weights' header flipped": lambda folder: change_bytes(
        folder / WEIGHTS, lambda content: flip(content, 3)
    ),
    "bytes after the weights": lambda folder: change_bytes(folder / WEIGHTS, lambda content: content.extend(b"more")),
    "weights empty": lambda folder: (folder / WEIGHTS).write_bytes(b""),
    "weights missing": lambda folder: (folder / WEIGHTS).unlink(),
    "weights a link": lambda folder: replace_by_link(folder / WEIGHTS),
    "weights a folder": lambda folder: as_folder(folder / WEIGHTS),
    "weights a pickle": lambda folder: (folder / WEIGHTS).write_bytes(A_PICKLE),
    "titles missing": lambda folder: (folder / TITLES).unlink(),
    "titles a link": lambda folder: replace_by_link(folder / TITLES),
    "a bit of the titles flipped": lambda folder: change_bytes(folder / TITLES, lambda content: flip(content, 12)),
    "manifest missing": lambda folder: (folder / MANIFEST).unlink(),
    "manifest empty": lambda folder: (folder / MANIFEST).write_bytes(b""),
    "manifest a link": lambda folder: replace_by_link(folder / MANIFEST),
    "manifest cut short": lambda folder: change_bytes(
        folder / MANIFEST, lambda content: content.__delitem__(slice(-20, None))
    ),
    "manifest with a wrong digest": lambda folder: edit_manifest(folder, files={TITLES: "0" * 64, WEIGHTS: "0" * 64}),
    "manifest with another setting": lambda folder: edit_manifest(folder, config={"l2": 9.0}),
    "manifest with another scale": lambda folder: edit_manifest(
        folder, feedback={"kind": "rating", "lowest": 1, "highest": 5, "step": 1, "like_at": 2, "dislike_at": 1}
    ),
    "manifest with an unknown field": lambda folder: edit_manifest(folder, run="me"),
    "manifest without a seal": lambda folder: edit_manifest(folder, seal=""),
}
"""What an accident can do."""

FORGERIES: dict[str, Callable[[Path], object]] = {
    "a pickle with the right digest": lambda folder: ((folder / WEIGHTS).write_bytes(A_PICKLE), reseal(folder)),
    "weights of another size": lambda folder: rewrite_weights(
        folder, lambda arrays: arrays.update(weights=arrays["weights"][:-1])
    ),
    "weights of another precision": lambda folder: rewrite_weights(
        folder, lambda arrays: arrays.update(weights=arrays["weights"].astype(np.float64))
    ),
    "an array missing": lambda folder: rewrite_weights(folder, lambda arrays: arrays.pop("prior")),
    "a weight that is no number": lambda folder: rewrite_weights(
        folder, lambda arrays: arrays["weights"].__setitem__((1, 2), np.nan)
    ),
    "an infinite weight": lambda folder: rewrite_weights(
        folder, lambda arrays: arrays["weights"].__setitem__((1, 2), np.inf)
    ),
    "titles the model does not know": lambda folder: rewrite_titles(folder, ids=list(range(WORLD.data.n_titles))),
    "a title too many": lambda folder: rewrite_titles(folder, ids=list(range(WORLD.data.n_titles + 1))),
    "a title twice": lambda folder: rewrite_titles(folder, ids=[7] * WORLD.data.n_titles),
    "a name too few": lambda folder: rewrite_titles(folder, names=NAMES[1:]),
    "titles of mixed kinds": lambda folder: rewrite_titles(folder, ids=[1.5, None]),
    "another format": lambda folder: reseal(folder, format=99),
    "a model nobody has": lambda folder: reseal(folder, name="oracle"),
    "another model": lambda folder: reseal(folder, name="popular", config={}),
    "a setting nobody has": lambda folder: reseal(folder, config={"warp": 9}),
    "a file outside the folder": lambda folder: reseal(folder, files={"../../secret": "0" * 64}),
}
"""What somebody can do who also rewrites the digests: refused where it would break or mislead the model."""


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
