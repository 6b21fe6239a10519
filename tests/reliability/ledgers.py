"""What must hold in a database whatever happened to it: it is whole, and what is counted equals what it was counted
from."""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg

from matinee.adapters.storage.open import Place
from tests.reliability.furnishing import plain

CHANGES = """
SELECT account_id, title_id, before, after, source, undone_at FROM rating_changes ORDER BY account_id, title_id, version
"""
RATINGS = "SELECT account_id, title_id, half_stars FROM ratings"
VERSIONS = """
SELECT c.account_id, max(c.version), max(v.version) FROM rating_changes c
LEFT JOIN library_versions v ON v.account_id = c.account_id GROUP BY c.account_id
"""
CLAIMED = "SELECT count(*) FROM kept_answers WHERE status IS NULL"
INDEXES = """
SELECT c.oid, c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
WHERE a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace AND i.indisvalid AND c.relpersistence = 'p'
"""
PAGES = "SELECT msg FROM verify_heapam($1::oid::regclass)"
TABLES = "SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


def faults_in(place: Place) -> list[str]:
    """Nothing where all is well."""
    if isinstance(place, Path):
        with closing(sqlite3.connect(place)) as connection:
            return faults_of_file(connection)
    return asyncio.run(_faults_of_server(plain(place)))


def faults_of_file(connection: sqlite3.Connection) -> list[str]:
    said = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    said += [f"a row of {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    asked = (connection.execute(one).fetchall() for one in (CHANGES, RATINGS, VERSIONS, CLAIMED))
    return said + _faults(*asked)


async def _faults_of_server(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        broken = await _broken(connection)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            asked = [
                [tuple(row) for row in await connection.fetch(one)] for one in (CHANGES, RATINGS, VERSIONS, CLAIMED)
            ]
    finally:
        await connection.close()
    return broken + _faults(*asked)


async def _broken(connection: asyncpg.Connection) -> list[str]:
    """Indexes that do not hold what their tables hold, or in another order, and tables whose pages cannot be: what
    PostgreSQL's own module for it finds."""
    await connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    said = []
    for index, name in await connection.fetch(INDEXES):
        try:
            await connection.execute(f"SELECT bt_index_check({index}::regclass, true)")
        except asyncpg.PostgresError as error:
            said.append(f"the index {name}: {error}")
    for table, name in await connection.fetch(TABLES):
        said += [f"the table {name}: {row[0]}" for row in await connection.fetch(PAGES, table)]
    return said


def _faults(
    changes: Iterable[Sequence[Any]],
    ratings: Iterable[Sequence[Any]],
    versions: Iterable[Sequence[Any]],
    claimed: Sequence[Sequence[Any]],
) -> list[str]:
    said, held, undos, undone = [], {}, 0, 0
    for account, title, before, after, source, undone_at in changes:
        if held.get((account, title)) != before:
            said.append(f"the history of {account}, {title} goes from {held.get((account, title))} on with {before}")
        held[account, title] = after
        undos += source == "undo"
        undone += undone_at is not None
    found = {(account, title): stars for account, title, stars in ratings}
    wanted = {key: stars for key, stars in held.items() if stars is not None}
    said += [
        f"{key} is rated {found.get(key)}, by its history {wanted.get(key)}" for key in wanted.keys() ^ found.keys()
    ]
    said += [
        f"{key} is rated {found[key]}, by its history {wanted[key]}"
        for key in wanted.keys() & found.keys()
        if wanted[key] != found[key]
    ]
    said += [
        f"library {account}: version {held}, and a change of {last}"
        for account, last, held in versions
        if held is None or held < last
    ]
    if undos != undone:
        said.append(f"{undos} changes take something back, and {undone} are taken back")
    if claimed[0][0]:
        said.append(f"{claimed[0][0]} keys were claimed and have no answer")
    return said
