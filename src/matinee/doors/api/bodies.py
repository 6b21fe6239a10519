"""What is let in: bodies of JSON up to a size, and files where files are taken."""

from collections.abc import Mapping, Set

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matinee.domain.errors import MatineeError, TooLarge, WrongMedia
from matinee.doors.api.problems import on_matinee_error

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JSON = "application/json"
TABLES = frozenset({"text/csv", "application/gzip", "application/x-gzip"})
"""Kinds of files. A page of another site cannot have a browser send them without asking us first, as with JSON."""


class Bodies:
    """Refuses a body that is too large, by what its header says or as soon as it is, and one that is no JSON.

    A page of another site can have a browser send a form or plain text without asking us first, but not JSON.
    """

    def __init__(self, app: ASGIApp, *, most: int, files: Mapping[str, int]) -> None:
        """most: bytes of a body. files: the paths that take files instead, with the most bytes of one."""
        self._app = app
        self._most = most
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        takes_files = scope["method"] == "POST" and scope["path"] in self._files
        most = self._files[scope["path"]] if takes_files else self._most
        fault = _fault(scope, most, TABLES if takes_files else {JSON})
        if fault is not None:
            response = await on_matinee_error(Request(scope), fault)
            await response(scope, receive, send)
            return
        taken = _Taken(receive, send, most=most)
        try:
            await self._app(scope, taken.receive, taken.send)
        except TooLarge:
            if not taken.over:
                raise
        if taken.over:
            response = await on_matinee_error(Request(scope), _too_large(most))
            await response(scope, receive, send)


def _fault(scope: Scope, most: int, kinds: Set[str]) -> MatineeError | None:
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    if length.isdigit() and int(length) > most:
        return _too_large(most)
    has_body = length != b"0" or b"transfer-encoding" in headers
    media = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    if has_body and scope["method"] not in SAFE and media not in kinds:
        if kinds is TABLES:
            return WrongMedia("this takes a table", remedy="Send it with the header Content-Type: text/csv")
        return WrongMedia("a body must be JSON", remedy=f"Send it with the header Content-Type: {JSON}")
    return None


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"a request may send {most // 1024:,} KiB", remedy="Send less at once")


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
