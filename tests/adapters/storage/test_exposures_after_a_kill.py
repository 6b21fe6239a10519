"""E11: what was shown is counted exactly, though processes are killed and events come late, twice and out of order."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from matinee.adapters.storage.open import open_storage, upgrade
from matinee.adapters.storage.stores import Stores
from matinee.domain.exposures import Attached, Event
from tests.adapters.storage.test_exposures import person

CLIENTS = 4
SHOWING = """
import asyncio, random, sys
from pathlib import Path
from matinee.adapters.storage.open import open_storage
from matinee.domain.exposures import Attached, Event, Slate

async def show(storage, client):
    dice, number = random.Random(client), 0
    while True:
        slate = Slate(f"{client:04}{number:028}", 1, 5, "m", "r", "popular", 1, (1,), (1.0,))
        await storage.write(lambda stores: stores.exposures.log(slate, assumed=True))
        print("slate", slate.id, flush=True)
        told = [number] + [dice.randrange(number + 1) for _ in range(3) if dice.random() < 0.3]
        for one in told:
            event = Event(f"e{client:04}{one:028}", "clicked")
            def add(stores):
                name = event.id[1:]
                row = stores.exposures.named(1, [name])[name].row
                stores.events.add(1, [Attached(event, 6, row, 1)], 7)
            await storage.write(add)
            print("event", event.id, flush=True)
        number += 1

async def main():
    storage = open_storage(Path(sys.argv[1]), lambda stores: stores)
    await asyncio.gather(*(show(storage, client) for client in range(int(sys.argv[2]))))

asyncio.run(main())
"""


def shown_until_killed(path: Path) -> dict[str, list[str]]:
    """Slates and events that a process said were kept before it was killed without warning."""
    command = [sys.executable, "-c", SHOWING, str(path), str(CLIENTS)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert running.stdout is not None
    first = running.stdout.readline()
    time.sleep(0.4)
    running.send_signal(signal.SIGKILL)
    said = [line.split() for line in (first, *running.stdout.read().splitlines(keepends=True)) if line.endswith("\n")]
    running.wait()
    running.stdout.close()
    return {kind: [words[1] for words in said if words[0] == kind] for kind in ("slate", "event")}


def counted(stores: Stores, table: str, name: str) -> list[str]:
    return [row[0] for row in stores.connection.exec_driver_sql(f"SELECT {name} FROM {table}")]  # noqa: S608


async def test_slates_are_counted_exactly_and_events_once(tmp_path: Path) -> None:
    path = tmp_path / "matinee.db"
    await upgrade(path)
    storage = open_storage(path, lambda stores: stores)
    await storage.write(person)
    await storage.close()
    said = shown_until_killed(path)
    assert len(said["slate"]) > 20
    storage = open_storage(path, lambda stores: stores)
    kept = await storage.read(lambda stores: counted(stores, "exposures", "slate_id"))
    assert len(kept) == len(set(kept))
    assert set(said["slate"]) <= set(kept)
    assert len(set(kept) - set(said["slate"])) <= CLIENTS
    assert set(said["event"]) <= set(await storage.read(lambda stores: counted(stores, "feedback", "event_id")))
    again = [f"e{slate}" for slate in kept] * 2
    random.Random(1).shuffle(again)  # noqa: S311

    def tell(stores: Stores) -> None:
        rows = {shown.slate.id: shown.row for shown in stores.exposures.named(1, kept).values()}
        told = [Attached(Event(name, "clicked"), 6, rows[name[1:]], 1) for name in again]
        stores.events.add(1, told, 8)

    await storage.write(tell)
    events = await storage.read(lambda stores: counted(stores, "feedback", "event_id"))
    assert sorted(events) == sorted(f"e{slate}" for slate in kept)
    await storage.close()
