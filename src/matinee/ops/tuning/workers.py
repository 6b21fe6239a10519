"""Who works on a study, so that a trial whose process was killed is known for what it is."""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def signed_on(study: Path) -> Iterator[str]:
    """A name for this process, held by a locked file beside the study. The system frees the lock when the process ends,
    however it ends; unlike the number of a process, the name is never used again."""
    folder = _folder(study)
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid.uuid4().hex[:12]
    path = folder / name
    handle = os.open(path, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield name
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)
        _remove_if_empty(folder)


def is_at_work(study: Path, name: str) -> bool:
    """Whether the process of this name still lives."""
    path = _folder(study) / name
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
    return False


def _folder(study: Path) -> Path:
    return study.with_name(f"{study.name}.workers")


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
