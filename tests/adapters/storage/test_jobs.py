"""Jobs promise the same on both databases, whoever asks at the same moment."""

import asyncio

from matinee.adapters.storage.stores import Stores
from matinee.domain.jobs import Job
from tests.fixtures.databases import AnyStorage

NAMES = ["a", "b", "c"]


def take(stores: Stores, holder: str, *, now: int = 10, most: int = 5) -> Job | None:
    return stores.jobs.take(NAMES, holder=holder, now=now, lease_until=now + 100, most=most)


async def put_down(storage: AnyStorage, *names: str) -> None:
    for number, name in enumerate(names):
        await storage.write(lambda stores, n=name, i=number: stores.jobs.add(n, "s", due_at=i, arguments={"i": i}))


async def test_of_many_who_ask_at_once_each_job_goes_to_one(storage: AnyStorage) -> None:
    await put_down(storage, *NAMES)
    asked = [storage.write(lambda stores, holder=f"w{number}": take(stores, holder)) for number in range(12)]
    taken = [job for job in await asyncio.gather(*asked) if job is not None]
    assert sorted(job.name for job in taken) == NAMES
    assert len({job.holder for job in taken}) == 3
    assert [job.arguments for job in sorted(taken, key=lambda job: job.name)] == [{"i": 0}, {"i": 1}, {"i": 2}]


async def test_of_many_who_put_down_the_same_at_once_one_does(storage: AnyStorage) -> None:
    asked = [storage.write(lambda stores: stores.jobs.add("a", "s", due_at=1, arguments={})) for _ in range(12)]
    assert sorted(await asyncio.gather(*asked)) == [False] * 11 + [True]
    assert await storage.read(lambda stores: stores.jobs.slots([("a", "s"), ("a", "t"), ("b", "s")])) == {("a", "s")}


async def test_a_job_is_held_by_its_fence(storage: AnyStorage) -> None:
    await put_down(storage, "a")
    first = await storage.write(lambda stores: take(stores, "w1"))
    assert first is not None
    assert not await storage.read(lambda stores: stores.jobs.due(NAMES, 50))
    assert await storage.read(lambda stores: stores.jobs.due(NAMES, 200))
    second = await storage.write(lambda stores: take(stores, "w2", now=200))
    assert second is not None
    for job, held in ((first, False), (second, True)):
        assert await storage.write(lambda stores, job=job: stores.jobs.held(job.id, job.fence)) is held
        assert await storage.write(lambda stores, job=job: stores.jobs.renew(job.id, job.fence, 400)) is held
        ended = await storage.write(
            lambda stores, job=job: stores.jobs.end(
                job.id, job.fence, "done", said="", at=300, due_at=0, attempts=job.attempts
            )
        )
        assert ended is held


async def test_one_that_was_tried_often_enough_is_given_up_and_at_last_forgotten(storage: AnyStorage) -> None:
    await put_down(storage, "a", "b")
    await storage.write(lambda stores: take(stores, "w1", most=1))
    assert await storage.write(lambda stores: stores.jobs.give_up(200, most=1, said="gone")) == 1
    [failed] = await storage.read(lambda stores: stores.jobs.page(before=99, count=9, name=None, state="failed"))
    assert (failed.name, failed.said) == ("a", "gone")
    assert await storage.write(lambda stores: stores.jobs.forget_ended(200)) == 0
    assert await storage.write(lambda stores: stores.jobs.forget_ended(201)) == 1
