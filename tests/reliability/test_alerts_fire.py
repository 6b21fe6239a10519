"""M7: what is broken in a real house opens the alert that it should, and few others, and mending it ends them.

Prometheus reads the house with our rules, in which an hour is twenty times shorter; so is what is measured here told in
the time of the rules as they are.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import httpx
import pytest
import yaml
from sqlalchemy.engine import URL

from tests.deploy.rules import RULES, alerts
from tests.fixtures.databases import empty_place
from tests.fixtures.loop import Notes
from tests.fixtures.processes import free_port
from tests.fixtures.prometheus import TURN, busy_days, hastened, prometheus_at, seconds_of
from tests.fixtures.releases import Made
from tests.reliability.cinemas import ASKED, Cinema, opened_cinema
from tests.reliability.client import Client
from tests.reliability.houses import Forker

TIMES = 20.0
EVERY = "750ms"
LATEST = 2
"""Turns of the rules past its wait by which an alert must have begun."""
OTHERS = 2
CLEARED = 10.0
QUIET = 120.0
FORGOTTEN = 3600.0
"""Seconds of the rules after which none of what was broken goes on being told."""


@dataclass(frozen=True)
class Fault:
    """expected: the alert that must begin; None where nobody need be told. seen: seconds of the rules until so much has
    gone wrong as its window asks for. of_models: the house itself takes a while to see it, which is not shortened."""

    name: str
    expected: str | None
    begin: Callable[[Cinema], object]
    end: Callable[[Cinema], object]
    seen: float = 0.0
    of_models: bool = False

    @property
    def due(self) -> float:
        """Seconds from the fault, once the house sees it, to the turn in which the alert should begin."""
        rule = alerts()[self.expected or ""]
        return (seconds_of(rule.get("for", "0s")) + self.seen) / TIMES


def damage(cinema: Cinema) -> None:
    [contents] = (cinema.model / "versions").glob("*/contents.json")
    kept = contents.read_bytes()
    contents.with_name("kept").write_bytes(kept)
    contents.write_bytes(kept[:-20])


def mend(cinema: Cinema) -> None:
    [kept] = (cinema.model / "versions").glob("*/kept")
    kept.replace(kept.with_name("contents.json"))


def until_seen(cinema: Cinema) -> None:
    client = Client(cinema.house.port)
    while (told := client.get("/health/ready").said)["release"] is not None and told["fault"] is None:
        time.sleep(0.05)
    client.close()


def until_well(cinema: Cinema) -> float:
    """Seconds that it takes; asked seldom, so that who asks is not most of those who are refused."""
    begun, client = time.monotonic(), Client(cinema.house.port, cinema.guests[0].person.token)
    while (told := client.get(ASKED)).status != 200 or told.said["source"] != "personalised":
        assert time.monotonic() < begun + 60, "it does not get well again"
        time.sleep(0.25)
    client.close()
    return time.monotonic() - begun


def lost(what: str, expected: str | None, *, seen: float = 0.0, of_models: bool = False) -> Fault:
    def begin(cinema: Cinema) -> None:
        cinema.lose(what)

    def end(cinema: Cinema) -> None:
        cinema.give_back(what)

    return Fault(f"{what} lost", expected, begin, end, seen, of_models)


FAULTS = (
    lost("redis", None),
    Fault("killed", "MatineeDown", lambda one: one.house.kill(), lambda one: one.house.start()),
    lost("database", "MatineeStorageDown"),
    Fault("a version damaged", "MatineeModelRefused", damage, mend, of_models=True),
    lost("model", "MatineeDegraded", seen=30.0, of_models=True),
    lost("database", "MatineeFailing", seen=30.0),
)


@dataclass
class Watched:
    """What Prometheus says. seen: every alert that was on since it was last forgotten. waiting: those that would be
    on if it went on."""

    port: int
    seen: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)

    def on(self) -> set[str]:
        try:
            told = httpx.get(f"http://127.0.0.1:{self.port}/api/v1/alerts", timeout=5).json()["data"]["alerts"]
        except (httpx.HTTPError, KeyError, ValueError):
            return set()  # it is still starting
        now = {one["labels"]["alertname"] for one in told if one["state"] == "firing"}
        self.waiting = {one["labels"]["alertname"] for one in told} - now
        self.seen |= now
        return now

    def until(self, done: Callable[[set[str]], bool], *, within: float) -> float | None:
        """Seconds until it was so; None where it was not."""
        begun = time.monotonic()
        while time.monotonic() < begun + within:
            if done(self.on()):
                return time.monotonic() - begun
            time.sleep(0.05)
        return None


@contextmanager
def asking(cinema: Cinema) -> Iterator[None]:
    """Somebody asks ten times a second, whatever comes of it."""
    stop = threading.Event()

    def ask() -> None:
        client = Client(cinema.house.port, cinema.guests[0].person.token)
        while not stop.wait(0.1):
            with suppress(OSError, HTTPException):
                client.get(ASKED, patience=5)
        client.close()

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.fixture
def cinema(
    forker: Forker, redis_url: str, made_release: Made, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Cinema]:
    place = empty_place("postgres", request, tmp_path)
    assert isinstance(place, URL)
    with opened_cinema(forker, place, redis_url, made_release, tmp_path) as made:
        yield made


def suffer(fault: Fault, cinema: Cinema, watched: Watched, notes: Notes) -> None:
    watched.seen.clear()
    fault.begin(cinema)
    if fault.of_models:
        until_seen(cinema)
    expected = {fault.expected} if fault.expected else set()
    if fault.expected is None:
        watched.until(lambda _: False, within=QUIET / TIMES)
    else:
        took = watched.until(lambda now: expected <= now, within=fault.due + QUIET / TIMES)
        assert took is not None, f"{fault.name}: {fault.expected} did not begin; on were {watched.seen}"
        late = (took - fault.due) * TIMES / TURN
        notes.check("M7", f"{fault.name}, {fault.expected}: turns past its wait", late, trials=1, high=LATEST)
    fault.end(cinema)
    again = until_well(cinema)
    clear = watched.until(lambda now: not expected & now, within=2 * 60 * CLEARED / TIMES)
    assert clear is not None, f"{fault.name}: {watched.on()} did not end"
    took, others = (again + clear * TIMES) / 60, len(watched.seen - expected)
    name = f"{fault.name}, {fault.expected or 'nothing to be told'}"
    notes.check("M7", f"{name}: minutes until it ends", took, trials=1, high=CLEARED)
    notes.check("M7", f"{name}: other alerts", others, trials=1, high=OTHERS)


@pytest.mark.loop
@pytest.mark.timeout(900)
def test_what_is_broken_is_told_and_little_else(cinema: Cinema, notes: Notes, tmp_path: Path) -> None:
    rules, past = hastened(RULES.read_text(), times=TIMES), busy_days(cinema.house.port, times=TIMES)
    reading = prometheus_at(cinema.house.port, tmp_path / "prometheus", rules=rules, every=EVERY, past=past)
    with reading as port, asking(cinema):
        watched = Watched(port)
        watched.until(lambda _: False, within=2 * QUIET / TIMES)
        assert watched.seen == set(), "nothing is broken yet"
        for fault in FAULTS:
            suffer(fault, cinema, watched, notes)
            watched.until(lambda now: not now | watched.waiting, within=FORGOTTEN / TIMES)


def without(rules: str, name: str) -> str:
    said = yaml.safe_load(rules)
    for group in said["groups"]:
        group["rules"] = [one for one in group["rules"] if one.get("alert") != name]
    return yaml.safe_dump(said)


@pytest.mark.parametrize("missing", [False, True])
def test_a_rule_that_is_missing_is_noticed(missing: bool, tmp_path: Path) -> None:
    """Where nobody listens. The wait of two minutes takes 0.6 s."""
    whole = hastened(RULES.read_text(), times=200)
    rules = without(whole, "MatineeDown") if missing else whole
    with prometheus_at(free_port(), tmp_path, rules=rules, every="300ms") as port:
        took = Watched(port).until(lambda now: "MatineeDown" in now, within=8 if missing else 60)
    assert (took is None) == missing


def test_all_that_is_a_length_of_time_becomes_shorter() -> None:
    rules = "for: 2m15s\n interval: 15s\n expr: rate(x[46h]) unless x offset 10m > 0.5"
    assert (
        hastened(rules, times=20)
        == "for: 6750ms\n interval: 750ms\n expr: rate(x[8280000ms]) unless x offset 30000ms > 0.5"
    )
