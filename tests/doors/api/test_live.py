"""Streams, over a real server in the process of the test."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
import websockets

from matinee.services.recommending import follow
from tests.fixtures.recommending import Cinema

THRILLERS, COMEDIES = range(1, 26), range(26, 51)
PATIENCE = 30


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "LOOKS", 0.02)


@pytest.fixture
async def address(cinema: Cinema) -> AsyncIterator[str]:
    config = uvicorn.Config(cinema.house.app, port=0, lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[method-assign]
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"127.0.0.1:{port}/api/v1"
    server.should_exit = True
    await running


async def events(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    name = ""
    async for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


@asynccontextmanager
async def following(address: str, client: httpx.AsyncClient, **query: Any) -> AsyncIterator[AsyncIterator[Any]]:
    headers = {"Authorization": client.headers["Authorization"]}
    async with (
        httpx.AsyncClient(timeout=PATIENCE) as streaming,
        streaming.stream("GET", f"http://{address}/recommendations/stream", headers=headers, params=query) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events(answer.aiter_lines())


def numbers(cinema: Cinema, answer: dict[str, Any]) -> list[int]:
    return [cinema.number(item) for item in answer["items"]]


async def test_a_rating_brings_new_recommendations_by_itself(cinema: Cinema, address: str) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    async with asyncio.timeout(PATIENCE), following(address, ana, k=5) as found:
        name, first = await anext(found)
        assert name == "recommendations"
        assert len(first["items"]) == 5
        await cinema.rate(ana, numbers(cinema, first)[0])
        _, second = await anext(found)
        assert numbers(cinema, first)[0] not in numbers(cinema, second)
        assert second["slate_id"] != first["slate_id"]


async def test_whoever_logs_out_hears_nothing_more(cinema: Cinema, address: str) -> None:
    ana = await cinema.house.program()
    async with asyncio.timeout(PATIENCE), following(address, ana) as found:
        await anext(found)
        assert (await ana.post("/auth/logout")).status_code == 204
        name, said = await anext(found)
        assert (name, said["code"]) == ("end", "not_signed_in")


async def test_whoever_follows_is_told_that_the_server_stops(cinema: Cinema, address: str) -> None:
    """Uvicorn waits for streams before it ends the application, so they must not wait for that."""
    ana = await cinema.house.program()
    headers = {"Authorization": ana.headers["Authorization"]}
    async with (
        asyncio.timeout(PATIENCE),
        following(address, ana) as found,
        websockets.connect(f"ws://{address}/ws/recommendations", additional_headers=headers) as socket,
    ):
        await anext(found)
        await socket.recv()
        cinema.house.app.state.stopping = True
        name, said = await anext(found)
        assert (name, said["code"]) == ("end", "overloaded")
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012


async def test_one_person_has_so_many_streams_and_no_more(
    cinema: Cinema, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "MOST", 1)
    ana = await cinema.house.program()
    async with asyncio.timeout(PATIENCE), following(address, ana) as found:
        await anext(found)
        refused = await ana.get("/recommendations/stream")
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many")


async def test_a_stream_without_news_gives_signs_of_life(
    cinema: Cinema, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "SIGN", 0.05)
    ana = await cinema.house.program()
    headers = {"Authorization": ana.headers["Authorization"]}
    async with (
        asyncio.timeout(PATIENCE),
        httpx.AsyncClient(timeout=PATIENCE) as client,
        client.stream("GET", f"http://{address}/recommendations/stream", headers=headers) as answer,
    ):
        async for line in answer.aiter_lines():
            if line == ": alive":
                break


async def test_a_socket_tells_of_ratings_and_hears_wishes(cinema: Cinema, address: str) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    headers = {"Authorization": ana.headers["Authorization"]}
    async with (
        asyncio.timeout(PATIENCE),
        websockets.connect(f"ws://{address}/ws/recommendations", additional_headers=headers) as socket,
    ):
        first = json.loads(await socket.recv())
        assert (first["type"], first["source"]) == ("recommendations", "personalised")
        await socket.send(json.dumps({"k": 3, "genre": ["comedy"]}))
        second = json.loads(await socket.recv())
        assert len(second["items"]) == 3
        assert set(numbers(cinema, second)) <= set(COMEDIES)
        for nonsense in ('{"k": 500}', b"\x00\xff", '{"genre": ["no such genre"]}'):
            await socket.send(nonsense)
            assert json.loads(await socket.recv())["code"] == "bad_input"
        await cinema.rate(ana, numbers(cinema, second)[0])
        third = json.loads(await socket.recv())
        assert numbers(cinema, second)[0] not in numbers(cinema, third)
        assert (await ana.post("/auth/logout")).status_code == 204
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1008, "not_signed_in")


@pytest.mark.parametrize("origin", ["http://evil.example", None])
async def test_a_socket_is_opened_for_nobody_and_for_no_other_site(
    cinema: Cinema, address: str, origin: str | None
) -> None:
    headers = {}
    if origin is not None:
        ana = await cinema.house.program()
        headers = {"Authorization": ana.headers["Authorization"], "Origin": origin}
    with pytest.raises(websockets.InvalidStatus):
        async with websockets.connect(f"ws://{address}/ws/recommendations", additional_headers=headers):
            pass


async def test_a_socket_that_is_closed_is_counted_no_more(
    cinema: Cinema, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is noticed at the next sign of life."""
    monkeypatch.setattr(follow, "SIGN", 0.05)
    ana = await cinema.house.program()
    headers = {"Authorization": ana.headers["Authorization"]}
    counted = cinema.house.service.recommending.following
    async with websockets.connect(f"ws://{address}/ws/recommendations", additional_headers=headers) as socket:
        await socket.recv()
        assert sum(counted.values()) == 1
    async with asyncio.timeout(PATIENCE):
        while counted:
            await asyncio.sleep(0.01)
