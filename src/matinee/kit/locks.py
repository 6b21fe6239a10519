"""Locks between processes."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path, *, beside_others: bool = False) -> Iterator[None]:
    """Waits until nobody else holds the file, which is made where it is not. The lock goes with the process that holds
    it, however that ends. beside_others: with all who say so too, and with nobody else."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if beside_others else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
