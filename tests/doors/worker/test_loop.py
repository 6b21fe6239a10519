"""Workers over a real service: each job done by one, again where it failed, by another where one went away."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import pytest

from matinee.adapters.storage import writer
from matinee.domain.errors import Conflict, Overloaded, Unreachable
from matinee.domain.jobs import Job
from matinee.doors.api import app
from matinee.doors.worker.duties import DUTIES, Duty, Hands
from matinee.doors.worker.loop import Worker
from matinee.kit.clock import DAY, HOUR, MINUTE, SECOND
from matinee.services.operations import jobs
from matinee.wiring.backups import check_backup
from tests.fixtures.databases import Place
from tests.fixtures.service import House, Serve


def worker(house: House, run: Callable[[Hands], Awaitable[str]], *names: str) -> Worker:
    """With duties of each day, of which none ends meanwhile."""
    if DAY - house.clock() % DAY < HOUR:
        house.clock.ahead += 2 * HOUR
    return Worker(house.service, [Duty(name, DAY, run) for name in names or ("one",)], look=0.02)


async def finish(hands: Hands) -> str:
    return f"{hands.job.name} done"


async def listed(house: House) -> list[Job]:
    return list(await house.service.storage.read(lambda tx: jobs.list_jobs(tx.operations, before=10**9, count=99)))


async def said(house: House) -> dict[str, tuple[str, str | None]]:
    return {job.name: (job.state, job.said) for job in await listed(house)}


async def test_the_duties_of_the_house_are_done_and_say_what_came_of_it(place: Place, serve: Serve) -> None:
    house = await serve(place, request_log_days=1)
    begun = house.clock()
    await (await house.browser("ana")).get("/auth/me")
    await asyncio.sleep(1.2)
    house.clock.ahead = (begun // HOUR + 2) * HOUR + HOUR // 2 - begun
    assert await Worker.of(house.service).do_all() == len(DUTIES)
    assert await said(house) == {
        "tidy": ("done", "0 sessions, 0 answers and 0 jobs forgotten"),
        "requests": ("done", "2 hours added up, 0 requests forgotten"),
        "slates": ("done", "0 days added up, 0 slates and events forgotten"),
        "trending": ("done", "0 titles that several people liked or watched lately"),
        "experiments": ("done", "0 experiments looked at"),
        "figures": ("done", "4 figures; 0 alerts began, 0 ended"),
        "watch": ("done", "1 day watched; 0 alerts began, 0 ended"),
    }
    house.clock.ahead = 40 * DAY
    await Worker.of(house.service).do_all()
    assert (await said(house))["tidy"] == ("done", "1 sessions, 0 answers and 7 jobs forgotten")
    kept = await house.service.storage.read(lambda tx: tx.operations.requests.first())
    assert kept is None


async def test_a_house_that_wants_backups_makes_them_and_keeps_the_newest(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, backup_hours=12, backups_kept=2)
    for ahead in (0, 12 * HOUR, 24 * HOUR, 24 * HOUR):
        house.clock.ahead = ahead
        await Worker.of(house.service).do_all()
        await asyncio.sleep(0.01)
    told = [job.said or "" for job in reversed(await listed(house)) if job.name == "backup"]
    assert [words.rpartition("; ")[2][0] for words in told] == ["0", "0", "1"]
    kept = list((house.home / "backups").glob("*.zip"))
    assert len(kept) == 2
    assert all(check_backup(path).rows > 0 for path in kept)


async def test_nothing_waits_for_a_long_duty(sqlite_house: House) -> None:
    """It ends only once the others are done."""
    others, stop = asyncio.Event(), asyncio.Event()

    async def wait_for_the_others(hands: Hands) -> str:
        await asyncio.wait_for(others.wait(), 60)
        return "after the others"

    hands = worker(sqlite_house, finish, "one", "other")
    hands.duties = [Duty("long", DAY, wait_for_the_others, long=True), *hands.duties]
    working = asyncio.create_task(hands.work(stop))
    async with asyncio.timeout(60):
        for count in (2, 3):
            while sum(job.state == "done" for job in await listed(sqlite_house)) < count:
                await asyncio.sleep(0.02)
            others.set()
    stop.set()
    await working
    assert (await said(sqlite_house))["long"] == ("done", "after the others")
    [training] = [duty.name for duty in Worker.of(sqlite_house.service).duties if duty.long]
    assert training == "train"


async def test_of_several_workers_each_job_is_done_by_one(house: House) -> None:
    done: list[str] = []

    async def note(hands: Hands) -> str:
        await asyncio.sleep(0.01)
        done.append(hands.job.name)
        return "done"

    names = [f"job{number}" for number in range(6)]
    counts = await asyncio.gather(*(worker(house, note, *names).do_all() for _ in range(4)))
    assert (sorted(done), sum(counts)) == (names, 6)


async def test_what_fails_says_why_keeps_nothing_waiting_and_is_tried_again(sqlite_house: House) -> None:
    tries: list[int] = []

    async def fail_first(hands: Hands) -> str:
        tries.append(hands.job.attempts)
        if len(tries) == 1:
            raise Unreachable("the disk is full")
        if len(tries) == 2:
            raise ZeroDivisionError
        return "at last"

    working = worker(sqlite_house, fail_first)
    assert await working.do_all() == 1
    assert await said(sqlite_house) == {"one": ("waiting", "the disk is full")}
    sqlite_house.clock.ahead += MINUTE + SECOND
    assert await working.do_all() == 1
    assert await said(sqlite_house) == {"one": ("waiting", "fault of the program: ZeroDivisionError")}
    assert "ZeroDivisionError" in sqlite_house.log.getvalue()
    sqlite_house.clock.ahead += 2 * MINUTE + SECOND
    assert await working.do_all() == 1
    assert (await said(sqlite_house), tries) == ({"one": ("done", "at last")}, [1, 2, 3])


async def test_one_that_is_stopped_hands_back_what_it_was_doing(sqlite_house: House) -> None:
    begun, stop = asyncio.Event(), asyncio.Event()

    async def hang(hands: Hands) -> str:
        begun.set()
        await asyncio.sleep(60)
        return "never"

    working = asyncio.create_task(worker(sqlite_house, hang).work(stop))
    await begun.wait()
    stop.set()
    await asyncio.wait_for(working, 5)
    [job] = await listed(sqlite_house)
    assert (job.state, job.attempts, job.said) == ("waiting", 0, "handed back")


async def test_a_worker_that_finds_nothing_due_keeps_nobody_from_writing(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks while another process holds the lock of the file, and needs it only where something is due."""
    monkeypatch.setattr(writer, "LOCKED", 0)
    looking = worker(sqlite_house, finish)
    assert await looking.do_all() == 1
    other = sqlite3.connect(sqlite_house.home / "matinee.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert await looking._take() is None
    sqlite_house.clock.ahead = 2 * DAY
    with pytest.raises(Overloaded):
        await looking._take()
    other.close()
    assert await looking.do_all() == 1


async def test_a_worker_that_looks_finds_what_comes_later(sqlite_house: House) -> None:
    done, stop = asyncio.Event(), asyncio.Event()

    async def note(hands: Hands) -> str:
        if hands.job.slot == "later":
            done.set()
        return "done"

    working = asyncio.create_task(worker(sqlite_house, note).work(stop))
    await asyncio.sleep(0.1)
    await sqlite_house.service.storage.write(lambda tx: jobs.put_down(tx.operations, "one", "later"))
    await asyncio.wait_for(done.wait(), 5)
    stop.set()
    await asyncio.wait_for(working, 5)


async def test_a_worker_that_slept_too_long_writes_nothing_any_more(sqlite_house: House) -> None:
    """It cannot know that its lease ran out, so the storage looks with each of its writes."""
    refused: list[str] = []

    async def oversleep(hands: Hands) -> str:
        if hands.job.attempts == 1:
            sqlite_house.clock.ahead += 5 * MINUTE
            assert await worker(sqlite_house, oversleep).do_next()
            with pytest.raises(Conflict) as lost:
                await hands.write(lambda tx: jobs.put_down(tx.operations, "by the sleeper", "x"))
            refused.append(lost.value.what)
            raise lost.value
        await hands.write(lambda tx: jobs.put_down(tx.operations, "by the other", "x"))
        return "by the other"

    await worker(sqlite_house, oversleep).do_next()
    assert await said(sqlite_house) == {"one": ("done", "by the other"), "by the other": ("waiting", None)}
    assert len(refused) == 1


async def test_a_long_job_keeps_its_lease(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    leases: list[int | None] = []
    real = asyncio.sleep

    async def quick(seconds: float) -> None:
        await real(min(seconds, 0.02))

    async def long(hands: Hands) -> str:
        for _ in range(4):
            sqlite_house.clock.ahead += 30 * SECOND
            await real(0.1)
            leases.append((await listed(sqlite_house))[0].lease_until)
        return "done"

    monkeypatch.setattr("matinee.doors.worker.loop.asyncio.sleep", quick)
    await worker(sqlite_house, long).do_next()
    assert [lease is not None for lease in leases] == [True] * 4
    assert len(set(leases)) == 4
    assert (await said(sqlite_house))["one"][0] == "done"


async def test_the_server_does_the_jobs_by_itself_unless_a_worker_does(
    sqlite_place: Place, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LOOK", 0.01)
    house = await serve(sqlite_place, jobs="embedded")
    for _ in range(200):
        if {state for state, _ in (await said(house)).values()} == {"done"} and len(await listed(house)) == 5:
            break
        await asyncio.sleep(0.05)
    assert {state for state, _ in (await said(house)).values()} == {"done"}
