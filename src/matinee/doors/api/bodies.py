"""What is let in: bodies of JSON, up to a size."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matinee.domain.errors import MatineeError, TooLarge, WrongMedia
from matinee.doors.api.problems import on_matinee_error

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JSON = "application/json"


class Bodies:
    """Refuses a body that is too large, by what its header says or as soon as it is, and one that is no JSON.

    A page of another site can have a browser send a form or plain text without asking us first, but not JSON.
    """

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        fault = self._fault(scope)
        if fault is not None:
            response = await on_matinee_error(Request(scope), fault)
            await response(scope, receive, send)
            return
        taken = _Taken(receive, send, most=self._most)
        try:
            await self._app(scope, taken.receive, taken.send)
        except TooLarge:
            if not taken.over:
                raise
        if taken.over:
            response = await on_matinee_error(Request(scope), self._too_large())
            await response(scope, receive, send)

    def _fault(self, scope: Scope) -> MatineeError | None:
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._most:
            return self._too_large()
        has_body = length != b"0" or b"transfer-encoding" in headers
        media = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
        if has_body and scope["method"] not in SAFE and media != JSON:
            return WrongMedia("a body must be JSON", remedy=f"Send it with the header Content-Type: {JSON}")
        return None

    def _too_large(self) -> TooLarge:
        return TooLarge(f"a request may send {self._most // 1024:,} KiB", remedy="Send less at once")


class _Taken:
    """Counts what arrives. over: there was too much of it.

    What the application says of that is not passed on: it only saw a body that broke off.
    """

    def __init__(self, receive: Receive, send: Send, *, most: int) -> None:
        self._receive = receive
        self._send = send
        self._most = most
        self._arrived = 0
        self._answering = False
        self.over = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._arrived += len(message.get("body", b""))
        if self._arrived > self._most and not self._answering:
            self.over = True
            raise TooLarge("the body is too large")
        return message

    async def send(self, message: Message) -> None:
        self._answering = True
        if not self.over:
            await self._send(message)
