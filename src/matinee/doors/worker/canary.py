"""Part of the duty of experiments: a canary whose people click less, or are lost, is taken back. Errors and time each
server looks at by itself, every two seconds; clicks are in the database, and are looked at once for all of them."""

import asyncio

from matinee.domain.errors import Conflict
from matinee.doors.worker.hands import Hands
from matinee.ops.registry.registry import HOUSE
from matinee.services.accounts.administer import note_models
from matinee.services.recommending.standing import CANARY, CHAMPION
from matinee.services.trials.clicks import judge_canary
from matinee.wiring.recommending import registry_of


async def look_at_canary(hands: Hands) -> str | None:
    """What was done, or why nothing can be said of its clicks; None where there is no canary, or nothing against it.
    Done again, it does nothing twice."""
    registry = registry_of(hands.service.settings, clock=hands.service.clock)
    running = (await asyncio.to_thread(registry.roles)).canary
    if running is None:
        return None
    shares = {CHAMPION: 1 - running.share, CANARY: running.share}
    found = await hands.read(lambda tx: judge_canary(tx.trials, shares, since=running.since))
    if found.doubt is not None:
        return f"canary {running.version} cannot be judged by clicks: {found.doubt}"
    if found.harm is None:
        return None
    await hands.write(lambda _: None)  # whether the job is still ours
    try:
        await asyncio.to_thread(registry.end_canary, by=HOUSE, why=found.harm, of=running.version)
    except Conflict:
        return None
    done = f"canary {running.version} taken back"
    await hands.write(lambda tx: note_models(tx.accounts, None, done))
    return done
