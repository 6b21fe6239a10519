"""What this process answers with: the versions of the registry that have a part in it, and the catalogue, read once and
looked after since."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from matinee.kit.clock import MINUTE
from matinee.lab.trials.buckets import BUCKETS, bucket_of
from matinee.ops.registry.guarding import Guarding
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.roles import Roles
from matinee.services.context import Storage
from matinee.services.recommending.at_hand import AtHand
from matinee.services.recommending.bound import bind
from matinee.services.recommending.context import Recommends
from matinee.services.recommending.standing import CANARY, CHAMPION, Standing, standing_over
from matinee.services.recommending.store import FactStore
from matinee.services.recommending.title_index import TitleIndex, read_index, with_lately

WATCHED = 15 * MINUTE
"""How long a new champion is compared with the one before it."""


@dataclass(frozen=True, eq=False)
class _All:
    """Of one look. beside: the champion, as it answers the others while there is a canary."""

    champion: Standing
    beside: Standing
    canary: Standing | None = None
    shadow: Standing | None = None
    named: Mapping[str, Standing] = field(default_factory=dict)


class Models:
    """threads: for arithmetic. warn: is told of a version that cannot be used. guarding: is told how answers went."""

    def __init__(
        self, registry: Registry, storage: Storage[Recommends], *, threads: int = 1, warn: Callable[[str], None]
    ) -> None:
        self.at_hand = AtHand(registry, threads=threads, warn=warn)
        self.guarding = Guarding()
        self._storage = storage
        self._turn = asyncio.Lock()
        self._wanted: frozenset[str] = frozenset()
        self._all: _All | None = None

    @property
    def roles(self) -> Roles:
        return self.at_hand.roles

    @property
    def refused(self) -> int:
        """How many times a version could not be used."""
        return self.at_hand.refused

    def tell_refusals(self, note: Callable[[float], None]) -> None:
        self.at_hand.tell_refusals(note)

    @property
    def last(self) -> Standing | None:
        """As it was when it was last looked at; None before that."""
        return None if self._all is None else self._all.champion

    @property
    def shadow(self) -> Standing | None:
        """That is asked beside the champion, and answers nobody."""
        return None if self._all is None else self._all.shadow

    @property
    def named(self) -> Mapping[str, Standing]:
        """The versions that were asked for by name, as far as they can be used."""
        return {} if self._all is None else self._all.named

    async def standing(self) -> Standing:
        """As it was when it was last looked at; at the first question it is looked at now."""
        return self.last or await self.refresh()

    async def standing_for(self, account_id: int) -> Standing:
        """By what this person is answered: by the canary, where there is one and they are of its share, always the same
        people; else by the champion."""
        standing = await self.standing()
        canary, there = self.roles.canary, self._all
        if canary is None or there is None or there.canary is None:
            return standing
        tried = bucket_of(canary.version, str(account_id)) < canary.share * BUCKETS
        return there.canary if tried else there.beside

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
            before = self.last
            stamp, counted = await self._storage.read(lambda tx: _stamps(tx.recommending.facts))
            changed = await asyncio.to_thread(self.at_hand.look, self._wanted)
            if before is None or changed or stamp != before.index.stamp or counted != _counted(before.index):
                kept = None if before is None or stamp != before.index.stamp else before.index
                self._all = await self._storage.read(lambda tx: self._made(tx.recommending.facts, kept), long=True)
            self._compare()
            return self.last or await self.refresh()

    def _compare(self) -> None:
        """Says who is watched: the canary, or for a while a new champion, beside the one before it."""
        roles, there = self.roles, self._all
        if roles.canary is not None and there is not None and there.canary is not None:
            self.guarding.compare(roles.canary.version, roles.champion)
        elif roles.previous is not None and self.at_hand.registry.clock() - roles.since < WATCHED:
            self.guarding.compare(roles.champion, roles.previous)
        else:
            self.guarding.compare(None, None)

    def _made(self, store: FactStore, kept: TitleIndex | None) -> _All:
        """How long the shadow takes is not asked here, where others would wait for it."""
        index, there = with_lately(read_index(store) if kept is None else kept, store), self.at_hand
        if there.champion is None:
            nothing = Standing(index, None, there.fault)
            return _All(nothing, nothing)
        champion = standing_over(index, store, there.champion, fault=there.fault)
        return _All(
            champion,
            beside=replace(champion, arm=CHAMPION),
            canary=None if there.canary is None else standing_over(index, store, there.canary, arm=CANARY),
            shadow=None if there.shadow is None else Standing(index, bind(there.shadow, index, store)),
            named={name: standing_over(index, store, one) for name, one in there.named.items()},
        )


def _stamps(store: FactStore) -> tuple[int, int]:
    return store.stamp(), store.lately_at()


def _counted(index: TitleIndex) -> int:
    return 0 if index.lately is None else index.lately.at
