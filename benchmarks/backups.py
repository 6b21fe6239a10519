"""How long a backup and its restore take, and how large it is.

    python benchmarks/backups.py DATA [--copies 1] [--database postgresql://user@host/empty]

DATA is a MovieLens release. Its titles become the catalogue and each of its people an account with their ratings, over
SQLite in a temporary folder or over --database; --copies makes as many accounts of each person. The backup is then
restored into another file of SQLite, and with --database back into that. Times are wall and processor time, without
models.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from matinee.adapters.storage.open import open_storage
from matinee.domain.library import Rating
from matinee.kit.clock import SECOND, now
from matinee.kit.memory import MIB
from matinee.lab.data.loaders.load import load
from matinee.services.accounts.register import make_account
from matinee.services.library.take_over import take_over
from matinee.wiring.backups import check_backup, make_backup, restore_backup
from matinee.wiring.catalogue_loading import load_catalogue, read_source
from matinee.wiring.serving import database_of, rules_of
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Surroundings, Transaction, binding

T = TypeVar("T")
AT_ONCE = 50
"""People in one transaction."""


async def fill(settings: Settings, path: Path, *, copies: int) -> int:
    """How many ratings there are then."""
    source = read_source(path)
    await load_catalogue(settings, source)
    data = load(path).dataset
    storage = open_storage(database_of(settings), binding(Surroundings(rules_of(settings), (), now)))
    external = [str(one) for one in data.titles.ids.tolist()]
    ids = await storage.read(lambda tx: tx.catalogue.titles.ids_of(source.origin.key, external))
    people = [(copy, row) for copy in range(copies) for row in range(data.n_people)]

    def write(tx: Transaction, some: list[tuple[int, int]]) -> None:
        for copy, row in some:
            name = f"person{row}copy{copy}"
            make_account(tx.accounts, name=name, email=None, digest="none", role="member")
            found = tx.accounts.accounts.named(name)
            if found is not None:
                history = data.histories.row(row)
                times = [0] * len(history.titles) if history.times is None else history.times.tolist()
                rows = zip(history.titles.tolist(), history.values.tolist(), times, strict=True)
                ratings = [Rating(ids[external[title]], round(stars * 2), at * SECOND) for title, stars, at in rows]
                take_over(tx.library, found.account.id, ratings)

    for start in range(0, len(people), AT_ONCE):
        await storage.write(lambda tx, start=start: write(tx, people[start : start + AT_ONCE]))
    await storage.close()
    return copies * len(data.log)


def timed(label: str, work: Callable[[], T]) -> T:
    wall, processor = time.perf_counter(), time.process_time()
    done = work()
    print(f"{label}: {time.perf_counter() - wall:.1f} s, {time.process_time() - processor:.1f} s of this processor")
    return done


def measure(settings: Settings, data: Path, folder: Path, *, copies: int) -> None:
    ratings = asyncio.run(fill(settings, data, copies=copies))
    place = database_of(settings)
    size = f", a file of {place.stat().st_size / MIB:,.1f} MiB" if isinstance(place, Path) else ""
    made = timed("backup", lambda: make_backup(settings, out=folder / "backup.zip"))
    packed = made.path.stat().st_size / MIB
    print(f"{ratings:,} ratings, {made.manifest.rows:,} rows{size}; the backup has {packed:,.1f} MiB")
    timed("check", lambda: check_backup(made.path))
    other = settings.model_copy(update={"home": folder / "other", "database": None})
    timed("restore into SQLite", lambda: restore_backup(other, made.path))
    if settings.database is not None:
        timed("restore into PostgreSQL", lambda: restore_backup(settings, made.path, replace=True))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures backup and restore.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--database")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        database = SecretStr(asked.database) if asked.database else None
        settings = Settings().model_copy(update={"home": folder / "home", "database": database})
        measure(settings, asked.data, folder, copies=asked.copies)


if __name__ == "__main__":
    main()
