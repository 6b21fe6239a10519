"""What this process answers with: the versions of the registry that have a part in it, and the catalogue, read once and
looked after since."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import thread_time

from matinee.domain.errors import MatineeError, NotFound
from matinee.kit.clock import MINUTE
from matinee.lab.trials.buckets import BUCKETS, bucket_of
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.contents import CONTENTS
from matinee.ops.registry.guarding import Guarding
from matinee.ops.registry.registry import VERSIONS, Registry
from matinee.ops.registry.roles import NOBODY, ROLES, Roles
from matinee.ops.releases.release import ABOUT, Release
from matinee.services.context import Storage
from matinee.services.recommending.bound import Bound, bind
from matinee.services.recommending.context import Recommends
from matinee.services.recommending.store import FactStore
from matinee.services.recommending.title_index import TitleIndex, read_index, with_lately

SLOW = 0.01
"""Seconds from which on an answer is made beside the thread that answers everybody."""
WATCHED = 15 * MINUTE
"""How long a new champion is compared with the one before it."""
CANARY, CHAMPION = "canary", "champion"


@dataclass(frozen=True, eq=False)
class Standing:
    """What there is at one moment. bound: None where there is no release that can be used; fault says why. slow:
    whether one answer takes so long that others would wait for it. arm: as slates carry it, where people are answered
    by different versions, or are in an experiment. rival: whose picks stand in the same slate."""

    index: TitleIndex
    bound: Bound | None
    fault: str | None = None
    slow: bool = False
    arm: str | None = None
    rival: "Standing | None" = None

    def ranked_by(self, name: str) -> "Standing":
        """As it stands, but that the model of this name ranks. It may take long. NotFound where there is no release,
        BadInput where it has no such model."""
        if self.bound is None:
            raise NotFound("there is no release whose models could be asked", remedy="Leave the model out")
        return Standing(self.index, self.bound.ranked_by(name), self.fault, slow=True)


class Models:
    """threads: for arithmetic. warn: is told of a version that cannot be used. refused: how many times that was.
    guarding: is told how answers went. shadow: is asked beside the champion, and answers nobody. named: the
    versions that were asked for by name."""

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
        self._tried: Release | None = None
        self._asked: Release | None = None
        self._canary: Standing | None = None
        self.shadow: Standing | None = None
        self._beside: Standing | None = None
        self._wanted: frozenset[str] = frozenset()
        self._others: dict[str, Release] = {}
        self.named: Mapping[str, Standing] = {}
        self._held: dict[str, tuple[object, Release]] = {}
        self._seen: object = None
        self._fault: str | None = None
        self.roles = NOBODY
        self.refused = 0
        self._note: Callable[[float], None] = lambda _: None
        self.guarding = Guarding()

    def tell_refusals(self, note: Callable[[float], None]) -> None:
        """note: is told of every version that cannot be used, and at once of those that there were already."""
        self._note = note
        note(self.refused)

    @property
    def last(self) -> Standing | None:
        """As it was when it was last looked at; None before that."""
        return self._standing

    async def standing(self) -> Standing:
        """As it was when it was last looked at; at the first question it is looked at now."""
        return self._standing or await self.refresh()

    async def standing_for(self, account_id: int) -> Standing:
        """By what this person is answered: by the canary, where there is one and they are of its share, always the same
        people; else by the champion."""
        standing = await self.standing()
        canary = self.roles.canary
        if canary is None or self._canary is None or self._beside is None:
            return standing
        tried = bucket_of(canary.version, str(account_id)) < canary.share * BUCKETS
        return self._canary if tried else self._beside

    def want(self, versions: Collection[str]) -> None:
        """From the next look on these stand too, as far as they can be used, and no others but those with a part."""
        self._wanted = frozenset(versions)

    def version_named(self, version: str) -> Standing | None:
        """None for one that was not asked for, or that cannot be used."""
        return self.named.get(version)

    async def have(self, versions: Collection[str]) -> Mapping[str, Standing]:
        """Those of them that can be used, and whatever else was asked for by name."""
        self.want(self._wanted | frozenset(versions))
        await self.refresh()
        return self.named

    async def refresh(self) -> Standing:
        """Reads anew what has changed. What was there answers until that is done."""
        async with self._turn:
            before = self._standing
            stamp, counted = await self._storage.read(lambda tx: _stamps(tx.recommending.facts))
            changed = await asyncio.to_thread(self._reread)
            if before is None or changed or stamp != before.index.stamp or counted != _counted(before.index):
                kept = None if before is None or stamp != before.index.stamp else before.index
                made = await self._storage.read(lambda tx: self._made(tx.recommending.facts, kept), long=True)
                self._standing, self._canary, self.shadow, self.named = made
                self._beside = replace(self._standing, arm=CHAMPION)
            self._compare()
            return self._standing or await self.refresh()

    def _reread(self) -> bool:
        """Whether another version answers than before, or none any more. One that cannot be used leaves the older."""
        seen = (_marks(self._registry), self._wanted)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            adopt(self._registry)
            roles = self._registry.roles()
            self._release, self._fault = self._chosen(roles), None
        except MatineeError as error:
            self._fault = str(error)
            self._refuse("the release cannot be used", error)
            return True
        self.roles = roles
        self._tried = self._beside_it("canary", None if roles.canary is None else roles.canary.version)
        self._asked = self._beside_it("shadow", roles.shadow)
        others = {version: self._beside_it("version of an arm", version) for version in sorted(self._wanted)}
        self._others = {version: one for version, one in others.items() if one is not None}
        there = (self._release, self._tried, self._asked, *self._others.values())
        answering = {one.version for one in there if one is not None}
        self._held = {version: one for version, one in self._held.items() if version in answering}
        return True

    def _chosen(self, roles: Roles) -> Release | None:
        """Where nothing answers yet and the champion cannot be used, the one before it answers, and a fault is raised
        all the same."""
        if roles.champion is None:
            return None
        try:
            return self._loaded(roles.champion)
        except MatineeError:
            if self._release is None and roles.previous is not None:
                self._release = self._loaded(roles.previous)
            raise

    def _beside_it(self, role: str, version: str | None) -> Release | None:
        """The canary or the shadow. A canary that cannot be used answers nobody, and its people have the champion."""
        if version is None:
            return None
        try:
            return self._loaded(version)
        except MatineeError as error:
            self._refuse(f"the {role} cannot be used", error)
            return None

    def _loaded(self, version: str) -> Release:
        """What answers already is not read again, unless somebody changed its folder."""
        mark = _marks_of(self._registry, version)
        held = self._held.get(version)
        if held is None or held[0] != mark:
            held = self._held[version] = (mark, self._registry.load(version, threads=self._threads))
        return held[1]

    def _refuse(self, what: str, error: MatineeError) -> None:
        self.refused += 1
        self._note(1)
        self._warn(f"{what}: {error}")

    def _compare(self) -> None:
        """Says who is watched: the canary, or for a while a new champion, beside the one before it."""
        roles = self.roles
        if roles.canary is not None and self._canary is not None:
            self.guarding.compare(roles.canary.version, roles.champion)
        elif roles.previous is not None and self._registry.clock() - roles.since < WATCHED:
            self.guarding.compare(roles.champion, roles.previous)
        else:
            self.guarding.compare(None, None)

    def _made(
        self, store: FactStore, kept: TitleIndex | None
    ) -> tuple[Standing, Standing | None, Standing | None, Mapping[str, Standing]]:
        """Of the champion, of the canary and the shadow where there are such, and of versions by their name. How long
        the shadow takes is not asked here, where others would wait for it."""
        index = with_lately(read_index(store) if kept is None else kept, store)
        if self._release is None:
            return Standing(index, None, self._fault), None, None, {}
        standing = _over(index, store, self._release, fault=self._fault)
        canary = None if self._tried is None else replace(_over(index, store, self._tried), arm=CANARY)
        shadow = None if self._asked is None else Standing(index, bind(self._asked, index, store))
        return standing, canary, shadow, {name: _over(index, store, one) for name, one in self._others.items()}


def _over(index: TitleIndex, store: FactStore, release: Release, *, fault: str | None = None) -> Standing:
    bound = bind(release, index, store)
    return Standing(index, bound, fault, slow=_seconds_of(bound) > SLOW)


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
    return _mark(registry.folder / ROLES), _mark(registry.folder / ABOUT), _marks_of(registry, champion or "none")


def _marks_of(registry: Registry, version: str) -> object:
    folder = registry.folder / VERSIONS / version
    return _mark(folder / ABOUT), _mark(folder / CONTENTS)


def _mark(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _seconds_of(bound: Bound) -> float:
    """Of the processor, for the scores for somebody, the quickest of three. Not by the clock: a machine that is busy at
    the start would have every answer go to a thread ever after."""
    taken = []
    for _ in range(3):
        begun = thread_time()
        bound.release.ranks.scores(bound.nobody)
        taken.append(thread_time() - begun)
    return min(taken)
