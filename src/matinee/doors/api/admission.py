"""Who is let in while there is more to do than can be done: as many as can be answered soon, and the others are told at
once to come again.

A server that takes everything answers nobody in time. Here each kind of request has so many places, and whoever finds
none is refused before anything is done for them. Work that never waits would not be seen in places: it stands in line
before the event loop. So the loop is watched as well: where each of its turns over a second was late, there is a line
that does not go away, and nobody is let in until it does. Whether the service lives, and the ways in, are never refused
here; hashing of passwords has its own bound.
"""

import asyncio
import uuid
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Literal

from starlette.types import ASGIApp, Receive, Scope, Send

from matinee.domain.errors import Overloaded
from matinee.doors.api.bodies import SAFE
from matinee.doors.api.problems import MEDIA, body_of, some_seconds

Kind = Literal["read", "write", "heavy"]
PREFIX = "/api/v1/"
FREE = ("health/", "auth/", "openapi.json")
HEAVY = ("me/export", "imports", "recommend/batch", "recommend/compare")
STREAMED = "/stream"
"""These stay open; each person has a few, see `services.recommending.follow`."""
WRITES = 4
"""Times as many writes as reads: they wait together for the disk, and one wait is for all."""
TURN = 0.05
LATE = 0.25
TURNS = 20
"""Seconds between two looks at the loop, by how much each must be late, and how many."""
TITLE = "there is more to do than can be done"


class Line:
    """Whether people stand in line before the event loop: it was late at each of its last turns."""

    def __init__(self) -> None:
        self._late: deque[float] = deque(maxlen=TURNS)

    async def watch(self, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            begun = loop.time()
            await asyncio.sleep(TURN)
            self.note(loop.time() - begun - TURN)

    def note(self, late: float) -> None:
        self._late.append(late)

    @property
    def stands(self) -> bool:
        return len(self._late) == TURNS and min(self._late) > LATE


class Admission:
    """Plain ASGI, around everything else. places: of reads; 0 for no bound. headers: of every answer. refused: is told
    of each. around: what a refusal goes through, so that pages of other sites may read it as they may an answer."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        places: int,
        line: Line,
        headers: Mapping[str, str],
        refused: Callable[[Kind], None],
        around: Callable[[ASGIApp], ASGIApp] = lambda refusal: refusal,
    ) -> None:
        self._app = app
        self._places: Mapping[Kind, int] = {"read": places, "write": WRITES * places, "heavy": max(1, places // 8)}
        self._bounded = places > 0
        self._line = line
        self._inside: Counter[Kind] = Counter()
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self._refused = refused
        self._refusal = around(self._refuse)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = kind_of(scope) if self._bounded and scope["type"] == "http" else None
        if kind is None:
            await self._app(scope, receive, send)
            return
        if self._inside[kind] >= self._places[kind] or self._line.stands:
            self._refused(kind)
            await self._refusal(scope, receive, send)
            return
        self._inside[kind] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside[kind] -= 1

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  nothing is read
        request_id = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        body = body_of(scope, status=503, code=Overloaded.code, title=TITLE, detail="Come again after Retry-After")
        headers = [
            *self._headers,
            (b"content-type", MEDIA.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"retry-after", some_seconds().encode()),
            (b"x-request-id", request_id.encode()),
        ]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def kind_of(scope: Scope) -> Kind | None:
    """None for what is always let in."""
    path: str = scope["path"]
    # What a browser asks before it asks costs nothing, and refused it would hide from the page why.
    if not path.startswith(PREFIX) or scope["method"] == "OPTIONS":
        return None
    path = path[len(PREFIX) :]
    if path.startswith(FREE) or path.endswith(STREAMED):
        return None
    if path.startswith(HEAVY):
        return "heavy"
    return "read" if scope["method"] in SAFE else "write"
