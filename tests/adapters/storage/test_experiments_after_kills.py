"""Row E11: of an experiment with two arms everybody who was shown a slate is counted, and nobody else, in their own
arm, though the process that writes is killed again and again, and a third of what is told comes twice or late."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
from sqlalchemy import URL

from matinee.adapters.storage.open import Place
from matinee.adapters.storage.stores import Stores
from matinee.domain.exposures import Attached, Event
from matinee.domain.trials import Shown
from matinee.kit.clock import DAY, HOUR
from matinee.lab.trials.buckets import BUCKETS, bucket_of
from matinee.lab.trials.exposures import Exposures, entered
from matinee.lab.trials.ratios import sample_ratio
from tests.fixtures.databases import AnyStorage
from tests.fixtures.loop import Notes, sizes

CLIENTS = 4
ARMS = ("kills:control", "kills:new")
SHOWN = Shown(0, 9 * DAY, ARMS)
AT = 5
SAID = (20, 100)
"""Fewest and most lines that the process says before it is killed."""
COUNT = "SELECT count(*) FROM exposures"
SHOWING = """
import asyncio, random, sys
from pathlib import Path
from sqlalchemy import make_url
from matinee.adapters.storage.open import open_storage
from matinee.domain.exposures import Attached, Event, Slate
from matinee.kit.clock import HOUR
from tests.adapters.storage.test_experiments_after_kills import ARMS, AT, CLIENTS, arm_of, name_of, person

async def show(storage, number, dice):
    while True:
        name = name_of(number)
        for one in (name, "again" + name[5:])[: 1 + (dice.random() < 0.3)]:
            def shown(stores):
                account = person(stores, name)
                slate = Slate(one, account, AT, "m", "r", "popular", 1, (1,), (1.0,), arm=ARMS[arm_of(number)])
                stores.exposures.log(slate, assumed=True)
            await storage.write(shown)
        print("slate", number, flush=True)
        def told(stores):
            account = person(stores, name)
            row = stores.exposures.named(account, [name])[name].row
            received = AT + 1 + (dice.random() < 0.3) * HOUR // 2
            stores.events.add(account, [Attached(Event("e" + name, "clicked"), AT + 1, row, 1)], received)
        for _ in range(1 + (dice.random() < 0.3)):
            await storage.write(told)
        print("event", number, flush=True)
        number += CLIENTS

async def main():
    place, first = sys.argv[1], int(sys.argv[2])
    storage = open_storage(make_url(place) if "://" in place else Path(place), lambda stores: stores)
    await asyncio.gather(*(show(storage, first + one, random.Random(first + one)) for one in range(CLIENTS)))

asyncio.run(main())
"""


def arm_of(number: int) -> int:
    return int(bucket_of("arms of the kills", name_of(number)) >= BUCKETS // 2)


def name_of(number: int) -> str:
    return f"{number:032}"


def person(stores: Stores, name: str) -> int:
    """Made when they first come."""
    found = stores.accounts.named(name)
    if found is None:
        stores.accounts.add(key=name, name=name, folded=name, email=None, digest="d", role="member", at=1)
        found = stores.accounts.named(name)
    assert found is not None
    return found.account.id


def shown_until_killed(place: Place, first: int, said_before: int) -> dict[str, set[int]]:
    """People of whom the process said that their slate, or their click, was kept. said_before: lines of that before it
    is killed."""
    said = place.render_as_string(hide_password=False) if isinstance(place, URL) else str(place)
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", SHOWING, said, str(first)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings)
    assert running.stdout is not None
    begun = [running.stdout.readline() for _ in range(said_before)]
    running.send_signal(signal.SIGKILL)
    lines = [line.split() for line in (*begun, *running.stdout) if line.endswith("\n")]
    running.wait()
    running.stdout.close()
    return {kind: {int(number) for what, number in lines if what == kind} for kind in ("slate", "event")}


def tell_again(stores: Stores, names: dict[int, str], dice: random.Random, *, renamed: bool) -> None:
    """Everybody tells it once more, late, and a third twice. renamed: a fault, by which what is told twice has two
    ids."""
    for account, name in names.items():
        row = stores.exposures.named(account, [name])[name].row
        for copy in range(1 + (dice.random() < 0.3)):
            event = Event(f"e{name}{copy + 1 if renamed else ''}", "clicked")
            stores.events.add(account, [Attached(event, AT + 1, row, 1)], AT + HOUR // 2)


def clicks(stores: Stores) -> dict[int, float]:
    found = stores.trial_figures.figures(SHOWN, window=DAY, late=HOUR, before=False, assumed=True)
    return dict(found["clicked"])


@sizes(quick=3, long=40)
async def test_whoever_was_shown_a_slate_is_counted_once_and_in_their_arm(
    trials: int, place: Place, storage: AnyStorage, notes: Notes
) -> None:
    """trials: kills."""
    dice, first = random.Random(notes.seed), 0  # noqa: S311
    slates, events = set[int](), set[int]()
    for _ in range(trials):
        said = shown_until_killed(place, first, dice.randint(*SAID))
        slates, events = slates | said["slate"], events | said["event"]
        first = (max(slates) // CLIENTS + 2) * CLIENTS
    rows = await storage.read(lambda stores: stores.trial_figures.first_shown(SHOWN, assumed=True))
    accounts = await storage.read(lambda stores: {person(stores, name_of(number)): number for number in slates})
    assert len(slates) >= trials * SAID[0] // 2
    missing = len(set(accounts) - {account for account, _, _ in rows})
    kind = "postgres" if isinstance(place, URL) else "sqlite"
    told = f"{kind}, {trials} kills"
    notes.check("E11", f"{told}: people who were shown a slate and are not counted", missing, trials=trials, high=0)
    unsaid = [row for row in rows if row[0] not in accounts]
    assert len(unsaid) <= CLIENTS * trials, "only what was kept just before a kill was not said"
    wrong = sum(arm != ARMS[arm_of(accounts[account])] for account, arm, _ in rows if account in accounts)
    doubled = len(rows) - len({account for account, _, _ in rows})
    notes.check("E11", f"{told}: counted twice or in another arm", wrong + doubled, trials=trials, high=0)

    units, arms, at = (np.array(column) for column in zip(*rows, strict=True))
    people = entered(Exposures(units, (arms == ARMS[1]).astype(int), at))
    assert people.crossed == 0
    p = sample_ratio(people.counts(2), np.array([1, 1])).p
    notes.check("E11", f"{told}: p of the sample ratio", p, trials=len(people), low=0.001)
    ahead = people.counts(2) + np.array([0, len(people)])
    fault = sample_ratio(ahead, np.array([1, 1])).p
    notes.check("E11", f"{told}: fault: one arm counts what is fetched ahead: p", fault, trials=len(people), high=0.001)

    every = await storage.read(lambda stores: stores.connection.exec_driver_sql(COUNT).scalar_one()) / len(people)
    notes.check("E11", f"{told}: fault: each slate counted: people", every, trials=len(people), low=1.15)

    names = await storage.read(lambda stores: _names(stores, [account for account, _, _ in rows]))
    before = await storage.read(clicks)
    assert {account for account, number in accounts.items() if number in events} <= set(before)
    await storage.write(lambda stores: tell_again(stores, names, dice, renamed=False))
    counted = await storage.read(clicks)
    off = sum(abs(counted.get(account, 0.0) - 1) for account in names)
    notes.check("E11", f"{told}: clicks too many or too few", off, trials=len(names), high=0)
    await storage.write(lambda stores: tell_again(stores, names, dice, renamed=True))
    more = sum((await storage.read(clicks)).values()) / len(names)
    notes.check("E11", f"{told}: fault: a click told twice has two ids: clicks", more, trials=len(names), low=1.5)


def _names(stores: Stores, accounts: list[int]) -> dict[int, str]:
    rows = stores.connection.exec_driver_sql("SELECT account_id, slate_id FROM exposures")
    known = set(accounts)
    return {account: name for account, name in rows if account in known and not name.startswith("again")}
