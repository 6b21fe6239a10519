"""Services that recommend, with ways to their servers that can be made bad."""

import asyncio
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import URL

from matinee.adapters.storage.open import Place, open_storage
from matinee.kit.clock import now
from matinee.services.accounts.context import AccountRules
from matinee.services.catalogue.load import begin_load, finish_load, load_batch
from matinee.wiring.transaction import Surroundings, binding
from tests.fixtures.releases import ORIGIN, TASTE, Made, entries_of
from tests.reliability.client import Client
from tests.reliability.furnishing import SECRET, Person, furnish, plain
from tests.reliability.houses import Forker, House, standing
from tests.reliability.proxy import Proxy

ASKED = "/recommendations?k=10&kind=movie&certification=PG"
ASKERS = 4
LATE = 30.0
"""Seconds that each piece takes on a way that is late."""


@dataclass(frozen=True)
class Guest:
    """shut: titles that they have rated, or do not want to see."""

    person: Person
    shut: frozenset[int]


@dataclass
class Answers:
    """counts: by status, source, and whether a better link should have answered. shown: what nobody should have been
    shown."""

    counts: Counter[tuple[int, str, bool]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return self.counts.total()

    @property
    def answered(self) -> float:
        return sum(count for (status, _, _), count in self.counts.items() if status == 200) / max(1, self.asked)

    @property
    def sources(self) -> str:
        return ", ".join(sorted({source for _, source, _ in self.counts}))

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Cinema:
    house: House
    model: Path
    database: Proxy
    redis: Proxy
    guests: Sequence[Guest]
    allowed: frozenset[int]
    _away: Path | None = None

    def lose(self, what: str) -> None:
        """'database', 'redis' or 'model'."""
        if what == "model":
            self._away = Path(shutil.move(self.model, self.model.with_name("away")))
        else:
            (self.database if what == "database" else self.redis).be("refused")

    def give_back(self, what: str) -> None:
        if what == "model":
            assert self._away is not None
            shutil.move(self._away, self.model)
        else:
            (self.database if what == "database" else self.redis).be("through")

    def ask(self, seconds: float) -> Answers:
        """What several people are answered who ask again and again, for so long."""
        found, lock, end = Answers(), threading.Lock(), time.monotonic() + seconds

        def keep_asking(number: int) -> None:
            clients = [(one, Client(self.house.port, one.person.token)) for one in self.guests[number::ASKERS]]
            while time.monotonic() < end:
                for guest, client in clients:
                    self._note(found, lock, guest, client)
            for _, client in clients:
                client.close()

        with ThreadPoolExecutor(ASKERS) as pool:
            list(pool.map(keep_asking, range(ASKERS)))
        return found

    def seconds_until_well(self, *, source: str = "personalised") -> float:
        begun = time.monotonic()
        client = Client(self.house.port, self.guests[0].person.token)
        while True:
            answer = client.get(ASKED)
            if answer.status == 200 and answer.said["source"] == source:
                client.close()
                return time.monotonic() - begun
            assert time.monotonic() < begun + 60, "it does not get well again"
            time.sleep(0.02)

    def _note(self, found: Answers, lock: threading.Lock, guest: Guest, client: Client) -> None:
        begun = time.monotonic()
        answer = client.get(ASKED)
        spent, said = time.monotonic() - begun, answer.said
        items = {one["id"] for one in said.get("items", ())}
        wrong = (items & guest.shut) | (items - self.allowed)
        with lock:
            found.counts[answer.status, said.get("source", said.get("code")), said.get("degraded", False)] += 1
            found.seconds.append(spent)
            if wrong:
                found.shown.append(f"{guest.person.name}: {sorted(wrong)}, by {said['source']}")


def entries_into(place: Place, made: Made) -> dict[int, int]:
    """The titles of the checkerboard in the catalogue: the ids of their numbers."""

    async def done() -> dict[int, int]:
        storage = open_storage(place, binding(Surroundings(AccountRules(), (SECRET,), now)))
        try:
            await storage.write(lambda tx: begin_load(tx.catalogue, ORIGIN))
            receipt = await storage.write(lambda tx: load_batch(tx.catalogue, ORIGIN, entries_of(made.world), shift=0))
            await storage.write(lambda tx: finish_load(tx.catalogue, ORIGIN, receipt))
            found = await storage.read(lambda tx: tx.catalogue.titles.ids_of(ORIGIN.key))
        finally:
            await storage.close()
        return {int(number): one for number, one in found.items()}

    return asyncio.run(done())


@contextmanager
def opened_cinema(
    forker: Forker, place: URL, redis_url: str, made: Made, folder: Path, *mutants: str, people: int = 8
) -> Iterator[Cinema]:
    ids = entries_into(place, made)
    furnished = furnish(folder / "home", place, people=people, titles=len(ids), origin=ORIGIN.key)
    model = furnished.home / "models" / "main"
    shutil.copytree(made.folder, model)
    there = urlsplit(redis_url)
    with Proxy(place.port or 0, delay=LATE) as database, Proxy(there.port or 0, delay=LATE) as redis:
        given = {
            **furnished.environment,
            "MATINEE_DATABASE": plain(place.set(port=database.port)),
            "MATINEE_REDIS": there._replace(netloc=f"127.0.0.1:{redis.port}").geturl(),
            "MATINEE_ANSWER_SECONDS": "0",
        }
        with standing(House(forker, given, folder / "log", mutants)) as house:
            guests = [_settled(house.port, one, ids, taste) for taste, one in enumerate(furnished.people)]
            allowed = frozenset(one for number, one in ids.items() if number % 3 and number % 2 == 0)
            yield Cinema(house, model, database, redis, guests, allowed)


def _settled(port: int, person: Person, ids: dict[int, int], taste: int) -> Guest:
    """Somebody who rated a few titles of one taste well, and does not want some others of it, nor what is most
    popular."""
    first = 1 + TASTE * (taste % 4)
    rated = [ids[number] for number in range(first, first + 6)]
    hidden = [ids[number] for number in range(first + 6, first + 16)]
    client = Client(port, person.token)
    _done(client, [(f"/ratings/{one}", {"stars": 5}) for one in rated])
    _done(client, [(f"/marks/not-for-me/{one}", None) for one in hidden])
    assert client.get(ASKED).said["source"] == "personalised"
    client.close()
    return Guest(person, frozenset((*rated, *hidden)))


def _done(client: Client, orders: Sequence[tuple[str, Any]]) -> None:
    for path, said in orders:
        answer = client.send("PUT", path, said)
        assert answer.status == 200, answer.body
