"""A backup as a file: a zip with a manifest, and behind it, as the comment of the zip, a digest of all bytes before.

The digest is there so that a changed bit is found wherever it stands: zip itself looks after the content of its parts,
not after what it says about them. Programs that read zips read a backup.
"""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from matinee.adapters.backups.manifest import FORMAT, MANIFEST, AnyManifest, FilePart, Manifest, TablePart
from matinee.domain.errors import BadArtifact, BadInput
from matinee.kit.files import flush_to_disk
from matinee.kit.hashing import CHUNK
from matinee.kit.progress import SILENT, Progress

SEAL = b"matinee backup, sha256 "
SEALED = len(SEAL) + 64
PARTIAL = ".partial"
REMEDY = "Take another backup, or another copy of this one"
_PACKED = (".json", ".jsonl", ".toml")
"""What becomes smaller by deflation; weights do not."""


class ArchiveWriter:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed

    def table(
        self, name: str, columns: tuple[str, ...], batches: Iterable[tuple[bytes, int]], *, last_id: int | None
    ) -> TablePart:
        """batches: lines, and how many."""
        digest, rows = hashlib.sha256(), 0
        with self._packed.open(_entry(f"tables/{name}.jsonl"), "w", force_zip64=True) as stream:
            for lines, count in batches:
                stream.write(lines)
                digest.update(lines)
                rows += count
        return TablePart(name=name, columns=columns, rows=rows, sha256=digest.hexdigest(), last_id=last_id)

    def file(self, path: str, source: Path) -> FilePart:
        digest, size = hashlib.sha256(), 0
        with source.open("rb") as given, self._packed.open(_entry(path), "w", force_zip64=True) as stream:
            while block := given.read(CHUNK):
                stream.write(block)
                digest.update(block)
                size += len(block)
        return FilePart(path=path, size=size, sha256=digest.hexdigest())

    def manifest(self, manifest: Manifest) -> None:
        self._packed.writestr(_entry(MANIFEST), manifest.model_dump_json(indent=1))


@contextmanager
def writing_archive(path: Path) -> Iterator[ArchiveWriter]:
    """For nobody but its user, and there under its name only once it is whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PARTIAL, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            with zipfile.ZipFile(stream, "w") as packed:
                packed.comment = b" " * SEALED
                yield ArchiveWriter(packed)
            stream.seek(-SEALED, os.SEEK_END)
            end = stream.tell()
            seal = SEAL + _digest(stream, end).encode()
            stream.seek(end)
            stream.write(seal)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        flush_to_disk(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


class Archive:
    """A backup whose seal is good. What is read of it is compared with its manifest once more."""

    def __init__(self, path: Path, packed: zipfile.ZipFile) -> None:
        self.path = path
        self._packed = packed
        self.manifest = self._read_manifest()

    def table(self, part: TablePart) -> Iterator[list[bytes]]:
        """Lines, some thousand at a time; BadArtifact at the end where they are not those of the manifest."""
        digest, rows, rest = hashlib.sha256(), 0, b""
        with self._opened(part.path) as stream:
            while block := stream.read(CHUNK):
                digest.update(block)
                lines = (rest + block).split(b"\n")
                rest = lines.pop()
                rows += len(lines)
                yield lines
        if rest or rows != part.rows or digest.hexdigest() != part.sha256:
            raise self._broken(f"'{part.path}' is not what the manifest says")

    def file(self, part: FilePart, write: Callable[[bytes], object]) -> None:
        digest = hashlib.sha256()
        with self._opened(part.path) as stream:
            while block := stream.read(CHUNK):
                digest.update(block)
                write(block)
        if digest.hexdigest() != part.sha256:
            raise self._broken(f"'{part.path}' is not what the manifest says")

    def check(self, progress: Progress = SILENT) -> None:
        """Reads all of it; BadArtifact where a part is not what the manifest says."""
        progress.start("reading every part", len(self.manifest.tables) + len(self.manifest.files))
        try:
            for part in self.manifest.tables:
                for _ in self.table(part):
                    pass
                progress.advance()
            for part in self.manifest.files:
                self.file(part, lambda _: None)
                progress.advance()
        finally:
            progress.finish()

    def _opened(self, path: str) -> IO[bytes]:
        try:
            return self._packed.open(path)
        except (KeyError, zipfile.BadZipFile) as error:
            raise self._broken(f"'{path}' is missing from it") from error

    def _read_manifest(self) -> Manifest:
        with self._opened(MANIFEST) as stream:
            content = stream.read()
        try:
            found = Manifest.model_validate_json(content)
        except ValidationError as error:
            if _format_of(content) not in {None, FORMAT}:
                raise self._broken(
                    f"a backup of format {_format_of(content)}, and this version reads format {FORMAT}",
                    remedy="Restore it with the version of Matinee that made it, or a later one",
                ) from error
            raise self._broken("its manifest is not that of a backup") from error
        return found

    def _broken(self, what: str, *, remedy: str = REMEDY) -> BadArtifact:
        return BadArtifact(what, where=str(self.path), remedy=remedy)


@contextmanager
def opened_archive(path: Path, *, progress: Progress = SILENT) -> Iterator[Archive]:
    """BadArtifact where a single byte of it is not as it was written, or where it is something else."""
    if not path.is_file():
        raise BadInput("there is no such file", where=str(path), remedy="Name a file made by matinee backup")
    with path.open("rb") as stream:
        _check_seal(stream, path, progress)
        stream.seek(0)
        try:
            packed = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, EOFError) as error:
            raise BadArtifact("this is no zip", where=str(path), remedy=REMEDY) from error
        with packed:
            yield Archive(path, packed)


def _check_seal(stream: IO[bytes], path: Path, progress: Progress) -> None:
    size = path.stat().st_size
    stream.seek(max(0, size - SEALED))
    seal = stream.read()
    if size <= SEALED or not seal.startswith(SEAL):
        raise BadArtifact("this is no backup of Matinee, or one that was cut short", where=str(path), remedy=REMEDY)
    if SEAL + _digest(stream, size - SEALED, progress).encode() != seal:
        raise BadArtifact("the backup was changed or damaged since it was made", where=str(path), remedy=REMEDY)


def _digest(stream: IO[bytes], end: int, progress: Progress = SILENT) -> str:
    """Of the first `end` bytes."""
    digest = hashlib.sha256()
    stream.seek(0)
    progress.start("checking the backup", end)
    try:
        while end and (block := stream.read(min(CHUNK, end))):
            digest.update(block)
            end -= len(block)
            progress.advance(len(block))
    finally:
        progress.finish()
    return digest.hexdigest()


def _entry(path: str) -> zipfile.ZipInfo:
    """The day is always the same, so that the same rows make the same archive but for its manifest."""
    made = zipfile.ZipInfo(path)
    made.compress_type = zipfile.ZIP_DEFLATED if path.endswith(_PACKED) else zipfile.ZIP_STORED
    made.external_attr = 0o600 << 16
    return made


def _format_of(content: bytes) -> int | None:
    try:
        return AnyManifest.model_validate_json(content).format
    except ValidationError:
        return None
