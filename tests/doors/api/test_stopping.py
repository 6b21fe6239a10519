"""R11: a server that is told to stop says so first, and goes on until others had time to hear it."""

import asyncio
import signal
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from matinee.doors.api.stopping import told_when_to_stop
from tests.fixtures.service import House

DRAIN = 0.2


@pytest.fixture
def told() -> Iterator[list[int]]:
    """The signals that the server itself was told of."""
    heard: list[int] = []
    before = {sign: signal.signal(sign, lambda number, _: heard.append(number)) for sign in _SIGNS}
    yield heard
    for sign, handler in before.items():
        signal.signal(sign, handler)


_SIGNS = (signal.SIGTERM, signal.SIGINT)


def begun() -> FastAPI:
    app = FastAPI()
    app.state.stopping = False
    return app


async def test_a_server_that_stops_is_not_ready_and_closes_connections_but_answers(sqlite_house: House) -> None:
    client = sqlite_house.client()
    first = await client.get("/titles")
    assert (first.status_code, first.headers.get("Connection")) == (200, None)
    sqlite_house.app.state.stopping = True
    ready = await client.get("/health/ready")
    assert (ready.status_code, ready.json()["code"]) == (503, "overloaded")
    assert (await client.get("/health/live")).status_code == 200
    answer = await client.get("/titles")
    assert (answer.status_code, answer.headers["Connection"]) == (200, "close")


async def test_it_goes_on_for_a_while_after_sigterm(told: list[int]) -> None:
    app = begun()
    with told_when_to_stop(app, drain=DRAIN):
        signal.raise_signal(signal.SIGTERM)
        assert app.state.stopping
        await asyncio.sleep(DRAIN / 2)
        assert told == []
        await asyncio.sleep(DRAIN)
        assert told == [signal.SIGTERM]


@pytest.mark.parametrize("signs", [(signal.SIGINT,), (signal.SIGTERM, signal.SIGTERM), (signal.SIGTERM, signal.SIGINT)])
async def test_a_second_signal_or_ctrl_c_does_not_wait(signs: tuple[signal.Signals, ...], told: list[int]) -> None:
    with told_when_to_stop(begun(), drain=60):
        for sign in signs:
            signal.raise_signal(sign)
        assert told == [signs[-1]]


async def test_without_a_while_it_does_not_wait_either(told: list[int]) -> None:
    with told_when_to_stop(begun()):
        signal.raise_signal(signal.SIGTERM)
        assert told == [signal.SIGTERM]
