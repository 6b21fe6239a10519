"""Writing so that a reader never sees half a file, even after a crash, and reading a folder of such files."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Gives a temporary path beside `path`; when the block ends well it takes the place of `path` in one step.

    A link stays a link: what it leads to is replaced. A device or a pipe, such as /dev/stdout, cannot be replaced and
    is given as it is.
    """
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        flush_to_disk(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
        flush_to_disk(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    with written_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def files_in(folder: Path) -> Iterator[Path]:
    """Those of the folders in it too. What begins with a dot is being made and left out, and so is what goes
    meanwhile."""
    try:
        there = sorted(folder.iterdir())
    except FileNotFoundError:
        return
    for path in there:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from files_in(path)
        elif path.is_file():
            yield path


def give_second_name(source: str | Path, target: str | Path) -> None:
    """A copy where the disk cannot have one file under two names. Of files that are replaced and never written to: what
    is written to one would be in the other."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)


def flush_to_disk(path: Path) -> None:
    """A file, or a folder, so that the names given in it are there after a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
