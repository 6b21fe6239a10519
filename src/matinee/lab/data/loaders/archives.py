"""Archives from strangers: looked through before anything is read, and never unpacked to disk."""

import stat
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.faults import shown

MOST_ENTRIES = 10_000
MOST_BYTES = 8 << 30
HIGHEST_RATIO = 100
"""Tables of ratings shrink four- to eightfold; what shrinks more than this is made to do harm."""
SMALL = 1 << 20
"""An entry or archive that unpacks to less than this is harmless at any ratio."""
_ENCRYPTED = 0x1
_WINDOWS_DRIVE = 2
Opener = Callable[[], BinaryIO]
Entries = dict[str, tuple[int, Opener]]


def entries_of_zip(archive: zipfile.ZipFile, path: Path) -> Entries:
    """Name -> (unpacked bytes, way to open) of every file. BadData where the archive could do harm."""
    found: Entries = {}
    infos = archive.infolist()
    _check_count(len(infos), path)
    _check_total(sum(info.file_size for info in infos), path)
    _check_overlap(infos, path)
    for info in infos:
        _check_name(info.filename, path)
        mode = info.external_attr >> 16
        if mode and stat.S_ISLNK(mode):
            raise _harmful(f"the entry {shown(info.filename)} is a link", path)
        if info.is_dir():
            continue
        if info.flag_bits & _ENCRYPTED:
            raise BadData(
                f"the entry {shown(info.filename)} is encrypted", where=path.name, remedy="Unpack it, give the folder"
            )
        if info.file_size > max(SMALL, HIGHEST_RATIO * info.compress_size):
            raise _harmful(f"the entry {shown(info.filename)} unpacks to over {HIGHEST_RATIO} times its size", path)
        if info.filename in found:
            raise _harmful(f"two entries are called {shown(info.filename)}", path)
        found[info.filename] = (info.file_size, partial(_open_in_zip, archive, info))
    return found


def entries_of_tar(archive: tarfile.TarFile, path: Path) -> Entries:
    """As entries_of_zip. A packed archive must have been opened over a Bounded stream, since listing unpacks it."""
    found: Entries = {}
    total = 0
    for count, info in enumerate(archive, start=1):
        _check_count(count, path)
        _check_name(info.name, path)
        if info.isdir():
            continue
        if not info.isreg():
            raise _harmful(f"the entry {shown(info.name)} is a link or a device", path)
        total += info.size
        _check_total(total, path)
        if info.name in found:
            raise _harmful(f"two entries are called {shown(info.name)}", path)
        found[info.name] = (info.size, partial(_open_in_tar, archive, info))
    return found


class Bounded:
    """A stream for reading that ends with BadData once more has come out of it than its packed size explains."""

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self._stream = stream
        self._path = path
        self._most = min(MOST_BYTES, max(16 * SMALL, HIGHEST_RATIO * path.stat().st_size))

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size if size >= 0 else self._most + 1)
        self._check()
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 0 and offset > self._most:
            raise _harmful(f"it unpacks to over {HIGHEST_RATIO} times its size", self._path)
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def _check(self) -> None:
        if self._stream.tell() > self._most:
            raise _harmful(f"it unpacks to over {HIGHEST_RATIO} times its size", self._path)


def _open_in_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(info))


def _open_in_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    return cast("BinaryIO", archive.extractfile(info))


def _check_count(count: int, path: Path) -> None:
    if count > MOST_ENTRIES:
        raise _harmful(f"it has more than {MOST_ENTRIES:,} entries", path)


def _check_total(total: int, path: Path) -> None:
    packed = path.stat().st_size
    if total > MOST_BYTES:
        raise _harmful(f"it unpacks to more than {MOST_BYTES >> 30} GiB", path)
    if total > max(16 * SMALL, HIGHEST_RATIO * packed):
        raise _harmful(f"it unpacks to over {HIGHEST_RATIO} times its size", path)


def _check_name(name: str, path: Path) -> None:
    plain = name.replace("\\", "/")
    drive = len(plain) >= _WINDOWS_DRIVE and plain[1] == ":"
    if drive or plain.startswith("/") or ".." in PurePosixPath(plain).parts:
        raise _harmful(f"the entry {shown(name)} points outside the archive", path)


def _check_overlap(infos: list[zipfile.ZipInfo], path: Path) -> None:
    """Entries that share bytes are how a small archive unpacks to petabytes."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise _harmful(f"the entry {shown(info.filename)} overlaps another", path)
        end = info.header_offset + info.compress_size


def _harmful(what: str, path: Path) -> BadData:
    return BadData(what, where=path.name, remedy="Do not trust this archive; nothing was read from it")
