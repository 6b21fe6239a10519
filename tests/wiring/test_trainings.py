import pytest

from matinee.domain.errors import BadConfig, Conflict, NotFound
from matinee.domain.jobs import Schedule
from matinee.ops.learning.records import Record, write_record
from matinee.services.operations import jobs
from matinee.wiring import trainings
from tests.fixtures.service import House


async def test_a_training_is_put_down_as_a_job(sqlite_house: House) -> None:
    service = sqlite_house.service
    slot = await trainings.ask_for_training(service, recipe="fast-demo-world")
    job = await trainings.job_of(service, slot)
    assert (job.name, job.state, job.arguments) == ("train", "waiting", {"recipe": "fast-demo-world"})
    with pytest.raises(BadConfig, match="how to answer"):
        await trainings.ask_for_training(service, recipe="ml1m-S")
    with pytest.raises(NotFound):
        await trainings.job_of(service, "other")


async def test_jobs_and_what_became_of_them_are_listed_together(sqlite_house: House) -> None:
    service, home = sqlite_house.service, sqlite_house.home / "models" / "main"
    assert list(await trainings.list_trainings(service, before=2**62, count=9)) == []
    slots = [await trainings.ask_for_training(service) for _ in range(3)]
    numbers = [(await trainings.job_of(service, slot)).id for slot in slots]
    write_record(home, Record(training=numbers[0], slot="of another database", at=1, state="promoted"))
    write_record(home, Record(training=numbers[1], slot=slots[1], at=2))
    write_record(home, Record(training=numbers[2] + 7, slot="long ago", at=3, state="kept_out"))
    found = await trainings.list_trainings(service, before=2**62, count=9)
    assert [(job and job.slot, record and record.state) for job, record in found] == [
        (None, "kept_out"),
        (slots[2], None),
        (slots[1], "begun"),
        (slots[0], None),
    ]
    assert len(await trainings.list_trainings(service, before=numbers[2], count=1)) == 1


async def test_looks_that_found_nothing_due_are_left_out(sqlite_house: House) -> None:
    service = sqlite_house.service
    slot = await trainings.ask_for_training(service)
    schedule = Schedule("train", 0)

    def look(tx) -> None:
        job = jobs.take_next(tx.operations, [schedule], holder="w")
        assert job is not None
        jobs.succeed(tx.operations, job, "not due")

    await service.storage.write(look)
    assert (await trainings.job_of(service, slot)).state == "done"
    assert list(await trainings.list_trainings(service, before=2**62, count=9)) == []


async def test_only_what_waits_can_be_approved(sqlite_house: House) -> None:
    service = sqlite_house.service
    admin = await sqlite_house.admin()
    assert admin is not None
    by = await service.storage.read(lambda tx: tx.accounts.accounts.named("root.admin"))
    assert by is not None
    with pytest.raises(NotFound):
        await trainings.approve_training(service, 5, by.account)
    write_record(sqlite_house.home / "models" / "main", Record(training=5, slot="x", at=1, state="kept_out"))
    with pytest.raises(Conflict, match="does not wait"):
        await trainings.approve_training(service, 5, by.account)
