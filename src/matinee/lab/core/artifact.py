"""A saved model is a folder: model.json, titles.json, weights.safetensors. Nothing on the load path can run code.

`model.json` names the sha256 of the other two files, and its `seal` is the sha256 of everything else in it, so that
damage to any of the three is found before a value is used: safetensors itself loads a flipped bit without complaint.
A seal is no signature: it finds accidents, not somebody who can write to the folder.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays

from matinee.domain.errors import BadArtifact, BadInput
from matinee.domain.feedback import Feedback
from matinee.kit.files import written_whole
from matinee.kit.hashing import sha256_of_file
from matinee.lab.core import registry
from matinee.lab.core.context import FitReport
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.vocabulary import Vocabulary
from matinee.version import __version__

FORMAT = 1
MANIFEST, TITLES, WEIGHTS = "model.json", "titles.json", "weights.safetensors"


class Manifest(BaseModel):
    """What model.json holds."""

    model_config = ConfigDict(extra="forbid")

    format: int
    name: str
    version: str
    config: dict[str, Any]
    feedback: Feedback
    vocabulary: str
    lineage: dict[str, str]
    report: FitReport | None
    metrics: dict[str, float]
    files: dict[str, str]
    seal: str = ""

    def sealed(self) -> "Manifest":
        """The same manifest with the seal that belongs to it."""
        content = self.model_dump(mode="json", exclude={"seal"})
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return self.model_copy(update={"seal": hashlib.sha256(text.encode()).hexdigest()})


class _Titles(BaseModel):
    """What titles.json holds: row i is title position i."""

    model_config = ConfigDict(extra="forbid", strict=True)

    ids: list[int] | list[str]
    names: list[str] | None


def save(
    model: Recommender, folder: Path, *, names: list[str] | None = None, metrics: dict[str, float] | None = None
) -> None:
    """Writes the folder; model.json comes last, so a folder that has one is complete.

    names: what to call each title, in the order of the vocabulary, so that a person can ask by name.
    """
    model.check_fitted()
    if names is not None and len(names) != len(model.titles):
        raise ValueError(f"{len(names)} names for {len(model.titles)} titles")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    with written_whole(folder / TITLES) as path:
        path.write_text(_Titles(ids=model.titles.ids.tolist(), names=names).model_dump_json(), encoding="utf-8")
    with written_whole(folder / WEIGHTS) as path:
        path.write_bytes(save_arrays({key: np.ascontiguousarray(value) for key, value in model.state().items()}))
    manifest = Manifest(
        format=FORMAT,
        name=model.name(),
        version=__version__,
        config=model.config.model_dump(mode="json"),
        feedback=model.feedback,
        vocabulary=model.titles.fingerprint,
        lineage=model.lineage,
        report=model.report,
        metrics=metrics or {},
        files={name: sha256_of_file(folder / name) for name in (TITLES, WEIGHTS)},
    )
    with written_whole(folder / MANIFEST) as path:
        path.write_text(manifest.sealed().model_dump_json(indent=2) + "\n", encoding="utf-8")


def load(folder: Path) -> Recommender:
    """The model of a folder, or BadArtifact saying which file is wrong."""
    manifest = read_manifest(folder)
    weights = _checked_bytes(folder / WEIGHTS, manifest.files[WEIGHTS])
    with _faults_of(folder / MANIFEST, "the model cannot be made"):
        model = registry.make(manifest.name, manifest.config)
    model.titles = _read_vocabulary(folder, manifest)
    model.feedback = manifest.feedback
    model.lineage = manifest.lineage
    model.report = manifest.report
    with _faults_of(folder / WEIGHTS, f"the weights do not fit a '{manifest.name}'"):
        arrays = load_arrays(weights)
        for key, array in arrays.items():
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                raise ValueError(f"'{key}' holds a value that is not a finite number")
        model.restore(arrays)
    return model


def title_names(folder: Path) -> list[str]:
    """What each title is called, in the order of the vocabulary; its id as text where no name was saved."""
    titles = _read_titles(folder, read_manifest(folder))
    return titles.names or [str(id_) for id_ in titles.ids]


def read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        manifest = Manifest.model_validate_json(_bytes(path))
    except ValidationError as error:
        raise _damaged(path, f"not a model manifest ({error.error_count()} faults)") from error
    if manifest.format != FORMAT:
        raise _damaged(path, f"format {manifest.format}, but this version reads format {FORMAT}")
    if manifest.seal != manifest.sealed().seal:
        raise _damaged(path, "the manifest was changed since the model was saved")
    if set(manifest.files) != {TITLES, WEIGHTS}:
        raise _damaged(path, "the list of files is not the one a model has")
    return manifest


def _read_titles(folder: Path, manifest: Manifest) -> _Titles:
    with _faults_of(folder / TITLES, "the titles cannot be read"):
        titles = _Titles.model_validate_json(_checked_bytes(folder / TITLES, manifest.files[TITLES]))
        if titles.names is not None and len(titles.names) != len(titles.ids):
            raise ValueError(f"{len(titles.names)} names for {len(titles.ids)} titles")
    return titles


def _read_vocabulary(folder: Path, manifest: Manifest) -> Vocabulary:
    with _faults_of(folder / TITLES, "the titles cannot be read"):
        vocabulary = Vocabulary(np.array(_read_titles(folder, manifest).ids))
    if vocabulary.fingerprint != manifest.vocabulary:
        raise _damaged(folder / TITLES, "the titles are not those the model was trained on")
    return vocabulary


def _checked_bytes(path: Path, expected: str) -> bytes:
    """The content, read once, so that what was checked is what is used."""
    content = _bytes(path)
    if hashlib.sha256(content).hexdigest() != expected:
        raise _damaged(path, "the file was changed since the model was saved")
    return content


def _bytes(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise _damaged(path, "the file is missing or is a link")
    try:
        return path.read_bytes()
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror})") from error


@contextmanager
def _faults_of(path: Path, what: str) -> Iterator[None]:
    """Whatever a broken file makes a parser or a model complain of, said as a fault of that file."""
    try:
        yield
    except BadArtifact:
        raise
    except (BadInput, SafetensorError, ValueError) as error:
        raise _damaged(path, f"{what} ({str(error).splitlines()[0]})") from error


def _damaged(path: Path, what: str) -> BadArtifact:
    return BadArtifact(what, where=str(path), remedy="Train the model again, or restore the folder from a copy")
