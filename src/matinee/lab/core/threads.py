"""Work spread over threads, with the libraries underneath told to keep out of the way."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import scipy.linalg  # noqa: F401  (brings a BLAS of its own, which has to be loaded before it can be limited)
from threadpoolctl import LibController, ThreadpoolController

Part = TypeVar("Part")


def thread_count(asked: int = 0) -> int:
    """As many as asked for; 0 means every core this process may use."""
    if asked > 0:
        return asked
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def blas_threads(asked: int) -> Iterator[None]:
    """Inside the block one call of BLAS or LAPACK uses that many threads; 0 leaves the choice to the library.

    Setting limits and taking them back costs more than looking, and where one block stands in another, or the whole
    process is limited, there is nothing to set.
    """
    if asked and all(library.num_threads == asked for library in _blas()):
        yield
        return
    with _libraries().limit(limits=asked or None, user_api="blas"):
        yield


def spread(work: Callable[[Part], None], parts: Iterable[Part], *, threads: int = 0) -> None:
    """Calls `work` on each part, several at a time; each part must write to a place of its own.

    BLAS gets one thread for each, since many threads inside many threads is slower than either. The first exception
    of a part is raised here.
    """
    waiting = list(parts)
    workers = min(thread_count(threads), len(waiting))
    with blas_threads(1):
        if workers <= 1:
            for part in waiting:
                work(part)
            return
        with ThreadPoolExecutor(workers) as pool:
            for _ in pool.map(work, waiting):
                pass


@cache
def _blas() -> list[LibController]:
    return _libraries().select(user_api="blas").lib_controllers


@cache
def _libraries() -> ThreadpoolController:
    """Looking for the loaded libraries takes milliseconds, more than answering for one person, so it is done once."""
    return ThreadpoolController()
