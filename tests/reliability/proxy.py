"""A way to a server that can be made bad: it loses, delays, starves or breaks what goes through.

A thread of its own, with an event loop. What it is told holds at once, for connections that are open as well.
"""

import asyncio
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Literal, Self

Way = Literal["through", "refused", "reset", "black hole", "half-open", "late", "slow"]
"""through: as if there were no proxy. refused: nobody listens, and who was connected no longer is. reset: whoever
connects is thrown out. black hole: connections stand, and nothing comes through until it ends. half-open: questions
come through, and answers are lost. late: each piece after `delay` seconds. slow: so few bytes a second."""
PIECE = 1 << 16
CRUMB = 64
"""Bytes that come at once where it is slow."""


class Proxy:
    """To a server at this machine. arrivals: moments at which somebody connected. asked: and sent something."""

    def __init__(self, to: int, *, delay: float = 0.2, bytes_a_second: float = 2000.0) -> None:
        self._to = to
        self._delay, self._pace = delay, CRUMB / bytes_a_second
        self._way: Way = "through"
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Event()
        self._listening: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self.port = 0
        self.arrivals: list[float] = []
        self.asked: list[float] = []

    def be(self, way: Way) -> None:
        asyncio.run_coroutine_threadsafe(self._be(way), self._loop).result(30)

    def __enter__(self) -> Self:
        self._thread.start()
        self.be("through")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _be(self, way: Way) -> None:
        self._way = way
        self._changed.set()
        self._changed = asyncio.Event()
        if way in {"refused", "reset"}:
            self._throw_out()
        if way == "refused":
            await self._close()
        elif self._listening is None:
            self._listening = await asyncio.start_server(self._take, "127.0.0.1", self.port)
            self.port = self._listening.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        await self._close()
        self._throw_out()
        for one in self._serving:
            one.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def _throw_out(self) -> None:
        for one in self._open:
            one.transport.abort()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.arrivals.append(time.monotonic())
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self._open.add(writer)
        try:
            with suppress(OSError, asyncio.CancelledError):
                await self._serve(reader, writer)
        finally:
            writer.transport.abort()
            self._open.discard(writer)
            self._serving.discard(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._way == "reset":
            return
        await self._out_of_the_hole()
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        self._open.add(back)
        pumps = [
            asyncio.create_task(self._pump(reader, back, answers=False)),
            asyncio.create_task(self._pump(there, writer, answers=True)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in pumps:
                one.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            back.transport.abort()
            self._open.discard(back)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        while piece := await reader.read(PIECE):
            if not answers:
                self.asked.append(time.monotonic())
            await self._out_of_the_hole()
            if self._way == "half-open" and answers:
                continue
            if self._way == "late":
                await asyncio.sleep(self._delay)
            await self._hand_on(piece, writer)

    async def _hand_on(self, piece: bytes, writer: asyncio.StreamWriter) -> None:
        for place in range(0, len(piece), CRUMB):
            if self._way != "slow":
                writer.write(piece[place:])
                break
            writer.write(piece[place : place + CRUMB])
            await asyncio.sleep(self._pace)
        await writer.drain()

    async def _out_of_the_hole(self) -> None:
        while self._way == "black hole":
            await self._changed.wait()
