"""M8: a job that is done no more is told by /metrics as late, each by itself, once twice its interval has gone by."""

from dataclasses import replace
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from matinee.doors.worker.duties import Duty, duties_of
from matinee.doors.worker.hands import Hands
from matinee.doors.worker.loop import Worker
from matinee.kit.clock import MINUTE, SECOND
from tests.deploy.rules import alerts
from tests.fixtures.service import House, Serve

METRICS = "http://matinee.test/metrics"
EXPECTED, INTERVAL = "matinee_job_expected_timestamp_seconds", "matinee_job_interval_seconds"


async def late(house: House) -> set[str]:
    """The jobs of which MatineeJobLate would be told: what its rule asks, of what is told now."""
    told = (await house.client().get(METRICS)).text
    found = {one.name: one.samples for one in text_string_to_metric_families(told)}
    expected, interval = ({one.labels["job_name"]: one.value for one in found[name]} for name in (EXPECTED, INTERVAL))
    return {name for name, at in expected.items() if house.clock() / SECOND - at > interval[name]}


def done_at_once(duty: Duty) -> Duty:
    async def run(_: Hands) -> str:
        return "done"

    return replace(duty, run=run)


async def test_of_each_job_that_stops_it_is_told_within_twice_its_interval(sqlite_place: Path, serve: Serve) -> None:
    redis, hook = SecretStr("redis://127.0.0.1:1/0"), SecretStr("http://127.0.0.1:1/")
    house: House = await serve(sqlite_place, backup_hours=24, train_hours=24, redis=redis, alert_webhook=hook)
    duties = [done_at_once(one) for one in duties_of(house.service.settings)]
    assert {"tidy", "watch", "precompute", "tell", "train", "backup"} < {one.name for one in duties}
    every = Worker(house.service, duties)
    for stopped in duties:
        others = Worker(house.service, [one for one in duties if one is not stopped])
        await every.do_all()
        house.clock.ahead += stopped.every
        await every.do_all()
        assert await late(house) == set()
        house.clock.ahead += 2 * stopped.every - MINUTE
        await others.do_all()
        assert await late(house) == set(), f"{stopped.name} is not late yet"
        house.clock.ahead += 2 * MINUTE
        await others.do_all()
        assert await late(house) == {stopped.name}
    await every.do_all()
    assert await late(house) == set()


async def test_where_nobody_works_at_all_every_job_becomes_late(sqlite_place: Path, serve: Serve) -> None:
    house: House = await serve(sqlite_place)
    told = [one for one in duties_of(house.service.settings) if one.every]
    assert await late(house) == set()
    house.clock.ahead += 2 * max(one.every for one in told) + MINUTE
    assert await late(house) == {one.name for one in told}


async def test_what_is_done_only_where_somebody_asks_is_never_late(sqlite_place: Path, serve: Serve) -> None:
    house: House = await serve(sqlite_place)
    assert "train" in {one.name for one in duties_of(house.service.settings) if not one.every}
    house.clock.ahead += MINUTE
    assert await late(house) == set()


def test_the_rule_asks_what_is_asked_here() -> None:
    asked = f"max by (job_name) (time() - {EXPECTED}) > max by (job_name) ({INTERVAL})"
    assert alerts()["MatineeJobLate"]["expr"] == asked
