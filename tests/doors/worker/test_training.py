"""The duty that learns, over a real house: done once, also where it is cut short, and what comes of it (R17)."""

import asyncio
import os
import signal
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from matinee.domain.jobs import Job
from matinee.doors.worker import training
from matinee.doors.worker.duties import Duty, duties_of
from matinee.doors.worker.loop import Worker
from matinee.doors.worker.training import Launch, in_a_process, train_by
from matinee.kit.clock import DAY, HOUR, MINUTE
from matinee.ops.learning.holdout import read_holdout
from matinee.ops.learning.learn import WORK
from matinee.ops.learning.records import Record, read_record, trainings, write_record
from matinee.ops.registry.registry import Registry
from matinee.wiring.learning import Asked, train
from matinee.wiring.settings import Settings
from matinee.wiring.trainings import NAME, ask_for_training, job_of
from tests.fixtures.recommending import Cinema

STAGES = ("fitted", "judged", "reserved", "decided", "written", "added")


class Killed(Exception):
    pass


def here(reached: Callable[[str], None] = lambda _: None) -> Launch:
    """In the process of the test."""

    async def launch(settings: Settings, asked: Asked) -> None:
        await train(settings, asked, reached=reached)

    return launch


def working(cinema: Cinema, launch: Launch | None = None, *, every: int = 0) -> Worker:
    return Worker(cinema.house.service, [Duty(NAME, every, train_by(launch or here()))], look=0.02)


def registry(cinema: Cinema) -> Registry:
    return Registry(cinema.house.home / "models" / "main")


def promoted(cinema: Cinema) -> list[str | None]:
    """What trainings have put live."""
    return [one.about for one in registry(cinema).history() if one.what == "promoted" and one.by == "the house"]


async def done(cinema: Cinema, slot: str) -> tuple[Job, Record | None]:
    job = await job_of(cinema.house.service, slot)
    found = trainings(registry(cinema).folder, before=job.id + 1, count=1)
    return job, found[0] if found else None


async def asked(cinema: Cinema, recipe: str | None, launch: Launch | None = None) -> tuple[Job, Record | None]:
    slot = await ask_for_training(cinema.house.service, recipe=recipe)
    await working(cinema, launch).do_all()
    return await done(cinema, slot)


async def seen(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get("/admin/trainings")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_a_better_model_is_put_live_and_answers(academy: Cinema, better: str) -> None:
    ana, admin = await academy.house.program(), await academy.house.admin()
    await academy.rate(ana, *range(1, 8))
    before = registry(academy).roles().champion
    job, record = await asked(academy, better)
    assert record is not None
    assert (job.state, record.state) == ("done", "promoted"), job.said
    assert job.said == f"{record.version}, promoted (better): {record.why}"
    assert registry(academy).roles().champion == record.version != before
    assert not (registry(academy).folder / WORK).exists()
    [said] = await seen(admin)
    assert (said["state"], said["version"], said["decision"]["outcome"]) == ("promoted", record.version, "promote")
    assert (said["decision"]["champion"], said["learned_from"]["members"]) == (before, 1)
    assert said["decision"]["figures"]["people"] >= 20
    await academy.looked_again()
    found = (await ana.get("/recommendations")).json()
    assert (found["model"], found["source"]) == ("ease", "personalised")
    assert {academy.number(item) for item in found["items"]} <= set(range(8, 26))


async def test_whoever_asks_over_http_is_told_what_came_of_it(academy: Cinema) -> None:
    admin = await academy.house.admin()
    answer = await admin.post("/admin/trainings", json={})
    assert (answer.status_code, answer.json()["name"]) == (202, NAME)
    assert [one["state"] for one in await seen(admin)] == ["asked"]
    await working(academy).do_all()
    told = (await admin.get("/admin/trainings")).json()
    [said] = told["items"]
    assert (said["state"], said["decision"]["reason"]) == ("kept_out", "identical")
    assert said["begun_at"] <= said["ended_at"]
    held, approval = told["holdout"], told["approval"]
    assert (held["epoch"], held["spent"], held["next"], held["used_up"], approval) == (1, 0, 0.01, False, False)
    refused = await admin.post("/admin/trainings", json={"recipe": "nothing"})
    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_name")
    assert len(registry(academy).versions()) == 1


@pytest.mark.parametrize("stage", STAGES)
async def test_one_that_is_cut_short_is_done_once(academy: Cinema, better: str, stage: str) -> None:
    tries: list[str] = []

    def die(reached: str) -> None:
        if reached == stage:
            tries.append(stage)
            if len(tries) == 1:
                raise Killed

    slot = await ask_for_training(academy.house.service, recipe=better)
    await working(academy, here(die)).do_all()
    assert (await done(academy, slot))[0].state == "waiting"
    academy.house.clock.ahead += 2 * MINUTE
    await working(academy, here(die)).do_all()
    job, record = await done(academy, slot)
    assert record is not None
    assert (job.state, record.state) == ("done", "promoted"), job.said
    assert promoted(academy) == [record.version]
    assert len(registry(academy).versions()) == 2
    holdout = read_holdout(registry(academy).folder)
    assert holdout is not None
    assert [entry.outcome for entry in holdout.ledger.entries] == ["promote"]


async def test_one_whose_job_was_taken_over_is_stopped_and_acts_no_more(
    academy: Cinema, better: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "LOOK", 0.02)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def hang(*_: object) -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    slot = await ask_for_training(academy.house.service, recipe=better)
    lost = asyncio.create_task(working(academy, hang).do_next())
    await begun.wait()
    academy.house.clock.ahead += 5 * MINUTE
    await working(academy).do_next()
    await asyncio.wait_for(lost, 10)
    assert ended.is_set()
    job, record = await done(academy, slot)
    assert record is not None
    assert (job.state, job.fence, record.state) == ("done", 2, "promoted")
    assert promoted(academy) == [record.version]


async def test_it_is_due_by_the_clock_or_by_new_ratings(academy: Cinema) -> None:
    house, ana = academy.house, await academy.house.program()

    async def look(**settings: Any) -> str:
        house.clock.ahead += HOUR
        service = house.service.__class__(
            **{**vars(house.service), "settings": house.service.settings.model_copy(update=settings)}
        )
        ran: list[str] = []

        async def launch(_: Settings, order: Asked) -> None:
            ran.append("ran")
            home = registry(academy).folder
            write_record(home, read_record(home, order.training).model_copy(update={"state": "stopped"}))

        await Worker(service, [Duty(NAME, HOUR, train_by(launch))]).do_all()
        job = (
            await house.service.storage.read(
                lambda tx: tx.operations.jobs.page(before=10**9, count=1, name=NAME, state=None)
            )
        )[0]
        return "ran" if ran else str(job.said)

    assert (await look(train_hours=24)).startswith("not due: 0 new ratings since")
    house.clock.ahead += 2 * DAY
    assert (await look(train_hours=24)).startswith("not due: 0 new ratings")
    await academy.rate(ana, 1, 2, 3)
    assert (await look(train_ratings=4)).startswith("not due: 3 new ratings")
    assert await look(train_hours=24) == "ran"
    assert (await look(train_ratings=1)).startswith("not due: 0 new ratings")
    await academy.rate(ana, 4, 5)
    assert (await look(train_hours=24)).startswith("not due: 2 new ratings")
    assert await look(train_ratings=2) == "ran"


def test_without_a_schedule_it_is_done_only_for_whoever_asks() -> None:
    def every(**settings: Any) -> int:
        return next(one.every for one in duties_of(Settings(**settings)) if one.name == NAME)

    assert (every(), every(train_hours=24), every(train_ratings=500)) == (0, HOUR, HOUR)


async def test_a_process_of_its_own_does_it_and_one_that_is_killed_is_noticed(academy: Cinema, better: str) -> None:
    """The real one: it ends with whoever started it, too."""

    async def killed(settings: Settings, order: Asked) -> None:
        doing = asyncio.ensure_future(in_a_process(settings, order))
        while not (found := children()):
            await asyncio.sleep(0.02)
        os.kill(found[0], signal.SIGKILL)
        await doing

    slot = await ask_for_training(academy.house.service, recipe=better)
    await working(academy, killed).do_all()
    job, _ = await done(academy, slot)
    assert (job.state, job.said) == ("waiting", "the process that trains went away (killed by SIGKILL)")
    academy.house.clock.ahead += 2 * MINUTE
    await working(academy, in_a_process).do_all()
    job, record = await done(academy, slot)
    assert record is not None
    assert (job.state, record.state) == ("done", "promoted"), job.said
    assert children() == []


def children() -> list[int]:
    """Processes of the trainer that this one has."""
    with open(f"/proc/self/task/{os.getpid()}/children") as told:  # noqa: PTH123
        numbers = [int(one) for one in told.read().split()]
    return [one for one in numbers if b"worker.trainer" in _line(one)]


def _line(process: int) -> bytes:
    try:
        with open(f"/proc/{process}/cmdline", "rb") as told:  # noqa: PTH123
            return told.read()
    except OSError:
        return b""


async def test_a_crowd_is_told_of_until_a_training_finds_none(academy: Cinema) -> None:
    """What it says is left out, and an alert stands that names nobody."""
    house, keys = academy.house, []
    for number in range(5):
        client = await house.browser(f"shill{number}")
        await academy.rate(client, *range(1, 10), stars=0.5)
        keys.append((await client.get("/auth/me")).json()["id"])
    admin = await house.admin()

    async def alerts() -> list[dict[str, Any]]:
        items = (await admin.get("/admin/alerts?open=true")).json()["items"]
        return [one for one in items if one["key"].startswith("crowd:")]

    _, record = await asked(academy, None)
    assert record is not None
    assert record.judgement is not None
    assert (record.judgement.lineage.members, record.judgement.lineage.ratings) == (1, 9)
    [alert] = await alerts()
    assert (alert["value"], alert["runbook"]) == (5, "crowd")
    shown = (await admin.get("/admin/trainings")).json()["items"][0]
    assert "5 accounts" in shown["learned_from"]["warnings"][0]
    told = record.model_dump_json() + str(alert)
    assert not [name for name in ("shill", *keys) if name in told]
    for key in keys[:2]:
        assert (await admin.patch(f"/admin/accounts/{key}", json={"disabled": True})).status_code == 200
    _, record = await asked(academy, None)
    assert record is not None
    assert record.judgement is not None
    assert record.judgement.lineage.members == 3
    assert await alerts() == []


async def test_nothing_of_whoever_left_is_in_what_trainings_wrote(academy: Cinema, better: str) -> None:
    house = academy.house
    ana = await house.browser("kanarienvogel")
    await academy.rate(ana, *range(1, 12))
    key = (await ana.get("/auth/me")).json()["id"]
    await asked(academy, better)
    assert (await ana.delete("/me")).status_code == 204
    files = [path for path in house.home.rglob("*") if path.is_file()]
    assert [path for path in files if b"kanarienvogel" in path.read_bytes()] == []
    ours = [path for path in (house.home / "models").rglob("*") if path.is_file()]
    assert len(ours) > 20
    assert [path for path in ours if key.encode() in path.read_bytes()] == []
