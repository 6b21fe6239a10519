"""Experiments as the doors ask for them: the start of one, and which versions those that run keep."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from matinee.adapters.storage.open import open_storage
from matinee.domain.trials import Design, Trial
from matinee.services.recommending.ways import check_arms, versions_in
from matinee.services.trials import keep
from matinee.services.trials.designs import read_design
from matinee.services.trials.soundness import checks_of, log_of, refuse_unsound
from matinee.wiring.serving import Service, database_of
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Transaction


async def start_trial(service: Service, key: str, *, by: int | None = None) -> Trial:
    """by: the account of whoever starts it, for the audit log. Conflict where models or metrics do not allow it: the
    metrics are tried on what people did here lately, which takes seconds where they are thousands."""
    models, storage = service.recommending.models, service.storage
    standing = await models.standing()
    planned = await storage.read(lambda tx: keep.trial_of(tx.trials, key))
    asked = read_design(planned.design)
    versions = await models.have(versions_in([asked]))
    log = await storage.read(lambda tx: log_of(tx.trials, asked), long=True)
    checks = await asyncio.to_thread(checks_of, asked, log)

    def check(design: Design) -> None:
        check_arms(standing, design, versions.get)
        refuse_unsound(design, checks)

    def start(tx: Transaction) -> Trial:
        tx.accounts.audit.note("started an experiment", tx.now, by=by)
        return keep.start_trial(tx.trials, key, check=check)

    return await storage.write(start)


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
