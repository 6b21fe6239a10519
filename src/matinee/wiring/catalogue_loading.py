"""A data set on disk becomes the catalogue of the service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matinee.adapters.storage.occupied import using
from matinee.adapters.storage.open import open_storage, prepare
from matinee.domain.titles import Origin, TitleEntry
from matinee.kit.clock import Clock, now
from matinee.kit.progress import SILENT, Progress, step
from matinee.services.catalogue.load import Receipt, begin_load, finish_load, in_batches, load_batch
from matinee.services.catalogue.sources.movielens import origin_of_release, read_release, titles_of_release
from matinee.services.catalogue.sources.world import is_world, origin_of_world, titles_of_world
from matinee.wiring.serving import database_of, rules_of
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Surroundings, binding


@dataclass(frozen=True)
class Source:
    """skipped: bad rows that were dropped. conditions: of use, in short; None where there are none."""

    origin: Origin
    count: int
    entries: Iterator[TitleEntry]
    skipped: int = 0
    conditions: str | None = None


def read_source(path: Path, *, skip_bad: bool = False, progress: Progress = SILENT) -> Source:
    """BadData where there is neither a demo world nor a MovieLens release."""
    if is_world(path):
        with step("reading the world", progress=progress):
            return Source(origin_of_world(path), *titles_of_world(path))
    loaded = read_release(path, skip_bad=skip_bad, progress=progress)
    return Source(origin_of_release(loaded), *titles_of_release(loaded), loaded.skipped, loaded.licence)


async def load_catalogue(
    settings: Settings, source: Source, *, clock: Clock = now, progress: Progress = SILENT
) -> Receipt:
    """Every batch of titles is on the disk before the next begins: what a kill leaves is whole titles, and the next run
    goes on from there. An empty database is given its tables; BehindDatabase for one of another version."""
    with using(settings.home):
        return await _load(settings, source, clock, progress)


async def ids_in(settings: Settings, origin: str) -> Mapping[str, int]:
    """Of every title in the catalogue that an origin knows, by the id that it has there."""
    storage = open_storage(database_of(settings), binding(Surroundings(rules_of(settings), (), now)))
    try:
        return await storage.read(lambda tx: tx.catalogue.titles.ids_of(origin))
    finally:
        await storage.close()


async def _load(settings: Settings, source: Source, clock: Clock, progress: Progress) -> Receipt:
    place = database_of(settings)
    await prepare(place)
    storage = open_storage(place, binding(Surroundings(rules_of(settings), (), clock)))
    try:
        await storage.check()
        shift = await storage.write(lambda tx: begin_load(tx.catalogue, source.origin))
        receipt = Receipt()
        progress.start("loading titles", source.count)
        try:
            for batch in in_batches(source.entries):
                receipt += await storage.write(
                    lambda tx, batch=batch: load_batch(tx.catalogue, source.origin, batch, shift=shift)
                )
                progress.advance(len(batch))
        finally:
            progress.finish()
        with step("bringing the search up to date", progress=progress):
            return await storage.write(lambda tx: finish_load(tx.catalogue, source.origin, receipt))
    finally:
        await storage.close()
