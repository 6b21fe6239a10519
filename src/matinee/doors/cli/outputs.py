"""The files a command is to write: looked at before any work, and told by name when writing fails."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from matinee.domain.errors import BadInput, MatineeError
from matinee.doors.cli.terminal import Terminal


def check_outputs(*, folder: bool = False, **targets: Path | None) -> None:
    """BadInput where a file cannot be written. targets: paths by the name of their option, None where it is not given.

    folder: the targets are folders. A device or a pipe is taken as it is.
    """
    for option, path in targets.items():
        if path is None:
            continue
        where = f"--{option.replace('_', '-')} {path}"
        if path.is_dir() and not folder:
            raise BadInput("this is a folder, not a file", where=where, remedy="Name a file in it")
        if path.exists() and not path.is_dir() and not path.is_file():
            continue
        if folder and path.is_file():
            raise BadInput("this is a file, not a folder", where=where, remedy="Name a folder")
        _check_folder(path if path.is_dir() else path.absolute().parent, where)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Says which file it was, and what to do, when the disk refuses."""
    try:
        yield
    except OSError as error:
        raise MatineeError(
            f"cannot be written ({error.strerror or error})",
            where=str(path),
            remedy="Make room on the disk or name a place where you may write, then run it again",
        ) from error


def put(terminal: Terminal, path: Path | None, write: Callable[[Path], object]) -> None:
    """Writes a file that was asked for, and tells of it; None where it was not."""
    if path:
        with writing(path):
            write(path)
        terminal.note(f"written: {path}")


def _check_folder(folder: Path, where: str) -> None:
    """The nearest folder there is: the others can be made in it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        raise BadInput(f"'{folder}' is a file, not a folder", where=where, remedy="Name another place")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadInput(f"you may not write in '{folder}'", where=where, remedy="Name another place")
