"""M13: of what people are called and what lets them in, no line of a log says anything, at the level of debugging."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import text

from matinee.doors.api.logs import configure_logs
from matinee.doors.worker.duties import Duty, Hands
from matinee.doors.worker.loop import Worker
from matinee.doors.worker.training import in_a_process
from matinee.kit.clock import HOUR
from tests.doors.worker.test_training import asked
from tests.fixtures.loop import Notes, sizes
from tests.fixtures.recommending import Cinema
from tests.fixtures.service import House

NAME, MAIL, PASSWORD = "kanarienvogel", "kanarien.post@example.org", "kanarien singen frueh 7"
NOTE = "kanarien write this of a film"


@dataclass
class Lines:
    """errors: of this process and of those that it starts. of: where it writes lines. canaries: what must not be in
    any. found: those in which one was."""

    errors: pytest.CaptureFixture[str]
    of: StringIO
    canaries: set[str] = field(default_factory=lambda: {"kanarien", NAME, MAIL, PASSWORD})
    count: int = 0
    events: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def look(self) -> None:
        """At those written since the last look; they are forgotten, since they are many."""
        for line in [*self.of.getvalue().splitlines(), *self.errors.readouterr().err.splitlines()]:
            self.count += 1
            self.found += [line] if any(one in line for one in self.canaries) else []
        for line in self.of.getvalue().splitlines():
            self.events.add(json.loads(line)["event"])
        self.of.seek(0)
        self.of.truncate()


@pytest.fixture
def lines(academy: Cinema, capfd: pytest.CaptureFixture[str]) -> Lines:
    configure_logs("debug", stream=academy.house.log)
    return Lines(capfd, academy.house.log)


async def moved_in(house: House, lines: Lines) -> list[httpx.AsyncClient]:
    """Somebody with everything that is to stay hidden, by cookies and by tokens."""
    browser = house.client()
    account = {"username": NAME, "password": PASSWORD, "email": MAIL}
    assert (await browser.post("/auth/register", json=account)).status_code == 202
    await house.log_in(browser, NAME, PASSWORD)
    made = await browser.post("/me/tokens", json={"name": "kanarien token"})
    assert made.status_code == 201, made.text
    token = next(one for one in made.json().values() if isinstance(one, str) and len(one) > 30)
    lines.canaries |= {token, browser.headers["X-CSRF-Token"], *browser.cookies.values()}
    assert (await browser.patch("/me", json={"email": f"x.{MAIL}"})).status_code == 200
    return [browser, house.client(Authorization=f"Bearer {token}")]


async def tell_secrets(house: House, clients: list[httpx.AsyncClient], title: int) -> None:
    """A round of what is right, wrong and broken, with secrets in every place where one may be put."""
    browser, program = clients
    stranger = house.client(Authorization=f"Bearer {NAME}-{secrets.token_hex(4)}")
    for body in ({"username": NAME, "password": f"{PASSWORD}!"}, {"username": MAIL, "password": [PASSWORD]}):
        await house.client().post("/auth/login", json=body)
    await house.client().post("/auth/register", json={"username": NAME, "password": PASSWORD, "email": MAIL})
    await browser.post("/me/password", json={"old_password": PASSWORD, "new_password": PASSWORD[:3]})
    for client in (browser, program, stranger):
        await client.get(f"/people/{NAME}", params={"email": MAIL, "password": PASSWORD})
        await client.get(f"http://matinee.test/{NAME}/{PASSWORD}", headers={"User-Agent": MAIL, "X-Request-Id": NAME})
        await client.put(f"/ratings/{title}", json={"stars": PASSWORD})
        await client.put(f"/titles/{title}/note", json={"text": NOTE})
        await client.get("/auth/me")
        await client.get("/recommendations")
    await stranger.aclose()


async def break_tables(house: House) -> None:
    """The database does not know a table, and says that a row is there already, in the words of PostgreSQL."""

    def wrong(tx: Any) -> None:
        asked = text("SELECT * FROM nowhere WHERE name = :name AND mail = :mail")
        tx.accounts.accounts._connection.execute(asked, {"name": NAME, "mail": MAIL})

    def refused(tx: Any) -> None:
        raise ValueError(f"a row is not unique\nDETAIL:  Key (name)=({NAME}) already exists.")

    for what in (wrong, refused):

        async def broken(_: Hands, what: Callable[[Any], None] = what) -> str:
            await house.service.storage.write(what)
            return "never"

        await Worker(house.service, [Duty(what.__name__, HOUR, broken)]).do_all()


@sizes(quick=200, long=100_000)
@pytest.mark.timeout(3600)
async def test_no_line_tells_a_secret(trials: int, notes: Notes, academy: Cinema, better: str, lines: Lines) -> None:
    """Of the server, the worker and who trains."""
    house = academy.house
    clients = await moved_in(house, lines)
    await academy.rate(clients[0], *range(1, 8))
    await break_tables(house)
    _, record = await asked(academy, better, in_a_process if trials > 1000 else None)
    assert record is not None
    while lines.count < trials:
        await tell_secrets(house, clients, academy.ids[1])
        lines.look()
        house.clock.ahead += HOUR // 60
        await Worker.of(house.service).do_all()
    assert {"request", "job done", "fault of the program"} <= lines.events
    print("\n".join(sorted({one[:300] for one in lines.found})[:5]))
    notes.check("M13", "lines of the logs that tell a secret", len(lines.found), trials=lines.count, high=0)


async def test_a_password_that_is_logged_once_is_caught(
    academy: Cinema, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = academy.house
    clients = await moved_in(house, lines)
    lines.look()
    assert lines.found == []
    passwords, kept = type(house.service.passwords), type(house.service.passwords).hash

    async def talking(self: Any, password: str) -> str:
        structlog.get_logger().debug("a new password", what=password)
        return await kept(self, password)

    monkeypatch.setattr(passwords, "hash", talking)
    account = {"username": "another", "password": PASSWORD}
    assert (await house.client().post("/auth/register", json=account)).status_code == 202
    await clients[0].get("/auth/me")
    lines.look()
    assert len(lines.found) == 1
