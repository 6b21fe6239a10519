"""R17: whoever trains is killed at random moments."""

import asyncio
import os
import signal

import pytest

from matinee.doors.worker.training import in_a_process
from matinee.kit.clock import HOUR
from matinee.ops.learning.holdout import read_holdout
from matinee.ops.learning.learn import WORK
from matinee.wiring.learning import Asked
from matinee.wiring.settings import Settings
from matinee.wiring.trainings import ask_for_training
from tests.doors.worker.test_training import children, done, promoted, registry, working
from tests.fixtures.loop import Notes
from tests.fixtures.recommending import Cinema


@pytest.mark.loop
@pytest.mark.timeout(3600)
async def test_killed_at_random_a_training_is_done_once(academy: Cinema, better: str, notes: Notes) -> None:
    """The process that trains is killed again and again, each time at another moment, and in the end left alone."""
    kills, chance, kept = 0, notes.chance(), registry(academy)

    async def killed(settings: Settings, order: Asked) -> None:
        doing = asyncio.ensure_future(in_a_process(settings, order))
        await asyncio.wait({doing}, timeout=float(chance.uniform(0.2, 1.5)))
        for child in children():
            os.kill(child, signal.SIGKILL)
        await doing

    first = kept.roles().champion
    slot = await ask_for_training(academy.house.service, recipe=better)
    for _ in range(4):
        await working(academy, killed).do_all()
        job, _ = await done(academy, slot)
        kills += job.state == "waiting"
        academy.house.clock.ahead += 2 * HOUR
    await working(academy, in_a_process).do_all()
    job, record = await done(academy, slot)
    assert record is not None
    assert (job.state, record.state) == ("done", "promoted"), job.said
    holdout = read_holdout(kept.folder)
    assert holdout is not None
    assert kills, "it was done before anybody was killed"
    faults = [promoted(academy) != [record.version], len(holdout.ledger.entries) != 1, len(kept.versions()) != 2]
    faults += [kept.roles().previous != first, (kept.folder / WORK).exists(), children() != []]
    notes.check(
        "R17", "a training killed at random moments: not done once and whole", sum(faults), trials=kills, high=0
    )
