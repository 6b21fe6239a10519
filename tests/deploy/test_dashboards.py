"""M1 and M6: what dashboards and rules ask of Prometheus is there, on a real one that has read a real house."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
import yaml

from matinee.domain.alerts import WatchedFeature
from matinee.domain.watching import RequestLine
from matinee.doors.worker.loop import Worker
from matinee.kit.clock import DAY, MINUTE
from matinee.services.accounts.register import make_account
from matinee.services.library.rate import rate
from matinee.services.operations.requests import note_requests
from tests.deploy.rules import MONITORING, RULES, promtool
from tests.fixtures.processes import free_port
from tests.fixtures.prometheus import prometheus_at
from tests.fixtures.recommending import Cinema
from tests.fixtures.service import House

PEOPLE, EACH = 10, 5
METRIC = re.compile(r"\bmatinee_\w+")
GRAFANA = MONITORING / "grafana"


def dashboards() -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((GRAFANA / "dashboards").glob("*.json"))]


def questions() -> dict[str, str]:
    """By panel, what it asks."""
    return {
        f"{board['title']} / {panel['title']} / {target['refId']}": target["expr"]
        for board in dashboards()
        for panel in board["panels"]
        for target in panel["targets"]
    }


def live_through(tx: Any, ids: list[int], *, first: bool) -> None:
    """Ten people who each rate a few titles."""
    for number in range(PEOPLE):
        name = f"person{number}"
        if first:
            make_account(tx.accounts, name=name, email=None, digest="none", role="member")
        found = tx.accounts.accounts.named(name).account
        for at in range(EACH):
            rate(tx.library, found.id, ids[(number + (0 if first else 40) + at) % len(ids)], half_stars=4 + number % 6)


def visits(tx: Any) -> None:
    found = tx.accounts.accounts.named("person0").account
    lines = [RequestLine(tx.now - ago * MINUTE, "0" * 32, "GET", "/", 200, 5.0, found.key) for ago in (60, 55, 50)]
    note_requests(tx.operations, lines)


def days_before(tx: Any, made_at: int) -> None:
    """As if the house had been watched for a month before its release."""
    kept = tx.operations.watched
    last = kept.last()
    for one in range(1, 29):
        day = made_at // DAY * DAY - one * DAY
        told = kept.days(since=last, until=last + DAY)
        kept.set_day(day, [WatchedFeature(day, like.feature, (30.0,) * len(like.counts)) for like in told])


async def lived_in(cinema: Cinema) -> None:
    """A house in which everything happened of which there is a figure."""
    house, ids = cinema.house, sorted(cinema.ids.values())
    worker = Worker.of(house.service)
    await worker.do_all()
    made_at = (await cinema.looked_again()).bound.release.about.made_at  # type: ignore[union-attr]
    await house.service.storage.write(lambda tx: days_before(tx, made_at))
    await house.service.storage.write(lambda tx: live_through(tx, ids, first=True))
    house.clock.ahead = DAY
    await worker.do_all()
    house.clock.ahead = 10 * DAY
    await house.service.storage.write(lambda tx: live_through(tx, ids, first=False))
    ana = await house.program()
    await cinema.rate(ana, *range(1, 7))
    shown = (await ana.get("/recommendations")).json()
    first = shown["items"][0]["id"]
    told = [
        {"id": "event-1", "kind": "clicked", "slate_id": shown["slate_id"], "title_id": first},
        {"id": "event-2", "kind": "satisfied", "slate_id": shown["slate_id"], "value": 4},
    ]
    assert (await ana.post("/feedback", json={"events": told})).status_code == 200
    await ana.put(f"/ratings/{first}", json={"stars": 5})
    house.clock.ahead = 11 * DAY
    await house.service.storage.write(visits)
    await worker.do_all()


@asynccontextmanager
async def at_a_port(house: House) -> AsyncIterator[int]:
    port = free_port()
    config = uvicorn.Config(house.app, host="127.0.0.1", port=port, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await running


@asynccontextmanager
async def prometheus(target: int, folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    rules = re.sub(r"interval: \w+", "interval: 300ms", RULES.read_text())
    with prometheus_at(target, folder, rules=rules, every="300ms") as port:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=5) as client:
            yield client


async def answer(client: httpx.AsyncClient, question: str) -> list[Any]:
    try:
        found = await client.get("/query", params={"query": question})
    except httpx.HTTPError:
        return []
    if found.status_code == 503:
        return []  # it is still starting
    said = found.json()
    assert said["status"] == "success", (question, said)
    return said["data"]["result"]


async def empty(client: httpx.AsyncClient, asked: dict[str, str]) -> list[str]:
    """The panels that show nothing."""
    return [name for name, question in asked.items() if not await answer(client, question)]


async def until_read(client: httpx.AsyncClient, house: House, *, times: int) -> None:
    """While people go on asking."""
    ana = await house.program("ben")
    for _ in range(300):
        await ana.get("/recommendations")
        await ana.get("/titles/999999")
        found = await answer(client, "count_over_time(matinee_storage_up[1m])")
        recorded = await answer(client, "matinee:requests_failed:ratio_rate5m or matinee_gpus")
        if found and recorded and float(found[0]["value"][1]) >= times:
            return
        await asyncio.sleep(0.1)
    pytest.fail("Prometheus has not read the house")


async def test_every_panel_of_every_dashboard_shows_something(cinema: Cinema, tmp_path: Path) -> None:
    """M1 and M6."""
    house = cinema.house
    await lived_in(cinema)
    async with at_a_port(house) as port, prometheus(port, tmp_path) as client:
        await until_read(client, house, times=4)
        assert await empty(client, questions()) == []
        assert await empty(client, {"broken on purpose": 'matinee_storage_up{room="nowhere"}'}) == ["broken on purpose"]
        named = {one for asked in [*questions().values(), RULES.read_text()] for one in METRIC.findall(asked)}
        there = (await client.get("/label/__name__/values")).json()["data"]
        assert named - set(there) == set(ONLY_SOMEWHERE)
        rules = (await client.get("/rules")).json()["data"]["groups"]
        assert [rule["name"] for group in rules for rule in group["rules"] if rule["health"] == "err"] == []
    told = (await house.client().get("http://matinee.test/metrics")).text
    checked = promtool("check", "metrics", given=told)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


ONLY_SOMEWHERE = {"matinee_gpu_utilization_ratio"}
"""Told where there are graphics cards."""


def test_dashboards_are_told_apart_and_ask_one_source() -> None:
    boards = dashboards()
    assert len({board["uid"] for board in boards}) == len({board["title"] for board in boards}) == len(boards) >= 3
    [source] = yaml.safe_load((GRAFANA / "provisioning/datasources/matinee.yml").read_text())["datasources"]
    for board in boards:
        ids = [panel["id"] for panel in board["panels"]]
        assert len(set(ids)) == len(ids)
        assert {panel["datasource"]["uid"] for panel in board["panels"]} == {source["uid"]}
    [provider] = yaml.safe_load((GRAFANA / "provisioning/dashboards/matinee.yml").read_text())["providers"]
    assert provider["type"] == "file"
