"""HEAD, wherever there is a GET: the same answer without its body, as HTTP asks of every server."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matinee.doors.api.admission import STREAMED


class Heads:
    """Plain ASGI. What streams has no end that could be waited for, and is left without."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"].endswith(STREAMED):
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            # What sends it on, and what writes it down, must know again what was asked.
            scope["method"] = "HEAD"
            if message["type"] != "http.response.body":
                await send(message)
            elif not message.get("more_body"):
                await send({"type": "http.response.body", "body": b""})

        scope["method"] = "GET"
        await self._app(scope, receive, without_body)
