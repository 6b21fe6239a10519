"""Sends requests at the moments that a schedule says, and measures each from that moment on.

What is late because no connection was free, or because this process was, counts as late. So a server that stands still
for a second is seen to have done so by all who came in that second, and not by one.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

PATIENCE = 30.0
"""Seconds after the last request for which answers are waited for."""
END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length:"


@dataclass(frozen=True)
class Ask:
    """wire: the whole request. kind: under which it is counted."""

    wire: bytes
    kind: str


@dataclass
class Heard:
    """Of each request, in the order of the schedule: seconds from its moment to the last byte of the answer, nan where
    none came; the status, 0 where none came. late: seconds by which this process noticed a moment too late. seen: what
    `look` said of the answers, counted by kind. spent: seconds from the first moment to the last answer."""

    latencies: np.ndarray
    statuses: np.ndarray
    kinds: list[str]
    late: np.ndarray
    seen: dict[str, int] = field(default_factory=dict)
    spent: float = 0.0


class _Line(asyncio.Protocol):
    """A connection that is kept. It carries one request at a time."""

    def __init__(self, crew: "_Crew") -> None:
        self._crew = crew
        self._held = b""
        self._end = 0
        self.place = -1
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def send(self, place: int, wire: bytes) -> None:
        self.place = place
        if self.transport is not None:
            self.transport.write(wire)

    def data_received(self, data: bytes) -> None:
        self._held = self._held + data if self._held else data
        if not self._end:
            head = self._held.find(END_OF_HEAD)
            if head < 0:
                return
            self._end = head + len(END_OF_HEAD) + _length(self._held[:head])
        if len(self._held) >= self._end:
            answer, self._held, self._end = self._held, b"", 0
            place, self.place = self.place, -1
            self._crew.answered(self, place, answer)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  why does not matter to who asked
        self.transport = None
        self._crew.lost(self, self.place)


def _length(head: bytes) -> int:
    found = head.lower().find(LENGTH)
    return 0 if found < 0 else int(head[found + len(LENGTH) :].split(b"\r\n", 1)[0])


class _Crew:
    """The connections, and what waits for one of them."""

    def __init__(self, asks: Sequence[Ask], moments: np.ndarray, look: Callable[[bytes], str]) -> None:
        self._asks = asks
        self._moments: list[float] = moments.tolist()
        self._look = look
        self._loop = asyncio.get_running_loop()
        self._idle: list[_Line] = []
        self._lines: list[_Line] = []
        self._waiting: deque[int] = deque()
        self._next = self._open = 0
        self._started = 0.0
        self.done = asyncio.Event()
        count = len(asks)
        self.heard = Heard(
            np.full(count, np.nan), np.zeros(count, np.int16), [one.kind for one in asks], np.zeros(count)
        )

    async def connect(self, host: str, port: int, lines: int) -> None:
        for _ in range(lines):
            _, line = await self._loop.create_connection(lambda: _Line(self), host, port)
            self._idle.append(line)
            self._lines.append(line)

    def start(self) -> None:
        self._started = self._loop.time() + 0.05
        self._loop.call_at(self._started + self._moments[0], self._due)

    def _due(self) -> None:
        """Everything whose moment has come."""
        now = self._loop.time() - self._started
        while self._next < len(self._moments) and self._moments[self._next] <= now:
            self.heard.late[self._next] = now - self._moments[self._next]
            self._open += 1
            if self._idle:
                self._idle.pop().send(self._next, self._asks[self._next].wire)
            else:
                self._waiting.append(self._next)
            self._next += 1
        if self._next < len(self._moments):
            self._loop.call_at(self._started + self._moments[self._next], self._due)

    def answered(self, line: _Line, place: int, answer: bytes) -> None:
        now = self._loop.time() - self._started
        self.heard.latencies[place] = now - self._moments[place]
        self.heard.statuses[place] = int(answer[9:12])
        self.heard.spent = now
        seen = f"{self._asks[place].kind}: {self._look(answer)}"
        self.heard.seen[seen] = self.heard.seen.get(seen, 0) + 1
        if self._waiting:
            waiting = self._waiting.popleft()
            line.send(waiting, self._asks[waiting].wire)
        else:
            self._idle.append(line)
        self._closed()

    def lost(self, line: _Line, place: int) -> None:
        if line in self._idle:
            self._idle.remove(line)
        if place >= 0:
            self._closed()

    def close(self) -> None:
        """What is still on its way is not waited for."""
        for line in self._lines:
            if line.transport is not None:
                line.transport.abort()

    def _closed(self) -> None:
        self._open -= 1
        if not self._open and self._next == len(self._moments):
            self.done.set()


async def send_all(
    asks: Sequence[Ask],
    moments: np.ndarray,
    *,
    host: str,
    port: int,
    lines: int,
    look: Callable[[bytes], str],
    patience: float = PATIENCE,
) -> Heard:
    """moments: float64 seconds, rising, one for each of `asks`. lines: connections. look: says of an answer what it is.
    patience: seconds after the last moment."""
    crew = _Crew(asks, moments, look)
    await crew.connect(host, port, lines)
    crew.start()
    with suppress(TimeoutError):
        await asyncio.wait_for(crew.done.wait(), float(moments[-1]) + patience)
    crew.close()
    return crew.heard
