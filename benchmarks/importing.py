"""How long others wait while a long history is brought along.

    python benchmarks/importing.py --lines 49000

One person applies an import over a real service with its database on disk; meanwhile another writes a rating, and a
third asks for what they have rated, one after the other. Prints the longest wait and the median of both.
"""

import argparse
import asyncio
import hashlib
import statistics
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from matinee.domain.titles import Origin, TitleEntry
from matinee.services.accounts.register import make_account
from matinee.services.catalogue.load import begin_load, finish_load, load_batch
from matinee.services.library import imports
from matinee.services.library.applying import apply_import
from matinee.services.library.importers.formats import read_file
from matinee.services.library.rate import list_ratings, rate
from matinee.services.library.undoing import undo_import
from matinee.wiring.serving import Service, open_service
from matinee.wiring.settings import Settings

ORIGIN = Origin("benchmark", "numbered titles")
BATCH = 1_000


async def prepared(service: Service, lines: int) -> tuple[int, int, list[int]]:
    """Two people and the titles."""
    await service.storage.write(lambda tx: begin_load(tx.catalogue, ORIGIN))
    receipt: Any = None
    for start in range(0, lines, BATCH):
        some = [
            TitleEntry(str(number), "movie", f"Film {number}", 1950 + number % 70)
            for number in range(start, min(start + BATCH, lines))
        ]
        receipt = await service.storage.write(lambda tx, some=some: load_batch(tx.catalogue, ORIGIN, some, shift=0))
    await service.storage.write(lambda tx: finish_load(tx.catalogue, ORIGIN, receipt))
    people = []
    for name in ("ana", "ben"):
        await service.storage.write(
            lambda tx, name=name: make_account(tx.accounts, name=name, email=None, digest="none", role="member")
        )
        found = await service.storage.read(lambda tx, name=name: tx.accounts.accounts.named(name))
        people.append(found.account.id if found else 0)
    titles = await service.storage.read(lambda tx: tx.catalogue.titles.ids_of(ORIGIN.key), long=True)
    return people[0], people[1], list(titles.values())


async def waits(done: asyncio.Event, ask: Any) -> list[float]:
    """Milliseconds, one after the other, until it is done."""
    found = []
    while not done.is_set():
        begun = perf_counter()
        await ask()
        found.append((perf_counter() - begun) * 1000)
        await asyncio.sleep(0.002)
    return found


async def measure(home: Path, lines: int) -> None:
    async with open_service(Settings(home=home, jobs="worker")) as service:
        ana, ben, titles = await prepared(service, lines)
        text = "title,year,rating,watched_at\n" + "".join(
            f"Film {number},{1950 + number % 70},{1 + number % 9 / 2},2020-03-01\n" for number in range(lines)
        )
        file = read_file(text.encode(), scale=5, now=service.clock())
        digest = hashlib.sha256(text.encode()).hexdigest()
        made = await service.storage.write(lambda tx: imports.begin_import(tx.library, ana, digest=digest, read=file))

        async def write() -> None:
            await service.storage.write(lambda tx: rate(tx.library, ben, titles[0], half_stars=7))

        async def read() -> None:
            await service.storage.read(lambda tx: list_ratings(tx.library, ben, after=None, count=10))

        for name, act in (
            ("apply", lambda: apply_import(service.storage, ana, made.id, conflicts="newest")),
            ("undo", lambda: undo_import(service.storage, ana, made.id)),
        ):
            done = asyncio.Event()
            others = [asyncio.create_task(waits(done, ask)) for ask in (write, read)]
            await asyncio.sleep(0.5)
            begun = perf_counter()
            result = await act()
            took = perf_counter() - begun
            done.set()
            written, looked = [await other for other in others]
            print(f"{name} of {lines:,} lines: {took:.1f} s; {result.receipt}")
            for who, found in (("writes", written), ("reads", looked)):
                print(f"  {who}: {len(found):,}, median {statistics.median(found):.1f} ms, longest {max(found):.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=49_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder) / "home", asked.lines))


if __name__ == "__main__":
    main()
