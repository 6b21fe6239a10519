"""Databases as older versions have left them, with something in every table."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, insert, inspect, select

from matinee.adapters.storage.open import Place, _changed
from matinee.adapters.storage.schema import _config, bring_to, revision_of
from matinee.adapters.storage.tables.all import metadata
from matinee.adapters.storage.tables.search import made_by_hand
from tests.fixtures.rows import make_row

T = TypeVar("T")
Rows = Mapping[str, list[dict[str, Any]]]
AT_ONCE = 50_000


def revisions() -> list[str]:
    """The oldest first; the last is that of the code."""
    return [one.revision for one in reversed(list(ScriptDirectory.from_config(_config()).walk_revisions()))]


def do(place: Place, work: Callable[[Connection], T]) -> T:
    """In one transaction."""
    return asyncio.run(_changed(place, work))


def left_by(place: Place, revision: str, *, ratings: int = 0) -> Rows:
    """Gives an empty database the tables of a revision and a row in each; what is there then. ratings: so many more,
    which are not read back."""

    def make(connection: Connection) -> Rows:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        bring_to(connection, revision)
        tables = _tables(connection)
        make_row(connection, tables.tables["accounts"], 0, "w")
        account = connection.execute(select(tables.tables["accounts"].c.id)).scalar_one()
        for table in tables.sorted_tables:
            if connection.execute(select(table).limit(1)).first() is None:
                make_row(connection, table, account, "w")
        made = rows_of(connection)
        if ratings:
            _rate(connection, tables, account, ratings)
        return made

    return do(place, make)


def rows_of(connection: Connection) -> Rows:
    """Of every table that there is."""
    return {
        table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=repr)
        for table in _tables(connection).sorted_tables
    }


def state_of(place: Place) -> tuple[str | None, Rows]:
    """The revision, and all that is there."""
    return do(place, lambda connection: (revision_of(connection), rows_of(connection)))


def missing(before: Rows, after: Rows) -> list[str]:
    """What was there, and is not, as far as columns have the same names."""
    said = []
    for name, rows in before.items():
        kept = after.get(name, [])
        columns = [column for column in rows[0] if not kept or column in kept[0]] if rows else []
        held = [{column: row[column] for column in columns} for row in kept]
        said += [f"{name}: {row}" for row in ({one: row[one] for one in columns} for row in rows) if row not in held]
        said += [f"{name}: {len(kept)} rows for {len(rows)}"] if len(kept) != len(rows) else []
    return said


def _tables(connection: Connection) -> MetaData:
    known = set(metadata.tables) & set(inspect(connection).get_table_names())
    found = MetaData()
    found.reflect(connection, only=sorted(name for name in known if not made_by_hand(name)))
    return found


def _rate(connection: Connection, tables: MetaData, account: int, count: int) -> None:
    """Each by the one account, of titles that are made for it."""
    titles, ratings = tables.tables["titles"], tables.tables["ratings"]
    pattern = dict(connection.execute(select(titles)).mappings().one())
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(count, start + AT_ONCE))
        made = [{**pattern, "id": 1000 + one, "origin_id": f"bulk{one}"} for one in numbers]
        connection.execute(insert(titles), made)
        likes = [
            {"account_id": account, "title_id": 1000 + one, "half_stars": 7, "rated_at": one, "dated": "exact"}
            for one in numbers
        ]
        connection.execute(insert(ratings), [{**one, "ignored": False} for one in likes])
