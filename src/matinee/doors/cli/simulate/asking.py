"""How people of a simulation speak to a house: over HTTP, each with a session of their own, and every request
counted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from matinee.domain.errors import MatineeError, Unreachable
from matinee.kit.hashing import fingerprint

PREFIX = "/api/v1"
TIMEOUT = 60.0
PATIENCE = 900.0
"""Seconds for which somebody waits who is told to come later."""
LONG = 5.0
"""Seconds of a wait that is told."""
MOST_FAULTS = 20


def password_of(name: str) -> str:
    """Of somebody invented, so that they can come back."""
    return f"{fingerprint([name])} in the simulation"


@dataclass
class Asking:
    """requests: that were made. failed: that had no answer, or another than they should. faults: the first of them, in
    words. before: is done before each request. waits: is told of each wait that is long. Whoever is told to come later
    does so, which is no fault."""

    url: str
    before: Callable[[], None] = lambda: None
    waits: Callable[[str], None] = lambda _: None
    requests: int = 0
    failed: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._client = httpx.Client(base_url=f"{self.url.rstrip('/')}{PREFIX}", timeout=TIMEOUT)

    def close(self) -> None:
        self._client.close()

    def ask(
        self, method: str, path: str, *, token: str | None = None, body: Any = None, also: Sequence[int] = ()
    ) -> httpx.Response | None:
        """None where it failed. also: codes that are as good as success."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        until = time.monotonic() + PATIENCE
        while True:
            self.requests += 1
            self.before()
            try:
                answer = self._client.request(method, path, headers=headers, json=body)
            except httpx.HTTPError as error:
                return self._failed(f"{method} {path}: {type(error).__name__}")
            if answer.is_success or answer.status_code in also:
                return answer
            if answer.status_code != 429 or time.monotonic() > until:
                return self._failed(f"{method} {path}: {answer.status_code} {answer.text[:160]}")
            seconds = min(60.0, float(answer.headers.get("Retry-After", 1)))
            if seconds >= LONG:
                self.waits(f"{method} {path}: the house asks to come again in {seconds:.0f} s")
            time.sleep(seconds)

    def must(self, method: str, path: str, *, token: str | None = None, body: Any = None) -> Any:
        """What a request answers without which nothing can go on; Unreachable where it failed."""
        answer = self.ask(method, path, token=token, body=body)
        if answer is None:
            raise Unreachable(f"the house does not answer: {self.faults[-1]}", where=self.url, remedy="Look at its log")
        return answer.json() if answer.content else None

    def log_in(self, name: str, password: str) -> str | None:
        """The token of a session; None where name and password are not right."""
        said = {"username": name, "password": password}
        answer = self.ask("POST", "/auth/login", body=said, also=(401,))
        return answer.json()["token"] if answer is not None and answer.is_success else None

    def enter(self, name: str, password: str) -> str:
        """Opens a session, and an account before it unless there is one from an earlier time."""
        return self.log_in(name, password) or self.open(name, password)

    def open(self, name: str, password: str) -> str:
        """Opens an account, and a session."""
        self.must("POST", "/auth/register", body={"username": name, "password": password})
        found = self.log_in(name, password)
        if found is None:
            raise MatineeError(
                f"'{name}' cannot log in", where=self.url, remedy="Somebody else has the name: use another --seed"
            )
        return found

    def _failed(self, what: str) -> None:
        self.failed += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(what)
        else:
            self.faults[-1] = what
