"""An address with a slash at its end means the one without."""

from starlette.types import ASGIApp, Receive, Scope, Send

ROOMS = ("/api/", "/docs/")


class Slashes:
    """Plain ASGI. Nobody is sent elsewhere for it: the address to go to would be made of what the caller says of the
    host, and a program that follows would send its token there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and scope["path"].startswith(ROOMS):
            scope["path"] = scope["path"].rstrip("/")
        await self._app(scope, receive, send)
