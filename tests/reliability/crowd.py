"""Many people at once, in one event loop: connections that are kept, and asked again and again."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from tests.reliability.client import API

PATIENCE = 30.0


@dataclass(frozen=True)
class Told:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Talk:
    """One connection at a time. OSError or EOFError where no answer came; ConnectionRefusedError where nobody listened,
    so that nothing was asked."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._token = token
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Told:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._get(path)
        except (OSError, EOFError):
            self.close()
            raise

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def _get(self, path: str) -> Told:
        if self._streams is not None and (self._streams[0].at_eof() or self._streams[0].exception()):
            self.close()  # the other end has hung up since
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        asked = f"GET {API}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self._token}\r\n\r\n"
        writer.write(asked.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): said.strip() for name, _, said in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Told(int(head[0].split()[1]), headers, body)


async def followed(port: int, token: str) -> bytes:
    """All that a stream says until it ends."""
    said = b""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        asked = f"GET {API}/recommendations/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
        writer.write(asked.encode())
        with suppress(ConnectionError):
            while piece := await reader.read(1 << 16):
                said += piece
    finally:
        writer.close()
    return said
