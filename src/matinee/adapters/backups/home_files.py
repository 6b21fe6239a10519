"""What a home must not lose beside its database: the secret, and the models it answers with."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from matinee.adapters.backups.archive import Archive
from matinee.adapters.backups.manifest import FilePart
from matinee.domain.errors import BadArtifact, Conflict
from matinee.kit.files import files_in, flush_to_disk
from matinee.kit.hashing import sha256_of_file

SECRET, MODELS = "secret", "models"
STAGED = ".restoring-"


def files_of(home: Path, *, models: bool) -> list[tuple[str, Path]]:
    """By their paths in an archive. What begins with a dot is being made, and left out."""
    found = [(SECRET, home / SECRET)] if (home / SECRET).is_file() else []
    if models:
        found += [(path.relative_to(home).as_posix(), path) for path in files_in(home / MODELS)]
    return found


@contextmanager
def staged(home: Path, archive: Archive, *, replace: bool) -> Iterator[Callable[[], None]]:
    """Files of the archive, unpacked beside the home's own; what is given puts them in their places.

    Conflict where something else is there already and is not to be replaced. Models that the archive does not have
    stay.
    """
    for stale in home.glob(f"{STAGED}*"):
        shutil.rmtree(stale)
    folder = Path(tempfile.mkdtemp(prefix=STAGED, dir=home))
    try:
        (folder / "new").mkdir()
        (folder / "old").mkdir()
        for part in archive.manifest.files:
            target = folder / "new" / _safe(part, archive)
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "xb", opener=_private) as stream:
                archive.file(part, stream.write)
                os.fsync(stream.fileno())
        places = [place for place in _places(archive) if not _same(place, home, archive)]
        for place in places:
            if (home / place).exists() and not replace:
                raise Conflict(
                    "something else is there than in the backup",
                    where=str(home / place),
                    remedy="Replace it with --replace, or restore into another home",
                )
        yield lambda: _exchange(places, folder, home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exchange(places: list[str], folder: Path, home: Path) -> None:
    """All of them, or where one cannot be moved, none."""
    done: list[tuple[Path, Path]] = []
    try:
        for place in places:
            target, old = home / place, folder / "old" / place
            target.parent.mkdir(parents=True, exist_ok=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(old)
                done.append((old, target))
            (folder / "new" / place).rename(target)
            done.append((target, folder / "new" / place))
        flush_to_disk(home)
    except OSError:
        for now, before in reversed(done):
            now.rename(before)
        raise


def _places(archive: Archive) -> list[str]:
    """What is moved as one: the secret, and each model with its folder."""
    return list(dict.fromkeys("/".join(part.path.split("/")[:2]) for part in archive.manifest.files))


def _same(place: str, home: Path, archive: Archive) -> bool:
    """Whether exactly that is there already."""
    wanted = {
        part.path: part.sha256
        for part in archive.manifest.files
        if part.path == place or part.path.startswith(f"{place}/")
    }
    there = [home / place] if (home / place).is_file() else [one for one in (home / place).rglob("*") if one.is_file()]
    found = {one.relative_to(home).as_posix(): sha256_of_file(one) for one in there}
    return found == wanted


def _safe(part: FilePart, archive: Archive) -> PurePosixPath:
    """A path that leads to nowhere but the secret and the models."""
    path = PurePosixPath(part.path)
    good = path.parts == (SECRET,) or (len(path.parts) >= 2 and path.parts[0] == MODELS)
    if not good or any(one in {"..", "."} or "\\" in one for one in path.parts) or path.as_posix() != part.path:
        raise BadArtifact(f"'{part.path}' is no file that a backup has", where=str(archive.path))
    return path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
