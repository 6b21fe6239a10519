"""What recommending is done with, put together: models that are looked after, and a place to keep answers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from matinee.adapters.caches.memory import MemoryCache
from matinee.adapters.caches.redis import RedisCache
from matinee.domain.errors import MatineeError
from matinee.ops.registry.registry import Registry
from matinee.services.accounts.administer import note_models
from matinee.services.context import Cache, Storage
from matinee.services.recommending.models import Models
from matinee.services.recommending.serve import Recommending, write_down_showings
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


def registry_of(settings: Settings) -> Registry:
    return Registry(release_folder(settings))


@asynccontextmanager
async def open_recommending(
    settings: Settings, storage: Storage[Transaction], *, warn: Callable[[str], None]
) -> AsyncIterator[Recommending]:
    """Open until the block ends. A house without a release, or with one that cannot be used, opens too."""

    def failed(link: str, error: BaseException) -> None:
        warn(f"'{link}' failed: {type(error).__name__}: {error}")

    registry = registry_of(settings)
    models = Models(registry, storage, threads=settings.threads or 1, warn=warn)
    trials = Trials(storage, holdout=settings.experiment_holdout, warn=warn)
    cache = _open_cache(settings, warn)
    house = Recommending(storage, cache, models, trials, failed, good=settings.answer_seconds)
    looking = asyncio.create_task(_look_after(house, registry, storage, warn))
    try:
        await models.refresh()
        await trials.refresh()
        yield house
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        with suppress(MatineeError):
            await write_down_showings(house)
        await cache.close()


async def _look_after(
    house: Recommending, registry: Registry, storage: Storage[Transaction], warn: Callable[[str], None]
) -> None:
    while True:
        await asyncio.sleep(LOOKS)
        try:
            await house.trials.refresh()
            await house.models.refresh()
            done = await take_back_what_harms(house.models, registry)
            if done is not None:
                warn(f"{done}: {house.models.roles.why}")
                await storage.write(lambda tx, done=done: note_models(tx.accounts, None, done))
        except MatineeError as error:
            warn(f"could not look for another release or experiment: {error}")
        try:
            await write_down_showings(house)
        except MatineeError as error:
            warn(f"could not write down what was shown again: {error}")


def _open_cache(settings: Settings, warn: Callable[[str], None]) -> Cache:
    return MemoryCache() if settings.redis is None else RedisCache(settings.redis.get_secret_value(), warn=warn)
