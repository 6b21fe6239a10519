"""The generator of load: what is measured is what people would wait."""

import asyncio
import importlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks" / "load"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def of(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(FOLDER))

    def room(name: str) -> ModuleType:
        return importlib.import_module(name)

    return room


async def measured(of, *, rate: float, seconds: float, stall_at: float | None = None, answer: bytes = ANSWER):
    """A server that answers at once, in the same process; it stands still for half a second at a moment."""
    begun = time.monotonic()
    stalled = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with hanging_up(writer):
            while await reader.readline():
                while (await reader.readline()).strip():
                    pass
                if stall_at is not None and not stalled and time.monotonic() - begun > stall_at:
                    stalled.append(True)
                    gate.clear()
                    asyncio.get_running_loop().call_later(0.5, gate.set)
                await gate.wait()
                writer.write(answer[:20])
                await writer.drain()
                writer.write(answer[20:])

    gate = asyncio.Event()
    gate.set()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    generator, arrivals, figures = of("generator"), of("arrivals"), of("figures")
    moments = arrivals.steady(rate, seconds)
    asks = [generator.Ask(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "plain") for _ in moments]
    heard = await generator.send_all(
        asks, moments, host="127.0.0.1", port=port, lines=4, look=lambda said: said[9:12].decode(), patience=5
    )
    server.close()
    return figures.figures_of(heard, seconds=seconds)


@contextmanager
def hanging_up(writer: asyncio.StreamWriter) -> Iterator[None]:
    try:
        yield
    except ConnectionError:
        pass
    finally:
        writer.close()


async def test_every_request_is_answered_and_counted_by_what_it_got(of) -> None:
    found = await measured(of, rate=100, seconds=1)
    assert found.seen == {"plain: 200": 100}
    assert found.errors == 0
    assert found.asked == 100


async def test_a_server_that_stands_still_is_seen_by_all_who_came_meanwhile(of) -> None:
    """A generator that waits for each answer before it asks again sees one slow request in a hundred and fifty."""
    found = await measured(of, rate=100, seconds=1.5, stall_at=0.5)
    assert found.milliseconds["p99"] > 400
    assert found.milliseconds["p90"] > 200
    assert found.milliseconds["p50"] < 200


async def test_what_is_refused_or_never_answered_is_an_error_and_slower_than_all(of) -> None:
    refused = await measured(of, rate=50, seconds=0.4, answer=b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")
    assert refused.errors == 20
    generator, figures = of("generator"), of("figures")
    heard = generator.Heard(np.array([0.001, np.nan]), np.array([200, 0]), ["a", "a"], np.zeros(2))
    lost = figures.figures_of(heard, seconds=1)
    assert (lost.errors, lost.answered, lost.milliseconds["p99"]) == (1, 1.0, -1.0)


def test_a_generator_that_is_late_itself_is_not_trusted(of) -> None:
    generator, figures = of("generator"), of("figures")
    late = generator.Heard(np.full(100, 0.02), np.full(100, 200), ["a"] * 100, np.full(100, 0.01))
    assert not figures.figures_of(late, seconds=1).trusted


def test_people_come_by_chance_at_the_rate_and_the_busiest_come_most(of) -> None:
    arrivals = of("arrivals")
    moments = arrivals.poisson(500, 4, seed=1)
    assert abs(len(moments) - 2000) < 200
    assert (np.diff(moments) >= 0).all()
    assert 0.9 < np.diff(moments).std() * 500 < 1.1
    drawn = arrivals.zipf(1000, seed=1)
    counts = np.sort(np.bincount([drawn() for _ in range(20_000)], minlength=1000))[::-1]
    assert abs(counts[0] / 20_000 - 1 / 7.485) < 0.01
    assert counts[0] > 8 * counts[9]


def test_a_rate_that_was_not_kept_up_with_does_not_count(of) -> None:
    figures, sweep = of("figures"), of("sweep")
    fine = {"p50": 1.0, "p90": 2.0, "p99": 3.0, "p99_9": 4.0}
    assert sweep.kept_up(figures.Figures(100, 99, 0, fine, 0.1, {}), p99_ms=25)
    assert not sweep.kept_up(figures.Figures(100, 90, 0, fine, 0.1, {}), p99_ms=25)
    assert not sweep.kept_up(figures.Figures(100, 99, 1, fine, 0.1, {}), p99_ms=25)
    assert not sweep.kept_up(figures.Figures(100, 99, 0, fine, 9.0, {}), p99_ms=25)
    assert not sweep.kept_up(figures.Figures(100, 99, 0, fine | {"p99": 30.0}, 0.1, {}), p99_ms=25)
    assert not sweep.kept_up(figures.Figures(100, 99, 0, fine | {"p99": -1.0}, 0.1, {}), p99_ms=25)
