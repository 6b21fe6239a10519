"""Backups of the whole service: made while it goes on, restored while it does not run."""

import asyncio
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from matinee.adapters.backups.archive import PARTIAL, Archive, ArchiveWriter, opened_archive, writing_archive
from matinee.adapters.backups.home_files import MODELS, files_of, staged
from matinee.adapters.backups.ledger import NAME, add_to_ledger, read_ledger
from matinee.adapters.backups.manifest import FORMAT, Manifest
from matinee.adapters.caches.redis import RedisCache
from matinee.adapters.storage.occupied import alone_in, using
from matinee.adapters.storage.open import check_made, read_cut
from matinee.adapters.storage.refill import Refill, Refilled, Rows, ledger_of, refill
from matinee.adapters.storage.rows import last_id_of, lines_of, tables_of
from matinee.adapters.storage.schema import knows, newest_revision, revision_of
from matinee.domain.errors import BadArtifact, BadInput
from matinee.kit.clock import DAY, Clock, as_datetime, now
from matinee.kit.progress import SILENT, Progress
from matinee.ops.learning.records import undecided
from matinee.ops.registry.copying import copy_of
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.roles import ROLES
from matinee.version import __version__
from matinee.wiring.leaving import backups_of
from matinee.wiring.serving import database_of
from matinee.wiring.settings import Settings

_OURS = re.compile(r"matinee-\d{8}T\d{6}\.\d{3}Z\.zip")


@dataclass(frozen=True)
class Backup:
    """One that was made. removed: older ones, which went to keep no more than the settings say."""

    path: Path
    manifest: Manifest
    removed: Sequence[Path] = ()


@dataclass(frozen=True)
class Restored:
    """ledgers: where it was looked up who deleted their account, and how many keys were there."""

    manifest: Manifest
    refilled: Refilled
    ledgers: Mapping[str, int]


async def back_up(settings: Settings) -> Backup:
    """As a job does it: under the usual name, in the usual folder, in a thread of its own."""
    return await asyncio.to_thread(make_backup, settings)


def make_backup(
    settings: Settings,
    *,
    out: Path | None = None,
    models: bool = True,
    progress: Progress = SILENT,
    clock: Clock = now,
) -> Backup:
    """All rows of one moment, the secret and the models, in one file. The service may go on meanwhile.

    out: the file; without it one in the folder of backups, where the oldest then make room. Not to be called from an
    event loop.
    """
    made_at = clock()
    folder = backups_of(settings)
    path = out or folder / _name(made_at)
    if path.exists():
        raise BadInput("there is something of that name already", where=str(path), remedy="Name another file")
    place = database_of(settings)
    check_made(place)
    with using(settings.home), writing_archive(path) as archive, _files(settings.home, models=models) as files:
        manifest, deleted = read_cut(place, partial(_write, archive, files=files, at=made_at, progress=progress))
    for ledger in {folder, path.parent}:
        add_to_ledger(ledger / NAME, deleted, begin=True)
    return Backup(path, manifest, _make_room(folder, settings.backups_kept) if out is None else ())


def backup_before_upgrade(settings: Settings, *, progress: Progress = SILENT) -> Backup | None:
    """None where there is nothing to lose: no database, an empty one, or one that needs no upgrade."""
    place = database_of(settings)
    if isinstance(place, Path) and not place.is_file():
        return None
    if read_cut(place, revision_of) in {None, newest_revision()}:
        return None
    return make_backup(settings, progress=progress)


def check_backup(path: Path, *, progress: Progress = SILENT) -> Manifest:
    """Reads all of a backup. BadArtifact where it could not be restored."""
    with opened_archive(path, progress=progress) as archive:
        _refuse_unknown(archive)
        archive.check(progress)
        return archive.manifest


def restore_backup(
    settings: Settings,
    path: Path,
    *,
    replace: bool = False,
    deletions: Path | None = None,
    progress: Progress = SILENT,
) -> Restored:
    """Puts a backup in the place of the database of the settings, and of the secret and the models of the home. Whoever
    is in a ledger of deletions does not come back.

    replace: what is there goes. deletions: one more ledger. Conflict where somebody uses the home or the database, or
    where something is there that is not to be replaced. Whatever is raised, everything is as it was. Not to be called
    from an event loop.
    """
    with opened_archive(path, progress=progress) as archive:
        _refuse_unknown(archive)
        ledgers = _ledgers(settings, path, deletions)
        with alone_in(settings.home), staged(settings.home, archive, replace=replace) as settle:
            asyncio.run(_forget_answers(settings))
            asked = Refill(
                revision=archive.manifest.revision,
                tables={part.name: _rows(archive, part) for part in archive.manifest.tables},
                deleted={key: at for ledger in ledgers.values() for key, at in ledger.items()},
                replace=replace,
                settle=settle,
                progress=progress,
            )
            refilled = refill(database_of(settings), asked)
        add_to_ledger(backups_of(settings) / NAME, refilled.deleted)
        return Restored(archive.manifest, refilled, {name: len(ledger) for name, ledger in ledgers.items()})


async def _forget_answers(settings: Settings) -> None:
    """Libraries go back to versions for which Redis may hold answers to other ratings. Unreachable where it is away."""
    if settings.redis is not None:
        cache = RedisCache(settings.redis.get_secret_value())
        try:
            await cache.check()
            await cache.forget("*")
        finally:
            await cache.close()


def _write(
    archive: ArchiveWriter, connection: Any, *, files: Sequence[tuple[str, Path]], at: int, progress: Progress
) -> tuple[Manifest, dict[str, int]]:
    """The manifest, and the ledger of deletions."""
    revision = revision_of(connection)
    if revision is None:
        raise BadInput("the database is empty: there is nothing to back up", remedy="Look at MATINEE_DATABASE")
    tables = tables_of(connection, revision)
    written, packed = [], []
    progress.start("writing the backup", len(tables) + len(files))
    try:
        for table in tables:
            columns = tuple(table.columns.keys())
            last_id = last_id_of(connection, table)
            written.append(archive.table(table.name, columns, lines_of(connection, table), last_id=last_id))
            progress.advance()
        for name, source in files:
            packed.append(archive.file(name, source))
            progress.advance()
    finally:
        progress.finish()
    manifest = Manifest(
        format=FORMAT,
        matinee=__version__,
        revision=revision,
        made_at=at,
        database=connection.dialect.name,
        tables=tuple(written),
        files=tuple(packed),
    )
    archive.manifest(manifest)
    return manifest, ledger_of(connection) or {}


@contextmanager
def _files(home: Path, *, models: bool) -> Iterator[list[tuple[str, Path]]]:
    """Of a registry, what it was at one moment, and of its versions those that have a role or may get one by a training
    that was not decided on yet."""
    found = files_of(home, models=models)
    with ExitStack() as stack:
        for path in [path for name, path in found if name.startswith(f"{MODELS}/") and path.name == ROLES]:
            place = path.parent.relative_to(home).as_posix()
            kept = stack.enter_context(copy_of(Registry(path.parent), also=undecided))
            found = [one for one in found if not one[0].startswith(f"{place}/")]
            found += [(f"{place}/{name}", source) for name, source in sorted(kept.items())]
        yield found


def _rows(archive: Archive, part: Any) -> Rows:
    return Rows(part.columns, part.rows, part.last_id, partial(archive.table, part))


def _ledgers(settings: Settings, path: Path, named: Path | None) -> dict[str, dict[str, int]]:
    """By where they are; one that was named must be there."""
    beside = {backups_of(settings) / NAME, path.absolute().parent / NAME}
    places = {place.resolve() for place in beside if place.is_file()} | ({named.resolve()} if named else set())
    return {str(place): read_ledger(place) for place in sorted(places)}


def _refuse_unknown(archive: Archive) -> None:
    if not knows(archive.manifest.revision):
        raise BadArtifact(
            f"the backup has tables of revision {archive.manifest.revision}, which this version does not know",
            where=str(archive.path),
            remedy=f"Restore it with Matinee {archive.manifest.matinee}, which made it, or a later one",
        )


def _name(moment: int) -> str:
    made = as_datetime(moment)
    return f"matinee-{made:%Y%m%dT%H%M%S}.{made.microsecond // 1000:03}Z.zip"


def _make_room(folder: Path, kept: int) -> list[Path]:
    """The oldest of ours in our folder go. What a backup that was killed has left goes after a day."""
    for left in folder.glob(f".matinee-*{PARTIAL}"):
        if time.time() - left.stat().st_mtime > DAY / 1_000_000:
            left.unlink(missing_ok=True)
    ours = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    removed = ours[:-kept] if kept else []
    for path in removed:
        path.unlink(missing_ok=True)
    return removed
