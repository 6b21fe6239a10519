"""R9: where more comes than can be answered, the rest is refused early and cheaply, and what is vital goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from matinee.doors.api.admission import LATE, TURNS, WRITES, Admission, Line, kind_of
from matinee.doors.api.headers import security_headers
from tests.fixtures.service import House, Serve

PLACES = 8


class Slow:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.begun = 0
        self.go_on = asyncio.Event()

    async def __call__(self, scope, receive, send) -> None:
        self.begun += 1
        await self.go_on.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


@asynccontextmanager
async def crowded(line: Line, *, places: int = PLACES) -> AsyncIterator[tuple[httpx.AsyncClient, Slow, list[str]]]:
    app, refused = Slow(), []
    door = Admission(app, places=places, line=line, headers=security_headers(encrypted=True), refused=refused.append)
    transport = httpx.ASGITransport(app=door)
    async with httpx.AsyncClient(transport=transport, base_url="http://matinee.test/api/v1") as client:
        yield client, app, refused


async def asked(client: httpx.AsyncClient, method: str, path: str, count: int) -> list[asyncio.Task[httpx.Response]]:
    tasks = [asyncio.create_task(client.request(method, path)) for _ in range(count)]
    await asyncio.sleep(0.05)
    return tasks


async def statuses(tasks: list[asyncio.Task[httpx.Response]]) -> list[int]:
    return sorted(one.status_code for one in await asyncio.gather(*tasks))


async def test_who_finds_no_place_is_told_at_once_when_to_come_again() -> None:
    async with crowded(Line()) as (client, app, refused):
        tasks = await asked(client, "GET", "/recommendations", PLACES + 5)
        told = [one.result() for one in tasks if one.done()]
        assert [one.status_code for one in told] == [503] * 5
        assert refused == ["read"] * 5
        for one in told:
            assert (one.json()["code"], one.headers["Content-Type"]) == ("overloaded", "application/problem+json")
            assert 1 <= int(one.headers["Retry-After"]) <= 3
            assert one.json()["instance"].endswith(one.headers["X-Request-Id"])
            assert (
                security_headers(encrypted=True).items()
                <= {name: one.headers.get(name) for name in security_headers(encrypted=True)}.items()
            )
        app.go_on.set()
        assert await statuses(tasks) == [200] * PLACES + [503] * 5
        assert (await client.get("/recommendations")).status_code == 200


async def test_reads_do_not_take_the_places_of_writes_nor_of_what_is_vital() -> None:
    async with crowded(Line()) as (client, app, _):
        reads = await asked(client, "GET", "/recommendations", PLACES + 1)
        writes = await asked(client, "PUT", "/ratings/1", PLACES * WRITES + 1)
        vital = [
            *await asked(client, "GET", "/health/ready", 100),
            *await asked(client, "POST", "/auth/login", 100),
        ]
        app.go_on.set()
        assert (await statuses(reads)).count(503) == 1
        assert (await statuses(writes)).count(503) == 1
        assert set(await statuses(vital)) == {200}


async def test_a_line_before_the_loop_lets_nobody_in_until_it_is_gone() -> None:
    line = Line()
    for _ in range(TURNS):
        assert not line.stands
        line.note(2 * LATE)
    async with crowded(line) as (client, app, refused):
        app.go_on.set()
        assert (await client.get("/me/ratings")).status_code == 503
        assert (await client.get("/health/live")).status_code == 200
        line.note(0.0)
        assert (await client.get("/me/ratings")).status_code == 200
        assert refused == ["read"]


async def test_a_loop_that_is_kept_busy_is_seen_to_be_late(monkeypatch: pytest.MonkeyPatch) -> None:
    line, stop, late = Line(), asyncio.Event(), []
    monkeypatch.setattr(line, "note", late.append)
    watching = asyncio.create_task(line.watch(stop))
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    end = loop.time() + 0.2
    while loop.time() < end:
        pass
    await asyncio.sleep(0.01)
    stop.set()
    await watching
    assert late[0] > 0.1


async def test_no_bound_is_no_bound() -> None:
    async with crowded(Line(), places=0) as (client, app, refused):
        tasks = await asked(client, "GET", "/me/ratings", 200)
        app.go_on.set()
        assert set(await statuses(tasks)) == {200}
        assert refused == []


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/api/v1/me/ratings", "read"),
        ("PUT", "/api/v1/ratings/1", "write"),
        ("POST", "/api/v1/imports", "heavy"),
        ("GET", "/api/v1/me/export", "heavy"),
        ("GET", "/api/v1/recommendations/stream", None),
        ("POST", "/api/v1/auth/login", None),
        ("GET", "/metrics", None),
    ],
)
def test_each_request_is_of_a_kind(method: str, path: str, kind: str | None) -> None:
    assert kind_of({"type": "http", "method": method, "path": path}) == kind


async def test_the_house_counts_whom_it_refuses(sqlite_place, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Line, "stands", property(lambda _: True))
    house: House = await serve(sqlite_place)
    client = house.client()
    assert (await client.get("/titles")).status_code == 503
    assert (await client.get("/health/ready")).status_code == 200
    shown = (await client.get("http://matinee.test/metrics")).text
    assert 'matinee_http_requests_refused_total{kind="read"} 1.0' in shown


ELSEWHERE = "https://films.example"


async def test_a_page_of_another_site_may_read_why_it_was_refused_and_when_to_come_again(
    sqlite_place, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "stands", property(lambda _: True))
    house: House = await serve(sqlite_place, origins=ELSEWHERE)
    client = house.client(origin=ELSEWHERE)
    refused = await client.get("/titles")
    assert refused.status_code == 503
    assert refused.headers["Access-Control-Allow-Origin"] == ELSEWHERE
    assert "Retry-After" in refused.headers["Access-Control-Expose-Headers"]
    asked = await client.options("/ratings/1", headers={"Access-Control-Request-Method": "PUT"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (200, ELSEWHERE)
    other = await house.client(origin="https://others.example").get("/titles")
    assert other.status_code == 503
    assert "Access-Control-Allow-Origin" not in other.headers
