"""A home of the service with a world in it, and all of its people: each with an account, a session and their ratings.

Made once in a folder, which is then as large as the world asks for: about two minutes for the large one.
"""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from matinee.domain.library import Rating, RatingChange
from matinee.kit.clock import DAY, SECOND
from matinee.kit.files import write_text
from matinee.kit.progress import Progress
from matinee.kit.secrets import digest_of, new_token
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load
from matinee.lab.world.sizes import size_named
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.publish import learned_from, publish
from matinee.ops.registry.registry import COMMAND_LINE
from matinee.ops.runs.recipes import find_recipe
from matinee.ops.runs.worlds import world_in
from matinee.services.accounts.login import SESSION_PREFIX
from matinee.services.accounts.register import make_account
from matinee.wiring.catalogue_loading import load_catalogue, read_source
from matinee.wiring.demo import WORLD_RECIPE
from matinee.wiring.recommending import registry_of
from matinee.wiring.serving import open_service, upgrade_database
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Transaction

SEED = 7
PEOPLE = "people.json"
TOGETHER = 200
NO_PASSWORD = "!"  # noqa: S105  no hash of anything: nobody logs in by it
HALF_STARS = range(1, 11)
GOOD_FOR = 7 * 24 * 3600.0
"""Seconds; a session that nobody used ends after twice that."""


@dataclass(frozen=True)
class Populated:
    """home: of the service. tokens: of a session of each person. rated: the titles that each has rated, by their ids in
    the catalogue. titles: the name of each title of the catalogue, by id."""

    home: Path
    tokens: Sequence[str]
    rated: Sequence[Sequence[int]]
    titles: dict[int, str]


def settings_of(home: Path) -> Settings:
    """rate_limit: counted as always, and so high that one person may be asked for as often as Zipf has it."""
    return Settings(home=home, rate_limit=10_000_000)


def populated(folder: Path, *, size: str, progress: Progress) -> Populated:
    """Made where it is not, or was only begun. Its tables become those of this version, and its people come in anew
    before their sessions end."""
    home = folder / size
    asyncio.run(upgrade_database(settings_of(home)))
    if not (home / PEOPLE).is_file() or time.time() - (home / PEOPLE).stat().st_mtime > GOOD_FOR:
        asyncio.run(_populate(home, size, progress))
    kept = json.loads((home / PEOPLE).read_text(encoding="utf-8"))
    return Populated(home, kept["tokens"], kept["rated"], {int(key): name for key, name in kept["titles"].items()})


async def _populate(home: Path, size: str, progress: Progress) -> None:
    settings = settings_of(home)
    path = world_in(home / "world", size_named(size), seed=SEED, progress=progress).path
    source = read_source(path, progress=progress)
    await load_catalogue(settings, source, progress=progress)
    data = load(path).dataset
    _release(settings, data, origin=source.origin.key, progress=progress)
    async with open_service(settings) as service:
        ids, shift = await service.storage.read(
            lambda tx: (
                tx.catalogue.titles.ids_of(source.origin.key, [str(one) for one in data.titles.ids.tolist()]),
                tx.catalogue.entries.shift_of(source.origin.key) or 0,
            )
        )
        numbers = np.array([ids[str(one)] for one in data.titles.ids.tolist()], dtype=np.int64)
        names = {int(numbers[place]): name for place, name in enumerate(data.facts.names)}
        tokens: list[str] = []
        rated: list[list[int]] = []
        progress.start("letting people in", data.n_people)
        for rows in _groups(data.n_people):
            people = [_ratings_of(data, row, numbers, shift) for row in rows]
            tokens += await service.storage.write(lambda tx, rows=rows, people=people: _let_in(tx, rows, people))
            rated += [[one.title_id for one in ratings] for ratings in people]
            progress.advance(len(rows))
        progress.finish()
    write_text(home / PEOPLE, json.dumps(asdict(Populated(home, tokens, rated, names)), default=str))


def _release(settings: Settings, data: Dataset, *, origin: str, progress: Progress) -> None:
    registry = registry_of(settings)
    adopt(registry)
    if not learned_from(registry, data):
        context = FitContext(seed=settings.seed, progress=progress)
        why = f"made of {data.name} to be measured"
        publish(registry, data, find_recipe(WORLD_RECIPE), origin=origin, context=context, by=COMMAND_LINE, why=why)


def _groups(count: int) -> Iterator[range]:
    for first in range(0, count, TOGETHER):
        yield range(first, min(first + TOGETHER, count))


def _ratings_of(data: Dataset, row: int, numbers: np.ndarray, shift: int) -> list[Rating]:
    history = data.histories.row(row)
    times = np.zeros(len(history.titles), dtype=np.int64) if history.times is None else history.times
    return [
        Rating(title, min(HALF_STARS[-1], max(HALF_STARS[0], round(stars * 2))), moment * SECOND + shift)
        for title, stars, moment in zip(
            numbers[history.titles].tolist(), history.values.tolist(), times.tolist(), strict=True
        )
    ]


def _let_in(tx: Transaction, rows: Sequence[int], people: Sequence[Sequence[Rating]]) -> list[str]:
    """The tokens of their sessions."""
    made = []
    for row, ratings in zip(rows, people, strict=True):
        name = f"person-{row}"
        if tx.accounts.accounts.named(name) is None:
            make_account(tx.accounts, name=name, email=None, digest=NO_PASSWORD, role="member")
        found = tx.accounts.accounts.named(name)
        if found is None:
            raise RuntimeError(f"{name} was made, and is not there")
        account = found.account.id
        token = new_token(SESSION_PREFIX)
        tx.accounts.sessions.add(
            account_id=account, digest=digest_of(token), agent="load", at=tx.now, expires_at=tx.now + 365 * DAY
        )
        if not tx.recommending.signals.version(account):
            now = [Rating(one.title_id, one.half_stars, min(one.rated_at, tx.now)) for one in ratings]
            version = tx.library.ratings.raise_version(account)
            tx.library.ratings.put_all(account, now)
            tx.library.ratings.note_all(
                account, [RatingChange(one.title_id, version, None, one.half_stars, tx.now, "import") for one in now]
            )
        made.append(token)
    return made
