"""A saved model is a folder: model.json, titles.json, weights.safetensors. Nothing on the load path can run code.

`model.json` names the sha256 of the other two files and is checked before a byte of them is used: safetensors itself
loads a flipped bit without complaint.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays

from matinee.domain.errors import BadArtifact
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
    feedback: dict[str, Any]
    vocabulary: str
    lineage: dict[str, str]
    report: dict[str, float] | None
    metrics: dict[str, float]
    files: dict[str, str]


def save(
    model: Recommender, folder: Path, *, names: list[str] | None = None, metrics: dict[str, float] | None = None
) -> None:
    """Writes the folder; model.json comes last, so a folder that has one is complete.

    names: what to call each title, in the order of the vocabulary, so that a person can ask by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    titles = {"ids": model.titles.ids.tolist(), "names": names}
    with written_whole(folder / TITLES) as path:
        path.write_text(json.dumps(titles, ensure_ascii=False), encoding="utf-8")
    with written_whole(folder / WEIGHTS) as path:
        path.write_bytes(save_arrays({key: np.ascontiguousarray(value) for key, value in model.state().items()}))
    manifest = Manifest(
        format=FORMAT,
        name=model.name(),
        version=__version__,
        config=model.config.model_dump(mode="json"),
        feedback=asdict(model.feedback),
        vocabulary=model.titles.fingerprint,
        lineage=model.lineage,
        report=asdict(model.report) if model.report else None,
        metrics=metrics or {},
        files={name: sha256_of_file(folder / name) for name in (TITLES, WEIGHTS)},
    )
    with written_whole(folder / MANIFEST) as path:
        path.write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")


def load(folder: Path) -> Recommender:
    """The model of a folder, or BadArtifact saying which file is wrong."""
    manifest = read_manifest(folder)
    for name, expected in manifest.files.items():
        _check_file(folder, name, expected)
    model = registry.make(manifest.name, manifest.config)
    model.titles = Vocabulary(np.array(_read_titles(folder)["ids"]))
    if model.titles.fingerprint != manifest.vocabulary:
        raise _damaged(folder / TITLES, "the titles are not those the model was trained on")
    model.feedback = Feedback(**manifest.feedback)
    model.lineage = manifest.lineage
    model.report = FitReport(**manifest.report) if manifest.report else None  # type: ignore[arg-type]
    _restore(model, folder)
    return model


def title_names(folder: Path) -> list[str]:
    """What each title is called, in the order of the vocabulary; its id as text where no name was saved."""
    titles = _read_titles(folder)
    return titles["names"] or [str(id_) for id_ in titles["ids"]]


def read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise _damaged(path, "there is no saved model here") from error
    except ValidationError as error:
        raise _damaged(path, f"not a model manifest ({error.error_count()} faults)") from error
    if manifest.format != FORMAT:
        raise _damaged(path, f"format {manifest.format}, but this version reads format {FORMAT}")
    if set(manifest.files) != {TITLES, WEIGHTS}:
        raise _damaged(path, "the list of files is not the one a model has")
    return manifest


def _read_titles(folder: Path) -> dict[str, Any]:
    return json.loads((folder / TITLES).read_text(encoding="utf-8"))


def _check_file(folder: Path, name: str, expected: str) -> None:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise _damaged(path, "the file is missing or is a link")
    try:
        found = sha256_of_file(path)
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror})") from error
    if found != expected:
        raise _damaged(path, "the file was changed since the model was saved")


def _restore(model: Recommender, folder: Path) -> None:
    path = folder / WEIGHTS
    try:
        arrays = load_arrays(path.read_bytes())
        for key, array in arrays.items():
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                raise _damaged(path, f"'{key}' holds a value that is not a finite number")
        model.restore(arrays)
    except (SafetensorError, KeyError, ValueError) as error:
        raise _damaged(path, f"the weights do not fit a '{model.name()}' ({error})") from error


def _damaged(path: Path, what: str) -> BadArtifact:
    return BadArtifact(what, where=str(path), remedy="Train the model again, or restore the folder from a copy")
