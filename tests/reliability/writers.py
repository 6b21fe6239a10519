"""People who keep writing to a service while it comes and goes, and write down what they were told."""

import hashlib
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from tests.reliability.client import PATIENCE, Client
from tests.reliability.furnishing import Person
from tests.reliability.history import Event, History
from tests.reliability.library_model import NEWEST, NOTHING_LEFT

ACTIONS = ("rate",) * 6 + ("unrate",) * 2 + ("undo",) * 3 + ("mark", "unmark") * 2 + ("read",) * 3 + ("look",)
ROUTES = {
    "rate": ("PUT", "/ratings/{title}"),
    "unrate": ("DELETE", "/ratings/{title}"),
    "undo": ("POST", "/ratings/{title}/undo"),
    "mark": ("PUT", "/marks/favourites/{title}"),
    "unmark": ("DELETE", "/marks/favourites/{title}"),
    "read": ("GET", "/titles/{title}/ratings"),
    "look": ("GET", "/me/marks/favourites?limit=100"),
}
SAFE = {"read", "look"}


class Gate:
    """Open while the service should be there. Whoever closes it waits until nobody is on the way."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open = False
        self._inside = 0

    @contextmanager
    def passed(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._open)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def open(self) -> None:
        with self._changed:
            self._open = True
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._open = False
            self._changed.wait_for(lambda: self._inside == 0)


@dataclass(frozen=True)
class Operation:
    key: str
    action: str
    title: int
    value: int | None


class Writer(threading.Thread):
    """Has titles of its own, so that what it asks of one comes one after the other. impatient: the share of requests
    that it does not wait for. faults: what should not have happened to it."""

    def __init__(
        self,
        name: str,
        port: int,
        person: Person,
        titles: Sequence[int],
        *,
        history: History,
        gate: Gate,
        seed: str,
        impatient: float = 0.0,
        mark: Callable[[], int] = lambda: 0,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.stopping = threading.Event()
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self._person, self._titles = person, titles
        self._history, self._gate, self._impatient = history, gate, impatient
        self._mark = mark
        self._dice = random.Random(seed)
        self._client = Client(port, person.token)
        self._number = 0
        self._known: list[Operation] = []

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self._ask(self._next(), again=self._dice.random() < 0.7)
        except Exception as error:  # noqa: BLE001  whatever it is, the test must hear of it
            self.faults.append(f"{self.name}: {type(error).__name__}: {error}")
        finally:
            self._client.close()

    def read_all(self) -> None:
        """Everything that is its own, as it is now."""
        for title in self._titles:
            for action in ("read", "look"):
                self._ask(self._made(action, title, None), again=True)
        self._client.close()

    def _next(self) -> Operation:
        if self._known and self._dice.random() < 0.05:
            return self._dice.choice(self._known)  # asked long ago, and answered: it is to be answered alike
        action = self._dice.choice(ACTIONS)
        value = self._dice.randrange(1, 11) if action == "rate" else None
        return self._made(action, self._dice.choice(self._titles), value)

    def _made(self, action: str, title: int, value: int | None) -> Operation:
        self._number += 1
        return Operation(f"{self.name}-{self._number}", action, title, value)

    def _ask(self, operation: Operation, *, again: bool) -> None:
        """Until it is answered, or once where it is not asked again."""
        while True:
            with self._gate.passed():
                event = self._asked(operation)
            self.counts[event.kind] += 1
            if event.kind == "done" and operation.action not in SAFE and event.told != NOTHING_LEFT:
                self._known.append(operation)
            if event.kind != "unknown" or not again:
                return
            time.sleep(0.002)

    def _asked(self, operation: Operation) -> Event:
        hasty = operation.action not in SAFE and self._dice.random() < self._impatient
        self._note("asked", operation)
        try:
            status, body = self._sent(operation, patience=self._dice.uniform(0.001, 0.02) if hasty else PATIENCE)
        except (OSError, HTTPException):
            return self._note("unknown", operation)
        if status >= 500:
            return self._note("unknown", operation)
        if status == 409:
            return self._note("done", operation, told="unanswered", body=body)
        if status == 404 and operation.action == "undo":
            # Nothing is kept under the key: it says how things are, and may say otherwise later.
            return self._note("done", operation, told=NOTHING_LEFT, body=body)
        assert status < 300, f"{operation}: {status} {body!r}"
        return self._note("done", operation, told=_told(operation, body), body=body)

    def _sent(self, operation: Operation, *, patience: float) -> tuple[int, bytes]:
        method, path = ROUTES[operation.action]
        key = None if operation.action in SAFE else operation.key
        said = None if operation.value is None else {"stars": operation.value / 2}
        answer = self._client.send(method, path.format(title=operation.title), said, key=key, patience=patience)
        return answer.status, answer.body

    def _note(self, kind: Any, operation: Operation, *, told: Any = None, body: bytes = b"") -> Event:
        event = Event(
            kind,
            operation.key,
            (self._person.id, operation.title),
            operation.action,
            operation.value,
            told,
            hashlib.blake2b(body, digest_size=8).hexdigest() if kind == "done" else "",
            round(time.time(), 6),
            self._mark(),
        )
        self._history.note(event)
        return event


def _told(operation: Operation, body: bytes) -> Any:
    said = json.loads(body) if body else {}
    if operation.action == "rate":
        return _half(said["stars"])
    if operation.action == "undo":
        return said["rating"] and _half(said["rating"]["stars"])
    if operation.action == "read":
        lines = [(_half(one["before"]), _half(one["after"]), one["source"]) for one in said["history"][:NEWEST]]
        return said["mine"] and _half(said["mine"]["stars"]), tuple(lines)
    if operation.action == "look":
        return any(one["title"]["id"] == operation.title for one in said["items"])
    return None


def _half(stars: float | None) -> int | None:
    return None if stars is None else round(stars * 2)
