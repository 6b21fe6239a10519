"""Around every request: its id, its line in the log, its place in the metrics, the headers, and a net beneath."""

import re
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matinee.domain.watching import RequestLine
from matinee.doors.api.headers import security_headers
from matinee.doors.api.metrics import Metrics
from matinee.doors.api.problems import INTERNAL, MEDIA, body_of
from matinee.doors.api.request_log import RequestLog

_ID = re.compile(rb"[0-9a-fA-F-]{16,64}")
"""Ids of callers are taken over where they can be nothing but ids: they go into logs."""
REQUEST_ID, CONNECTION = b"x-request-id", b"connection"
UNMATCHED = "unmatched"
LONGEST_METHOD = 16

log = structlog.get_logger("matinee.api")


class Requests:
    """Plain ASGI, so that streams pass through as they are."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, lines: RequestLog, encrypted: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._lines = lines
        said = security_headers(encrypted=encrypted)
        self._headers = [(name.lower().encode(), value.encode()) for name, value in said.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = _id_of(scope)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=state["request_id"])
        answer = _Answer(send, self._headers, state["request_id"], last=is_stopping(scope))
        begun = time.perf_counter()
        self._metrics.in_progress.inc()
        try:
            await self._app(scope, receive, answer)
        except Exception:
            log.exception("fault of the program")
            state["problem"] = INTERNAL
            if answer.status is None:
                await _say_internal_error(scope, answer)
        finally:
            self._metrics.in_progress.dec()
            self._note(scope, answer.status or 0, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """The route, never the path or the query: they may hold what a person typed."""
        route = route_of(scope)
        state = scope["state"]
        self._metrics.note(scope["method"], route, status, seconds, state.get("problem"))
        self._lines.note(
            RequestLine(
                at=self._lines.clock(),
                request_id=state["request_id"],
                method=scope["method"][:LONGEST_METHOD],
                route=route,
                status=status,
                milliseconds=round(seconds * 1000, 3),
                account=state.get("account"),
                code=state.get("problem"),
            )
        )
        log.info(
            "request",
            method=scope["method"],
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 2),
            account=state.get("account"),
            code=state.get("problem"),
        )


class _Answer:
    """Sends on what it is given, with our headers. last: of its connection, since the server stops."""

    def __init__(self, send: Send, headers: Sequence[tuple[bytes, bytes]], request_id: str, *, last: bool) -> None:
        self._send = send
        self._headers = headers
        self._request_id = request_id
        self._last = last
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            # Names are in small letters, as ASGI has them.
            fixed = {REQUEST_ID: self._request_id.encode()}
            if self._last:
                fixed[CONNECTION] = b"close"
            said = [one for one in message.get("headers", ()) if one[0] not in fixed]
            there = {name for name, _ in said}
            ours = [one for one in self._headers if one[0] not in there]
            message["headers"] = [*said, *ours, *fixed.items()]
        await self._send(message)


def is_stopping(scope: Scope) -> bool:
    """Whether the server was told to stop."""
    return "app" in scope and getattr(scope["app"].state, "stopping", False)


def route_of(scope: Scope) -> str:
    """'/api/v1/titles/{id}', or that there is none such. The application knows its paths by what answers them."""
    paths = getattr(scope["app"].state, "paths", {}) if "app" in scope else {}
    return paths.get(scope.get("endpoint"), UNMATCHED)


async def _say_internal_error(scope: Scope, send: Callable[[Message], Any]) -> None:
    title = "something went wrong here, and it was noted"
    body = body_of(scope, status=500, code=INTERNAL, title=title, detail="Tell whoever runs this the instance below")
    headers = [(b"content-type", MEDIA.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _id_of(scope: Scope) -> str:
    said = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return said.decode("ascii") if _ID.fullmatch(said) else uuid.uuid4().hex
