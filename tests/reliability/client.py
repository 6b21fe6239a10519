"""A program that talks to the service: one connection, which it opens again when it broke."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage
from typing import Any

API = "/api/v1"
PATIENCE = 30.0


@dataclass(frozen=True)
class Answered:
    status: int
    body: bytes
    headers: HTTPMessage

    @property
    def said(self) -> Any:
        return json.loads(self.body)

    @property
    def replayed(self) -> bool:
        return "Idempotency-Replayed" in self.headers


class Client:
    def __init__(self, port: int, token: str | None = None) -> None:
        self._port = port
        self._headers = {"Content-Type": "application/json"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self._connection: HTTPConnection | None = None

    def send(
        self, method: str, path: str, said: Any = None, *, key: str | None = None, patience: float = PATIENCE
    ) -> Answered:
        """OSError or HTTPException where no answer came, or none within so many seconds; nobody knows then what was
        done."""
        headers = self._headers if key is None else {**self._headers, "Idempotency-Key": key}
        return self._exchange(method, path, None if said is None else json.dumps(said).encode(), headers, patience)

    def send_file(self, path: str, content: bytes, *, media: str) -> Answered:
        return self._exchange("POST", path, content, {**self._headers, "Content-Type": media}, PATIENCE)

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], patience: float
    ) -> Answered:
        connection = self._connection = self._connection or HTTPConnection("127.0.0.1", self._port)
        connection.timeout = patience
        if connection.sock is not None:
            connection.sock.settimeout(patience)
        try:
            connection.request(method, API + path, body, headers)
            answer = connection.getresponse()
            return Answered(answer.status, answer.read(), answer.headers)
        except (OSError, HTTPException):
            self.close()
            raise

    def get(self, path: str, **more: Any) -> Answered:
        return self.send("GET", path, **more)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
