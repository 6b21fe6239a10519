"""A version that harms is taken back by the house itself: the canary ends, or the one before answers again."""

import asyncio

from matinee.domain.errors import Conflict
from matinee.ops.registry.guarding import Harm
from matinee.ops.registry.registry import HOUSE, Registry
from matinee.services.recommending.models import Models


async def take_back_what_harms(models: Models, registry: Registry) -> str | None:
    """What was done, in a word or two of our own; None where nothing was to be done. Where another process was first,
    nothing is done twice."""
    harm, tried = models.guarding.harm(), models.guarding.tried
    return None if harm is None or tried is None else await take_back(models, registry, tried, harm)


async def take_back(models: Models, registry: Registry, version: str, harm: Harm) -> str | None:
    """version: the one that harms."""
    canary = models.roles.canary
    tried = canary is not None and canary.version == version
    undo = registry.end_canary if tried else registry.roll_back
    try:
        await asyncio.to_thread(undo, by=HOUSE, why=f"{harm.what}: {harm.words}", of=version)
    except Conflict:
        return None
    finally:
        await models.refresh()
    return f"{'canary ' if tried else ''}{version} taken back"
