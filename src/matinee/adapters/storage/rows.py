"""The rows of all tables in one form for both databases: a line of JSON a row.

Tables are those of the MetaData, or, in a database of another version, those that are found there.
"""

import base64
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import asyncpg
import orjson
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Float,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    cast,
    delete,
    func,
    select,
)
from sqlalchemy import text as statement
from sqlalchemy.util import await_only

from matinee.adapters.storage.schema import newest_revision
from matinee.adapters.storage.tables.all import metadata
from matinee.adapters.storage.tables.search import made_by_hand
from matinee.domain.errors import BadArtifact, BadData

AT_ONCE = 5_000
REVISIONS = "alembic_version"
Turn = Callable[[Any], Any]


def tables_of(connection: Connection, revision: str) -> list[Table]:
    """Those of a revision, over a database that is at it; a table comes after those it refers to."""
    if revision == newest_revision():
        return list(metadata.sorted_tables)
    found = MetaData()
    found.reflect(connection, only=lambda name, _: not made_by_hand(name) and name != REVISIONS)
    return list(found.sorted_tables)


def lines_of(connection: Connection, table: Table) -> Iterator[tuple[bytes, int]]:
    """Lines, and how many, some thousand at a time, in the order of the primary key, which is the same in both
    databases."""
    turns = _turns(table.columns, _plain)
    asked = select(*(_as_kept(one) for one in table.columns)).order_by(
        *(_in_order(one, connection) for one in table.primary_key)
    )
    found = connection.execute(asked, execution_options={"yield_per": AT_ONCE})
    for rows in found.partitions():
        lines = [_turned(row, turns) for row in rows]
        yield b"".join(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in lines), len(lines)


def last_id_of(connection: Connection, table: Table) -> int | None:
    """The highest number that any row ever had, also one that is gone; None where the database gives no numbers."""
    column = table.autoincrement_column
    if column is None:
        return None
    highest = connection.execute(select(func.max(column))).scalar() or 0
    return max(highest, _counted_to(connection, table, column))


def empty(connection: Connection, tables: Sequence[Table]) -> None:
    for table in reversed(tables):
        connection.execute(delete(table))


def put_lines(connection: Connection, table: Table, columns: Sequence[str], lines: Sequence[bytes]) -> None:
    """BadArtifact where they are not rows of that table, BadData where the database cannot hold what they say."""
    turns = _turns([table.columns[name] for name in columns], _kept)
    try:
        rows = [_turned(_row(line, len(columns)), turns) for line in lines]
    except ValueError as error:
        raise BadArtifact(f"its rows of '{table.name}' are not those of a backup ({error})") from error
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        _insert(connection, table, columns, rows)
    else:
        _copy(connection, table, columns, rows)


def count_on(connection: Connection, table: Table, last_id: int) -> None:
    """The next row gets a number above that one."""
    column = table.autoincrement_column
    last_id = max(last_id, connection.execute(select(func.max(column))).scalar() or 0) if column is not None else 0
    if column is None or last_id == 0:
        return
    if connection.dialect.name == "postgresql":
        asked = statement("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
        connection.execute(asked, {"table": f'"{table.name}"', "column": column.name, "last": last_id})
    elif table.dialect_options["sqlite"]["autoincrement"]:
        values = {"table": table.name, "last": last_id}
        connection.execute(statement("DELETE FROM sqlite_sequence WHERE name = :table"), values)
        connection.execute(statement("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), values)


def _counted_to(connection: Connection, table: Table, column: Column[Any]) -> int:
    if connection.dialect.name == "sqlite":
        if not table.dialect_options["sqlite"]["autoincrement"]:
            return 0
        asked = statement("SELECT seq FROM sqlite_sequence WHERE name = :table")
        return connection.execute(asked, {"table": table.name}).scalar() or 0
    asked = statement("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, :column) AS regclass))")
    return connection.execute(asked, {"table": f'"{table.name}"', "column": column.name}).scalar() or 0


def _insert(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    named = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    written = " ".join(("INSERT INTO", f'"{table.name}"', f"({named})", "VALUES", f"({marks})"))
    connection.exec_driver_sql(written, list(rows))


def _copy(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """By COPY, which takes a tenth of the time of inserts."""
    raw: Any = connection.connection.driver_connection
    try:
        await_only(raw.copy_records_to_table(table.name, records=rows, columns=list(columns)))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, TypeError, ValueError, OverflowError) as error:
        raise BadData(
            f"PostgreSQL cannot hold a row of '{table.name}' ({str(error).splitlines()[0]})",
            remedy="Correct that row in the database that the backup was made from, and make another",
        ) from error


def _row(line: bytes, length: int) -> list[Any]:
    row = orjson.loads(line)
    if not isinstance(row, list) or len(row) != length:
        raise ValueError(f"a row of {length} values was expected")
    return row


def _as_kept(column: Column[Any]) -> Any:
    """JSON as the text that it is kept as, so that it comes back letter by letter; SQLite keeps one that is a number as
    a number."""
    return cast(column, Text) if isinstance(column.type, JSON) else column


def _in_order(column: Column[Any], connection: Connection) -> Any:
    return (
        column.collate("C") if isinstance(column.type, String) and connection.dialect.name == "postgresql" else column
    )


def _turned(row: Sequence[Any], turns: Sequence[tuple[int, Turn]]) -> tuple[Any, ...]:
    if not turns:
        return tuple(row)
    values = list(row)
    for place, turn in turns:
        if values[place] is not None:
            values[place] = turn(values[place])
    return tuple(values)


def _turns(columns: Any, of: Callable[[Column[Any]], Turn | None]) -> list[tuple[int, Turn]]:
    """What is to be done to the values at which places."""
    found = ((place, of(column)) for place, column in enumerate(columns))
    return [(place, turn) for place, turn in found if turn is not None]


def _plain(column: Column[Any]) -> Turn | None:
    """For what JSON cannot say."""
    if isinstance(column.type, LargeBinary):
        return lambda value: base64.b64encode(value).decode()
    if isinstance(column.type, Float):
        return lambda value: value if math.isfinite(value) else str(value)
    return None


def _kept(column: Column[Any]) -> Turn | None:
    """The other way round."""
    if isinstance(column.type, LargeBinary):
        return lambda value: base64.b64decode(value, validate=True)
    return float if isinstance(column.type, Float) else None
