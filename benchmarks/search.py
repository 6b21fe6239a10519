"""How long the catalogue takes to answer what people type.

    python benchmarks/search.py DIR [--rounds 100] [--database postgresql://user@host/empty]

DIR is a folder of `matinee data world`. The catalogue is loaded into a database of its own (of SQLite, in a temporary
folder, without --database), then each question is asked in random order, through the whole use case; times are wall
time of one thread, without HTTP.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pydantic import SecretStr

from matinee.adapters.storage.open import open_storage
from matinee.kit.clock import now
from matinee.kit.words import words_of
from matinee.services.catalogue.search import search
from matinee.wiring.catalogue_loading import load_catalogue, read_source
from matinee.wiring.serving import database_of, rules_of
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Surroundings, binding


def questions(names: list[str], people: list[str], *, count: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(kind, what is typed), `count` of each kind."""
    long = [name for name in names if any(len(word) > 5 for word in words_of(name))]
    for _ in range(count):
        name, person, other = rng.choice(names), rng.choice(people), rng.choice(long)
        yield "a letter", name[:1]
        yield "two or three letters", name[: rng.choice((2, 3))]
        yield "half a name", name[: max(4, len(name) // 2)]
        yield "a whole name", name
        yield "a slip", slipped(other, rng)
        yield "a person", person
        yield "a name and a year", f"{name} {rng.randint(1950, 2025)}"
        yield "nothing there", "".join(rng.choices("bcdfghjklmnpqrstvwxz", k=8))


def slipped(name: str, rng: random.Random) -> str:
    """Two neighbours swapped in its longest word."""
    longest = max(words_of(name), key=len)
    place = rng.randrange(1, len(longest) - 1)
    return longest[:place] + longest[place + 1] + longest[place] + longest[place + 2 :]


async def measure(world: Path, settings: Settings, *, rounds: int) -> None:
    source = read_source(world)
    entries = list(source.entries)
    begun = time.perf_counter()
    await load_catalogue(settings, type(source)(source.origin, source.count, iter(entries)))
    print(f"{source.count:,} titles loaded in {time.perf_counter() - begun:.1f} s")
    rng = random.Random(7)  # noqa: S311  no secrets are made of it
    people = [one.name for entry in entries for one in entry.credits]
    asked = list(questions([one.name for one in entries], people, count=rounds, rng=rng))
    rng.shuffle(asked)
    storage = open_storage(database_of(settings), binding(Surroundings(rules_of(settings), (), now)))
    times: dict[str, list[float]] = {}
    try:
        for typed in ("the", "alein 1979", "zzzzzzzz"):
            await storage.read(lambda tx, typed=typed: search(tx.catalogue, typed))
        for kind, typed in asked:
            begun = time.perf_counter()
            await storage.read(lambda tx, typed=typed: search(tx.catalogue, typed))
            times.setdefault(kind, []).append(1000 * (time.perf_counter() - begun))
    finally:
        await storage.close()
    times["all"] = [one for kind in times.values() for one in kind]
    print(f"{'what is typed':<24}{'median ms':>10}{'p99 ms':>10}{'asked':>8}")
    for kind, taken in times.items():
        print(f"{kind:<24}{np.median(taken):>10.1f}{np.quantile(taken, 0.99):>10.1f}{len(taken):>8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = SecretStr(given.database) if given.database else None
        asyncio.run(measure(given.world, Settings(home=Path(folder), database=database), rounds=given.rounds))


if __name__ == "__main__":
    main()
