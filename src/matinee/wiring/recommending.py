"""What recommending is done with, put together: models that are looked after, and a place to keep answers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from matinee.adapters.caches.memory import MemoryCache
from matinee.adapters.caches.redis import RedisCache
from matinee.domain.errors import MatineeError
from matinee.kit.clock import Clock, now
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.shadowed import keep_shadowed
from matinee.services.accounts.administer import note_models
from matinee.services.context import Cache, Storage
from matinee.services.exposures.showings import write_showings
from matinee.services.recommending.models import Models
from matinee.services.recommending.serve import Recommending
from matinee.services.recommending.shadow import Shadowing
from matinee.services.recommending.take_back import take_back_what_harms
from matinee.services.recommending.ways import Trials
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Transaction

LOOKS = 2.0
"""Seconds between two looks at whether the release, the catalogue or the experiments that run have changed."""
MODELS = "models"


def release_folder(settings: Settings) -> Path:
    """Where the versions lie of which one answers."""
    return settings.home / MODELS / settings.model


def registry_of(settings: Settings, *, clock: Clock = now) -> Registry:
    return Registry(release_folder(settings), clock=clock)


@asynccontextmanager
async def open_recommending(
    settings: Settings, storage: Storage[Transaction], *, clock: Clock = now, warn: Callable[[str], None]
) -> AsyncIterator[Recommending]:
    """Open until the block ends. A house without a release, or with one that cannot be used, opens too."""

    def failed(link: str, error: BaseException) -> None:
        warn(f"'{link}' failed: {type(error).__name__}: {error}")

    registry = registry_of(settings, clock=clock)
    models = Models(registry, storage, threads=settings.threads or 1, warn=warn)
    trials = Trials(storage, holdout=settings.experiment_holdout, versions=models.version_named, warn=warn)
    cache = _open_cache(settings, warn)
    shadowing = Shadowing(share=settings.shadow_share)
    house = Recommending(storage, cache, models, trials, failed, good=settings.answer_seconds, shadowing=shadowing)
    looking = asyncio.create_task(_look_after(house, registry, storage, warn))
    try:
        await look_again(house)
        yield house
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        with suppress(MatineeError):
            await write_down_showings(house)
        shadowing.close()
        await cache.close()


async def look_again(house: Recommending) -> None:
    """At which experiments run, and at what answers: everybody, and the people of each arm."""
    await house.trials.refresh()
    house.models.want(house.trials.named)
    await house.models.refresh()


async def _look_after(
    house: Recommending, registry: Registry, storage: Storage[Transaction], warn: Callable[[str], None]
) -> None:
    while True:
        await asyncio.sleep(LOOKS)
        try:
            await look_again(house)
            done = await take_back_what_harms(house.models, registry)
            if done is not None:
                warn(f"{done}: {house.models.roles.why}")
                await storage.write(lambda tx, done=done: note_models(tx.accounts, None, done))
        except MatineeError as error:
            warn(f"could not look for another release or experiment: {error}")
        try:
            await asyncio.to_thread(keep_what_shadows_did, house, registry)
        except OSError as error:
            warn(f"could not keep what the shadow did: {error}")
        try:
            await write_down_showings(house)
        except MatineeError as error:
            warn(f"could not write down what was shown again: {error}")


async def write_down_showings(house: Recommending) -> None:
    """What was counted since the last time. Where the storage cannot, it waits for the next."""
    taken = house.showings.take()
    if taken:
        try:
            await house.storage.write(lambda tx: write_showings(tx.recommending.exposures, taken))
        except MatineeError:
            house.showings.give_back(taken)
            raise


def keep_what_shadows_did(house: Recommending, registry: Registry) -> None:
    """What this process has seen since the last time is added to what all have."""
    seen = house.shadowing.take()
    if seen:
        keep_shadowed(registry.folder, seen)


def _open_cache(settings: Settings, warn: Callable[[str], None]) -> Cache:
    return MemoryCache() if settings.redis is None else RedisCache(settings.redis.get_secret_value(), warn=warn)
