"""Which versions people are answered by that have no part in the registry: those that arms of experiments name."""

from collections.abc import Mapping
from pathlib import Path

from matinee.adapters.storage.open import open_storage
from matinee.services.recommending.ways import versions_in
from matinee.services.trials.designs import read_design
from matinee.wiring.serving import database_of
from matinee.wiring.settings import Settings


async def tried_versions(settings: Settings) -> Mapping[str, str]:
    """By version, the key of an experiment that runs and names it. A house that has no database yet has none, and gets
    none by this. Unreachable, or BehindDatabase, where that cannot be found out."""
    place = database_of(settings)
    if isinstance(place, Path) and not place.exists():
        return {}
    storage = open_storage(place, lambda stores: stores)
    try:
        await storage.check()
        running = await storage.read(lambda stores: stores.trials.all(state="running"))
    finally:
        await storage.close()
    return {version: one.key for one in running for version in versions_in([read_design(one.design)])}
