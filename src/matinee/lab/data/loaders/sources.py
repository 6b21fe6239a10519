"""Where a data set lies: one file, a folder, or an archive, all seen as named files that can be read as streams."""

import gzip
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.archives import Bounded, Entries, Opener, entries_of_tar, entries_of_zip

DEEPEST = 3
MOST_FILES = 10_000
_READING = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)


@dataclass(frozen=True)
class SourceFile:
    """One file to read. label: how messages call it. path: where it lies by itself; None inside an archive."""

    label: str
    size: int
    opener: Opener
    path: Path | None = None

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """A stream from the beginning; damage found while reading is BadData."""
        with readable(self.label), self.opener() as stream:
            yield stream

    def head(self, size: int) -> bytes:
        with self.opened() as stream:
            return stream.read(size)


@dataclass(frozen=True)
class Source:
    """files: by their name inside, with '/' between folders. single: it is one file by itself."""

    path: Path
    files: dict[str, SourceFile]
    single: bool = False

    @property
    def label(self) -> str:
        return self.path.name or str(self.path)

    @property
    def stem(self) -> str:
        name = self.label
        for ending in (".tar.gz", ".tgz", ".tar", ".zip", ".gz"):
            if name.lower().endswith(ending):
                return name[: -len(ending)]
        return name if self.path.is_dir() else self.path.stem


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """The files of a path. Archives are looked through for harm first and stay packed."""
    with readable(str(path)), ExitStack() as open_files:
        if path.is_dir():
            yield Source(path, _in_folder(path))
        elif path.is_file():
            entries = _in_archive(path, open_files)
            if entries is None:
                yield Source(path, {path.name: _plain(path, path.name)}, single=True)
            else:
                yield Source(path, _named(entries, path))
        elif path.exists():
            raise BadData("this is neither a file nor a folder", where=str(path), remedy="Give a file or a folder")
        else:
            raise BadData("there is no such file or folder", where=str(path), remedy="Check the path")


@contextmanager
def readable(label: str) -> Iterator[None]:
    """Turns what the readers of archives and disks raise into BadData."""
    try:
        yield
    except _READING as fault:
        raise BadData(
            f"the archive is damaged or cut short ({_first_line(fault)})", where=label, remedy="Get it again"
        ) from fault
    except OSError as fault:
        raise BadData(
            f"it cannot be read ({fault.strerror or _first_line(fault)})", where=label, remedy="Check the file"
        ) from fault


def _first_line(fault: BaseException) -> str:
    lines = str(fault).splitlines()
    return lines[0] if lines else type(fault).__name__


def _plain(path: Path, label: str) -> SourceFile:
    return SourceFile(label, path.stat().st_size, lambda: cast("BinaryIO", path.open("rb")), path)


def _in_folder(folder: Path) -> dict[str, SourceFile]:
    found: dict[str, SourceFile] = {}
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        inside = here.relative_to(folder)
        if len(inside.parts) >= DEEPEST:
            folders.clear()
        for name in sorted(names):
            path = here / name
            if path.is_file() and not _is_junk((inside / name).as_posix()):
                label = (inside / name).as_posix()
                found[label] = _plain(path, f"{folder.name}/{label}")
        if len(found) > MOST_FILES:
            raise BadData(
                f"the folder holds more than {MOST_FILES:,} files", where=str(folder), remedy="Give the data alone"
            )
    return found


def _in_archive(path: Path, open_files: ExitStack) -> Entries | None:
    """The entries of an archive, or None where the file is none."""
    with path.open("rb") as stream:
        start = stream.read(512)
    name = path.name.lower()
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")) or name.endswith(".zip"):
        archive = open_files.enter_context(zipfile.ZipFile(path))
        _refuse_arrays(archive.namelist(), path)
        return entries_of_zip(archive, path)
    if start.startswith(b"\x1f\x8b") and name.endswith((".tar.gz", ".tgz")):
        unpacked = cast("BinaryIO", open_files.enter_context(gzip.GzipFile(path)))
        bounded = cast("BinaryIO", Bounded(unpacked, path))
        return entries_of_tar(open_files.enter_context(tarfile.open(fileobj=bounded, mode="r:")), path)
    if start[257:262] == b"ustar" or name.endswith(".tar"):
        return entries_of_tar(open_files.enter_context(tarfile.open(path, mode="r:")), path)
    return None


def _refuse_arrays(names: list[str], path: Path) -> None:
    """A file of numpy arrays is a zip too, and its arrays shrink so well that they would look like a trap."""
    if names and all(name.endswith(".npy") for name in names):
        raise BadData(
            "this is a split file or another numpy archive, not a table",
            where=path.name,
            remedy=f"For a split file use 'matinee bench --split {path.name}'",
        )


def _named(entries: Entries, path: Path) -> dict[str, SourceFile]:
    return {
        name.removeprefix("./"): SourceFile(f"{path.name}/{name}", size, opener)
        for name, (size, opener) in entries.items()
        if not _is_junk(name)
    }


def _is_junk(name: str) -> bool:
    """What systems leave behind in folders and archives."""
    parts = PurePosixPath(name).parts
    return any(part == "__MACOSX" or part.startswith(("._", ".")) for part in parts if part != ".")
