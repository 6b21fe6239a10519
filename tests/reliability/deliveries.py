"""Requests that come several times, out of order, from clients that do not wait, while the service dies again and
again: each is to have one effect, and one answer."""

import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.reliability.client import PATIENCE, Client
from tests.reliability.furnishing import Furnished, Person
from tests.reliability.houses import House
from tests.reliability.writers import Gate

SENDERS = 8
RACE = 100
"""Times that one request of each phase comes, beside the others."""
FIRST, SECOND = 3.5, 1.0
"""The stars that each title is given one after the other, before the second is taken back."""


@dataclass(frozen=True)
class Order:
    """phase: 0 rates, 1 rates otherwise, 2 takes that back."""

    person: Person
    title: int
    phase: int

    @property
    def key(self) -> str:
        return f"{self.phase}-{self.title}"

    def sent_by(self, client: Client, *, patience: float) -> tuple[int, bytes]:
        if self.phase == 2:
            answer = client.send("POST", f"/ratings/{self.title}/undo", key=self.key, patience=patience)
        else:
            said = {"stars": FIRST if self.phase == 0 else SECOND}
            answer = client.send("PUT", f"/ratings/{self.title}", said, key=self.key, patience=patience)
        return answer.status, answer.body


@dataclass
class Delivered:
    """sent: how often anything was. kills: that came between. faults: what should not have been."""

    orders: int = 0
    sent: int = 0
    given_up: int = 0
    kills: int = 0
    faults: list[str] = field(default_factory=list)


class Post:
    """Delivers by several senders. Those of one phase end before the next begins, except that some come late."""

    def __init__(self, house: House, furnished: Furnished, *, seed: int, impatient: float = 0.2) -> None:
        self._house, self._furnished = house, furnished
        self._dice = random.Random(seed)
        self._impatient = impatient
        self._gate = Gate()
        self._lock = threading.Lock()
        self._answers: dict[Order, set[tuple[int, bytes]]] = defaultdict(set)
        self._counts: Counter[str] = Counter()

    def deliver(self, *, kills: int) -> Delivered:
        found, earlier = Delivered(kills=kills), []
        self._gate.open()
        for phase in range(3):
            orders = [Order(one, title, phase) for one in self._furnished.people for title in self._furnished.titles]
            late = self._dice.sample(earlier, len(earlier) // 5)
            sent = [one for one in orders for _ in range(self._dice.randint(1, 5))]
            sent += [*late, *[self._dice.choice(orders)] * RACE]
            self._dice.shuffle(sent)
            self._deliver(sent, kills=(kills + 2 - phase) // 3)
            earlier += orders
        found.orders, found.sent, found.given_up = len(earlier), self._counts["sent"], self._counts["given up"]
        found.faults = [*self._otherwise(earlier), *self._left(), *self._reused()]
        return found

    def _deliver(self, sent: Sequence[Order], *, kills: int) -> None:
        lots = [list(sent[start::SENDERS]) for start in range(SENDERS)]
        threads = [threading.Thread(target=self._send_all, args=(lot,), daemon=True) for lot in lots]
        for one in threads:
            one.start()
        before = self._counts["answered"]
        for number in range(kills):
            enough = before + len(sent) * (number + 1) // (kills + 1)
            while self._counts["answered"] < enough and any(one.is_alive() for one in threads):
                time.sleep(0.001)
            self._house.kill()
            self._gate.close()
            self._house.start()
            self._gate.open()
        for one in threads:
            one.join()

    def _send_all(self, orders: list[Order]) -> None:
        clients: dict[int, Client] = {}
        for order in orders:
            client = clients.setdefault(order.person.id, Client(self._house.port, order.person.token))
            hasty = self._dice.random() < self._impatient
            while not self._sent(client, order, hasty=hasty):
                hasty = False
        for client in clients.values():
            client.close()

    def _sent(self, client: Client, order: Order, *, hasty: bool) -> bool:
        """Whether it is done with: answered, or given up by somebody who does not wait."""
        with self._gate.passed():
            try:
                status, body = order.sent_by(client, patience=self._dice.uniform(0.001, 0.01) if hasty else PATIENCE)
            except (OSError, HTTPException):
                with self._lock:
                    self._counts.update({"sent": 1, "given up": 1})
                return False
        with self._lock:
            self._counts.update({"sent": 1, "answered": 1})
            self._answers[order].add((status, body))
        return True

    def _otherwise(self, orders: Sequence[Order]) -> list[str]:
        said = [f"{one.key} of {one.person.name} was not answered" for one in orders if one not in self._answers]
        for order, answers in self._answers.items():
            if len(answers) > 1 or next(iter(answers))[0] != 200:
                said.append(f"{order.key} of {order.person.name} was answered {sorted(answers)}")
        return said

    def _left(self) -> list[str]:
        """Each title must have the first stars, and a history of three lines."""
        said = []
        wanted = [(SECOND, FIRST, "undo"), (FIRST, SECOND, "person"), (None, FIRST, "person")]
        for person in self._furnished.people:
            client = Client(self._house.port, person.token)
            for title in self._furnished.titles:
                kept = client.get(f"/titles/{title}/ratings").said
                lines = [(one["before"], one["after"], one["source"]) for one in kept["history"]]
                if kept["mine"] is None or kept["mine"]["stars"] != FIRST or lines != wanted:
                    said.append(f"{title} of {person.name}: {kept['mine']}, {lines}")
            client.close()
        return said

    def _reused(self) -> list[str]:
        """A key that comes with something else is refused."""
        said = []
        for person in self._furnished.people:
            client = Client(self._house.port, person.token)
            for title in self._furnished.titles[:20]:
                answer = client.send("PUT", f"/ratings/{title}", {"stars": 2}, key=f"0-{title}")
                if answer.status not in {409, 422}:
                    said.append(f"the key of {title} was taken for something else: {answer.status}")
            client.close()
        return said
