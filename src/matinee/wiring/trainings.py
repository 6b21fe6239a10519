"""Trainings as the doors ask for them: one more, what became of those there were, and a person's word on one."""

import asyncio
import secrets
from collections.abc import Callable, Sequence

from matinee.domain.accounts import Account
from matinee.domain.errors import NotFound
from matinee.domain.jobs import Job
from matinee.ops.learning.act import approve, decline
from matinee.ops.learning.holdout import Holdout, read_holdout
from matinee.ops.learning.records import Record, read_record, trainings
from matinee.ops.releases.recipe import answer_of
from matinee.ops.runs.recipes import find_recipe
from matinee.services.operations import jobs
from matinee.wiring.recommending import registry_of, release_folder
from matinee.wiring.serving import Service
from matinee.wiring.transaction import Transaction

NAME = "train"
ASKED = "asked:"
"""How the slot of a job begins that somebody asked for."""


async def ask_for_training(service: Service, *, recipe: str | None = None) -> str:
    """The slot of the job, which is done once whoever does jobs looks the next time."""
    return await service.storage.write(asking_for_training(recipe))


def asking_for_training(recipe: str | None) -> Callable[[Transaction], str]:
    """Puts the job down, and returns its slot. recipe: a name or a file; None for that of the version that answers.
    BadInput for one that no service can answer by."""
    if recipe is not None:
        answer_of(find_recipe(recipe))
    slot = f"{ASKED}{secrets.token_hex(8)}"
    arguments = {} if recipe is None else {"recipe": recipe}

    def put_down(tx: Transaction) -> str:
        jobs.put_down(tx.operations, NAME, slot, arguments=arguments)
        return slot

    return put_down


async def job_of(service: Service, slot: str) -> Job:
    """NotFound where it was forgotten."""
    listed = await service.storage.read(lambda tx: jobs.list_jobs(tx.operations, before=2**62, count=200, name=NAME))
    found = next((job for job in listed if job.slot == slot), None)
    if found is None:
        raise NotFound("there is no such training any more", remedy="Look at the list of trainings")
    return found


async def list_trainings(service: Service, *, before: int, count: int) -> Sequence[tuple[Job | None, Record | None]]:
    """The newest first, below the number `before`: jobs that did train or will, with what became of them. Jobs are
    forgotten in the end, and records are not."""
    home = release_folder(service.settings)
    found = await asyncio.to_thread(trainings, home, before=before, count=count)
    records = {record.training: record for record in found}
    listed = await service.storage.read(
        lambda tx: jobs.list_jobs(tx.operations, before=before, count=count, name=NAME), long=True
    )
    asked = {job.id: job for job in listed}
    told = {one for one, job in asked.items() if one in records or job.state != "done"}
    numbers = sorted(records.keys() | told, reverse=True)[:count]
    return [(asked.get(number), _of(records.get(number), asked.get(number))) for number in numbers]


async def approve_training(service: Service, training: int, by: Account) -> Record:
    """Conflict where it does not wait for a person, or another version answers by now."""
    registry = registry_of(service.settings, clock=service.clock)
    await asyncio.to_thread(read_record, registry.folder, training)
    done = await asyncio.to_thread(approve, registry, training, by=f"admin {by.key}")

    def note(tx: Transaction) -> None:
        tx.accounts.audit.note(f"approved {done.version}", tx.now, by=by.id)

    await service.storage.write(note)
    return done


async def decline_training(service: Service, training: int, by: Account, *, why: str) -> Record:
    """Conflict where it does not wait for a person. why: kept with it for good. Who it was stands in the audit log."""
    registry = registry_of(service.settings, clock=service.clock)
    said = f"Declined by an admin: {why}"
    done = await asyncio.to_thread(decline, registry, training, why=said)
    await service.storage.write(lambda tx: tx.accounts.audit.note(f"declined {done.version}", tx.now, by=by.id))
    return done


async def read_ledger(service: Service) -> Holdout | None:
    """The people who are held out now, and how much of what they can tell has been used up. None before the first
    model that left somebody out."""
    return await asyncio.to_thread(read_holdout, release_folder(service.settings))


def _of(record: Record | None, job: Job | None) -> Record | None:
    """The record of that very job."""
    return None if record is None or (job is not None and record.slot != job.slot) else record
