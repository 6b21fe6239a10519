"""A saved model is a folder: model.json, titles.json, weights.safetensors. Nothing on the load path can run code.

`model.json` names the sha256 of the other two files, and its `seal` is the sha256 of everything else in it, so that
damage to any of the three is found before a value is used: safetensors itself loads a flipped bit without complaint.
A seal is no signature: it finds accidents, not somebody who can write to the folder.

A model takes the place of an older one by renaming alone, after everything was written: a disk that fills up leaves the
older model as it was.
"""

import hashlib
import json
import mmap
import os
import shutil
import tempfile
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
from matinee.kit.hashing import sha256_of_file
from matinee.lab.core import registry
from matinee.lab.core.context import FitReport
from matinee.lab.core.mapped import arrays_in, map_file, sha256_of
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.vocabulary import Vocabulary
from matinee.version import __version__

FORMAT = 2
MANIFEST, TITLES, WEIGHTS = "model.json", "titles.json", "weights.safetensors"
_STAGING, _OLDER = ".saving-", "older"


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
    model: Recommender, folder: Path | str, *, names: list[str] | None = None, metrics: dict[str, float] | None = None
) -> None:
    """Writes the folder. A save that fails leaves the model that was there, and one that is killed leaves the older
    model, the new one, or a folder without model.json, which `load` refuses.

    names: what to call each title, in the order of the vocabulary, so that a person can ask by name.
    """
    model.check_fitted()
    if names is not None and len(names) != len(model.titles):
        raise ValueError(f"{len(names)} names for {len(model.titles)} titles")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        _write(staging / TITLES, _Titles(ids=model.titles.ids.tolist(), names=names).model_dump_json().encode())
        arrays = {key: np.ascontiguousarray(value) for key, value in model.state().items()}
        _write(staging / WEIGHTS, save_arrays(arrays))
        manifest = _manifest_of(model, staging, metrics or {})
        _write(staging / MANIFEST, f"{manifest.model_dump_json(indent=2)}\n".encode())
        _take_the_place(folder, staging)
    finally:
        if os.path.lexists(folder / MANIFEST) or not (staging / _OLDER / MANIFEST).exists():
            shutil.rmtree(staging)


def _manifest_of(model: Recommender, written: Path, metrics: dict[str, float]) -> Manifest:
    """The sealed manifest of the two files that stand in the folder `written`."""
    return Manifest(
        format=FORMAT,
        name=model.name(),
        version=__version__,
        config=model.config.model_dump(mode="json"),
        feedback=model.feedback,
        vocabulary=model.titles.fingerprint,
        lineage=model.lineage,
        report=model.report,
        metrics=metrics,
        files={name: sha256_of_file(written / name) for name in (TITLES, WEIGHTS)},
    ).sealed()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _take_the_place(folder: Path, staging: Path) -> None:
    """Renames the older files out and the new ones in; where that fails, the older ones back.

    The manifest goes first and comes last, so that at no moment it stands beside files that are not its own.
    """
    older = staging / _OLDER
    older.mkdir()
    try:
        for name in (MANIFEST, TITLES, WEIGHTS):
            if os.path.lexists(folder / name):
                (folder / name).rename(older / name)
        for name in (TITLES, WEIGHTS, MANIFEST):
            (staging / name).rename(folder / name)
    except BaseException:
        for name in (TITLES, WEIGHTS, MANIFEST):
            if os.path.lexists(older / name):
                (older / name).replace(folder / name)
        raise
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(folder: Path | str, *, threads: int = 0, mapped: bool = False) -> Recommender:
    """The model of a folder, or BadArtifact saying which file is wrong. threads: for answering, see Recommender.
    mapped: leave the weights on disk, to be shared with other processes that do so, in place of reading them."""
    folder = Path(folder)
    manifest = read_manifest(folder)
    expected = manifest.files[WEIGHTS]
    weights = _checked_map(folder / WEIGHTS, expected) if mapped else _checked_bytes(folder / WEIGHTS, expected)
    with _faults_of(folder / MANIFEST, "the model cannot be made"):
        model = registry.make(manifest.name, manifest.config)
    model.titles = _read_vocabulary(folder, manifest)
    model.feedback = manifest.feedback
    model.lineage = manifest.lineage
    model.report = manifest.report
    model.threads = threads
    with _faults_of(folder / WEIGHTS, f"the weights do not fit a '{manifest.name}'"):
        arrays = load_arrays(weights) if isinstance(weights, bytes) else arrays_in(weights)
        for key, array in arrays.items():
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                raise ValueError(f"'{key}' holds a value that is not a finite number")
        model.restore(arrays)
    return model


def title_names(folder: Path | str) -> list[str]:
    """What each title is called, in the order of the vocabulary; its id as text where no name was saved."""
    folder = Path(folder)
    titles = _read_titles(folder, read_manifest(folder))
    return titles.names or [str(id_) for id_ in titles.ids]


def read_manifest(folder: Path | str) -> Manifest:
    path = Path(folder) / MANIFEST
    cut_short = sorted(path.parent.glob(f"{_STAGING}*/{_OLDER}/{MANIFEST}"))
    if cut_short and not os.path.lexists(path):
        raise BadArtifact(
            "a save was cut short here",
            where=str(path),
            remedy=f"Save the model again, or move the older one back from {cut_short[-1].parent}",
        )
    try:
        manifest = Manifest.model_validate_json(_bytes(path))
    except ValidationError as error:
        faults = error.error_count()
        raise _damaged(path, f"not a model manifest ({faults} fault{'' if faults == 1 else 's'})") from error
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


def _checked_map(path: Path, expected: str) -> mmap.mmap:
    """The same of a file that stays on disk: what is mapped is what was checked, as long as nobody writes into it."""
    _refuse_links(path)
    try:
        content = map_file(path)
    except (OSError, ValueError) as error:
        raise _damaged(path, f"cannot be read ({error})") from error
    if sha256_of(content) != expected:
        raise _damaged(path, "the file was changed since the model was saved")
    return content


def _bytes(path: Path) -> bytes:
    _refuse_links(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror})") from error


def _refuse_links(path: Path) -> None:
    if path.is_symlink() or not path.is_file():
        raise _damaged(path, "the file is missing or is a link")


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
