"""Telling whoever waits how far the work has come, without knowing how it is shown."""

from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Where progress is shown: a bar in a terminal, a row in a database, or nowhere."""

    def start(self, label: str, total: float | None) -> None: ...

    def advance(self, amount: float = 1.0) -> None: ...

    def finish(self) -> None: ...


class Silent:
    """Shows nothing."""

    def start(self, label: str, total: float | None) -> None:
        pass

    def advance(self, amount: float = 1.0) -> None:
        pass

    def finish(self) -> None:
        pass


SILENT = Silent()


def track(items: Iterable[Item], *, label: str, progress: Progress, total: float | None = None) -> Iterator[Item]:
    """The items, one by one, each counted once it has been dealt with."""
    if total is None and isinstance(items, Sized):
        total = len(items)
    progress.start(label, total)
    try:
        for item in items:
            yield item
            progress.advance()
    finally:
        progress.finish()


@contextmanager
def step(label: str, *, progress: Progress) -> Iterator[None]:
    """A piece of work that has a name and no count."""
    progress.start(label, None)
    try:
        yield
    finally:
        progress.finish()
