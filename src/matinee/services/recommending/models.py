"""What this process answers with: the newest release and the catalogue, read once and looked after since."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from matinee.domain.errors import MatineeError
from matinee.ops.releases.load import load_release
from matinee.ops.releases.release import ABOUT, Release
from matinee.services.context import Storage
from matinee.services.recommending.bound import Bound, bind
from matinee.services.recommending.context import Recommends
from matinee.services.recommending.store import FactStore
from matinee.services.recommending.title_index import TitleIndex, read_index, with_lately

SLOW = 0.01
"""Seconds from which on an answer is made beside the thread that answers everybody."""


@dataclass(frozen=True, eq=False)
class Standing:
    """What there is at one moment. bound: None where there is no release that can be used; fault says why. slow:
    whether one answer takes so long that others would wait for it."""

    index: TitleIndex
    bound: Bound | None
    fault: str | None = None
    slow: bool = False


class Models:
    """folder: of the release. threads: for arithmetic. warn: is told of a release that cannot be used."""

    def __init__(
        self, folder: Path, storage: Storage[Recommends], *, threads: int = 1, warn: Callable[[str], None]
    ) -> None:
        self._folder = folder
        self._storage = storage
        self._threads = threads
        self._warn = warn
        self._turn = asyncio.Lock()
        self._standing: Standing | None = None
        self._release: Release | None = None
        self._seen: tuple[int, ...] | None = None
        self._fault: str | None = None

    async def standing(self) -> Standing:
        """As it was when it was last looked at; at the first question it is looked at now."""
        return self._standing or await self.refresh()

    async def refresh(self) -> Standing:
        """Reads anew what has changed. What was there answers until that is done."""
        async with self._turn:
            before = self._standing
            stamp, counted = await self._storage.read(lambda tx: _stamps(tx.recommending.facts))
            changed = await asyncio.to_thread(self._reread)
            if before is None or changed or stamp != before.index.stamp or counted != _counted(before.index):
                kept = None if before is None or stamp != before.index.stamp else before.index
                self._standing = await self._storage.read(lambda tx: self._made(tx.recommending.facts, kept), long=True)
            return self._standing or await self.refresh()

    def _reread(self) -> bool:
        """Whether there is another release than before, or none any more. One that cannot be used leaves the older."""
        seen = _marks(self._folder)
        if seen == self._seen:
            return False
        self._seen = seen
        if seen is None:
            self._release, self._fault = None, None
            return True
        try:
            self._release, self._fault = load_release(self._folder, threads=self._threads), None
        except MatineeError as error:
            self._fault = str(error)
            self._warn(f"the release cannot be used: {error}")
        return True

    def _made(self, store: FactStore, kept: TitleIndex | None) -> Standing:
        index = with_lately(read_index(store) if kept is None else kept, store)
        if self._release is None:
            return Standing(index, None, self._fault)
        bound = bind(self._release, index, store)
        return Standing(index, bound, self._fault, slow=_seconds_of(bound) > SLOW)


def _stamps(store: FactStore) -> tuple[int, int]:
    return store.stamp(), store.lately_at()


def _counted(index: TitleIndex) -> int:
    return 0 if index.lately is None else index.lately.at


def _marks(folder: Path) -> tuple[int, ...] | None:
    """By which another release is told from this one; None where there is none."""
    try:
        found = (folder / ABOUT).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _seconds_of(bound: Bound) -> float:
    """Of the scores for somebody, the quickest of three."""
    taken = []
    for _ in range(3):
        begun = perf_counter()
        bound.release.ranks.scores(bound.nobody)
        taken.append(perf_counter() - begun)
    return min(taken)
