"""The server that is loaded: the service as `matinee serve` runs it, on one core, and beside it, in the same process, a
constant answer of FastAPI, to know what the machine can do.

    python benchmarks/load/server.py PORT CORE BYTES [SECONDS-OF-A-STALL]
"""

import os
import socket
import sys
import time
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from matinee.doors.api.app import from_settings

CONSTANT = "/constant"
BETWEEN = 3.0
"""Seconds between two stalls, where the server is to stall."""


def constant(size: int) -> FastAPI:
    """A JSON object of so many bytes, as a route of FastAPI that asks nothing."""
    app = FastAPI(openapi_url=None)
    words = {"items": ["x" * max(0, size - len('{"items":[""]}'))]}

    @app.get(CONSTANT)
    async def answer() -> dict[str, Any]:
        return words

    return app


def beside(service: ASGIApp, plain: ASGIApp) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        chosen = plain if scope["type"] == "http" and scope["path"] == CONSTANT else service
        await chosen(scope, receive, send)

    return app


class Stalling:
    """The whole process stands still for a while, again and again: what a generator must see."""

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        self._app = app
        self._seconds = seconds
        self._next = time.monotonic() + BETWEEN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and time.monotonic() > self._next:
            time.sleep(self._seconds)
            self._next = time.monotonic() + BETWEEN
        await self._app(scope, receive, send)


def main() -> None:
    port, core, size = (int(word) for word in sys.argv[1:4])
    stalled = float(sys.argv[4]) if len(sys.argv) > 4 else 0.0
    if core >= 0:
        os.sched_setaffinity(0, {core})
    plain = constant(size)
    app = Stalling(plain, seconds=stalled) if stalled else beside(from_settings(), plain)
    listening = socket.create_server(("127.0.0.1", port), backlog=2048)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
