"""Requests on their way into the database: gathered, and written once a second, so that none waits for it."""

import asyncio
from collections import deque
from contextlib import suppress

import structlog

from matinee.domain.errors import MatineeError
from matinee.domain.watching import RequestLine
from matinee.kit.clock import Clock, now
from matinee.services.operations.requests import note_requests
from matinee.wiring.serving import Service

EVERY = 1.0
TOGETHER = 2000
MOST = 20_000
"""Lines that wait at most; where the database does not answer for long, the oldest go."""
LONGEST_CODE = 64

log = structlog.get_logger("matinee.api")


class RequestLog:
    """on: whether anything is kept at all. clock: that of the service, once there is one."""

    def __init__(self, *, on: bool) -> None:
        self._on = on
        self.clock: Clock = now
        self._waiting: deque[RequestLine] = deque(maxlen=MOST)
        self._dropped = 0

    def note(self, line: RequestLine) -> None:
        if not self._on:
            return
        self._dropped += len(self._waiting) == MOST
        self._waiting.append(line)

    async def keep_writing(self, service: Service, stop: asyncio.Event) -> None:
        """Until `stop` is set; what waits then is still to be written."""
        self.clock = service.clock
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY)
            await self.write(service)

    async def write(self, service: Service) -> None:
        """Everything that waits. What could not be written is tried again the next time."""
        while self._waiting:
            lines = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
            try:
                await service.storage.write(lambda tx, lines=lines: note_requests(tx.operations, lines))
            except MatineeError as error:
                room = MOST - len(self._waiting)
                self._waiting.extendleft(reversed(lines[-room:] if room else []))
                log.warning("requests could not be kept", code=error.code, waiting=len(self._waiting))
                return
        if self._dropped:
            log.warning("requests were dropped", count=self._dropped)
            self._dropped = 0
