"""R17: whoever trains is killed at random moments."""

import asyncio
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from matinee.doors.worker.training import in_a_process
from matinee.kit.clock import HOUR
from matinee.ops.learning.holdout import read_holdout
from matinee.ops.learning.learn import WORK
from matinee.wiring.learning import Asked
from matinee.wiring.settings import Settings
from matinee.wiring.trainings import ask_for_training
from tests.doors.worker.test_training import asked, children, done, promoted, registry, working
from tests.fixtures.loop import Notes
from tests.fixtures.recommending import Cinema


@pytest.mark.loop
@pytest.mark.timeout(3600)
async def test_killed_at_random_a_training_is_done_once(academy: Cinema, better: str, notes: Notes) -> None:
    """The process that trains is killed again and again, each time at another moment, and in the end left alone. So it
    goes with five trainings, of which the first at least makes a better model."""
    begun = time.monotonic()
    await asked(academy, None, in_a_process)
    seconds, kills, faults = time.monotonic() - begun, 0, 0
    for number in range(5):
        recipe = Path(better).with_name(f"better-{number}.toml")
        recipe.write_text(Path(better).read_text().replace("l2 = 20.0", f"l2 = {20.0 + number}"))
        found = await killed_again_and_again(academy, str(recipe), seconds, notes.chance(number))
        assert number or found.state == "promoted"
        kills, faults = kills + found.kills, faults + found.faults
    assert kills >= 5, "hardly any was killed"
    told = "five trainings killed at random moments: what was not done once and whole"
    notes.check("R17", told, faults, trials=kills, high=0)


@dataclass(frozen=True)
class Found:
    kills: int
    faults: int
    state: str


async def killed_again_and_again(academy: Cinema, recipe: str, seconds: float, chance: np.random.Generator) -> Found:
    """seconds: that a training takes which nobody kills."""

    async def killed(settings: Settings, order: Asked) -> None:
        doing = asyncio.ensure_future(in_a_process(settings, order))
        await asyncio.wait({doing}, timeout=float(chance.uniform(0.05, 0.95)) * seconds)
        for child in children():
            os.kill(child, signal.SIGKILL)
        await doing

    kept, kills = registry(academy), 0
    before = kept.roles(), len(kept.versions()), len(promoted(academy)), judged(academy)
    slot = await ask_for_training(academy.house.service, recipe=recipe)
    for _ in range(4):
        await working(academy, killed).do_all()
        job, _ = await done(academy, slot)
        kills += job.state == "waiting"
        academy.house.clock.ahead += 2 * HOUR
    await working(academy, in_a_process).do_all()
    job, record = await done(academy, slot)
    assert record is not None
    assert job.state == "done", job.said
    roles, versions, put_live, entries = before
    live = record.state == "promoted"
    faults = [
        promoted(academy)[put_live:] != [record.version] * live,
        kept.roles().champion != (record.version if live else roles.champion),
        live and kept.roles().previous != roles.champion,
        len(kept.versions()) != versions + 1,
        judged(academy) != entries + 1,
        (kept.folder / WORK).exists(),
        children() != [],
    ]
    return Found(kills, sum(faults), record.state)


def judged(academy: Cinema) -> int:
    """How many candidates the holdout has judged."""
    holdout = read_holdout(registry(academy).folder)
    return 0 if holdout is None else len(holdout.ledger.entries)
