"""Who uses a home, so that nobody puts another database in its place meanwhile.

A lock of the operating system on a file, which goes with the process that holds it, however that ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matinee.domain.errors import Conflict

FILE = "in-use"


@contextmanager
def using(home: Path) -> Iterator[None]:
    """Beside others. Conflict while a backup is being restored there."""
    with _locked(home, fcntl.LOCK_SH) as got:
        if not got:
            raise Conflict("a backup is being restored here", where=str(home), remedy="Wait until that has ended")
        yield


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Conflict while anybody uses it. A home that there was not is gone again where something is raised, unless
    something was put there."""
    fresh = not home.exists()
    with _locked(home, fcntl.LOCK_EX) as got:
        if not got:
            raise Conflict(
                "a server or another command of Matinee uses this home",
                where=str(home),
                remedy="Stop it first, then restore",
            )
        try:
            yield
        except BaseException:
            if fresh and [path.name for path in home.iterdir()] == [FILE]:
                (home / FILE).unlink()
                home.rmdir()
            raise


@contextmanager
def _locked(home: Path, kind: int) -> Iterator[bool]:
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(home / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
