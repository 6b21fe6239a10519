"""What this process answers with: the version of the registry that is champion, and the catalogue, read once and looked
after since."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from matinee.domain.errors import MatineeError, NotFound
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.contents import CONTENTS
from matinee.ops.registry.registry import VERSIONS, Registry
from matinee.ops.registry.roles import ROLES, Roles
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

    def ranked_by(self, name: str) -> "Standing":
        """As it stands, but that the model of this name ranks. It may take long. NotFound where there is no release,
        BadInput where it has no such model."""
        if self.bound is None:
            raise NotFound("there is no release whose models could be asked", remedy="Leave the model out")
        return Standing(self.index, self.bound.ranked_by(name), self.fault, slow=True)


class Models:
    """threads: for arithmetic. warn: is told of a version that cannot be used."""

    def __init__(
        self, registry: Registry, storage: Storage[Recommends], *, threads: int = 1, warn: Callable[[str], None]
    ) -> None:
        self._registry = registry
        self._storage = storage
        self._threads = threads
        self._warn = warn
        self._turn = asyncio.Lock()
        self._standing: Standing | None = None
        self._release: Release | None = None
        self._seen: object = None
        self._fault: str | None = None

    @property
    def last(self) -> Standing | None:
        """As it was when it was last looked at; None before that."""
        return self._standing

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
        """Whether another version answers than before, or none any more. One that cannot be used leaves the older."""
        seen = _marks(self._registry)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            adopt(self._registry)
            self._release, self._fault = self._chosen(self._registry.roles()), None
        except MatineeError as error:
            self._fault = str(error)
            self._warn(f"the release cannot be used: {error}")
        return True

    def _chosen(self, roles: Roles) -> Release | None:
        """Where nothing answers yet and the champion cannot be used, the one before it answers, and a fault is raised
        all the same."""
        if roles.champion is None:
            return None
        try:
            return self._registry.load(roles.champion, threads=self._threads)
        except MatineeError:
            if self._release is None and roles.previous is not None:
                self._release = self._registry.load(roles.previous, threads=self._threads)
            raise

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


def _marks(registry: Registry) -> object:
    """By which it is told that something else may have to answer. None for what there is not."""
    try:
        champion = registry.roles().champion
    except MatineeError:
        champion = None
    version = registry.folder / VERSIONS / (champion or "none")
    looked_at = (registry.folder / ROLES, registry.folder / ABOUT, version / ABOUT, version / CONTENTS)
    return tuple(_mark(path) for path in looked_at)


def _mark(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
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
