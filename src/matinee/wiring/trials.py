"""The start of an experiment, as the doors ask for it: what it takes is looked at first, and then it begins."""

import asyncio

from matinee.domain.trials import Design, Trial
from matinee.services.recommending.ways import check_arms, versions_in
from matinee.services.trials import keep
from matinee.services.trials.designs import read_design
from matinee.services.trials.soundness import checks_of, log_of, refuse_unsound
from matinee.wiring.serving import Service
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
