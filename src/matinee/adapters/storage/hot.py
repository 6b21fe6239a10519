"""Statements that every request asks, put to the driver itself.

SQLAlchemy writes them, once for each database. What it does around each execution takes ten times as long as SQLite
takes to find a row, and is of no use here: there are only plain numbers and texts to pass, and no rows to dress up.
Booleans come back as each driver gives them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ColumnElement


class Hot:
    """statement: one for each database where they differ. columns: that an insert or an update fills."""

    def __init__(self, statement: Any | Mapping[str, Any], *, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._written: dict[str, tuple[str, Sequence[str], Mapping[str, Any]]] = {}

    def row(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first row; None where there is none."""
        return self._ask(connection, values, lambda cursor: cursor.fetchone())

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        return self._ask(connection, values, lambda cursor: cursor.fetchall())

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it touched."""
        return self._ask(connection, values, lambda cursor: cursor.rowcount)

    def _ask(self, connection: Connection, values: Mapping[str, Any], answer: Any) -> Any:
        dialect = connection.dialect
        sql, names, fixed = self._written.get(dialect.name) or self._write(dialect)
        given = tuple(values[name] if name in values else fixed[name] for name in names)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(sql, given)
            return answer(cursor)
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(sql, None, error, dialect.loaded_dbapi.Error, dialect=dialect) from error
        finally:
            cursor.close()

    def _write(self, dialect: Any) -> tuple[str, Sequence[str], Mapping[str, Any]]:
        meant = self._statement[dialect.name] if isinstance(self._statement, Mapping) else self._statement
        written = meant.compile(dialect=dialect, column_keys=None if self._columns is None else list(self._columns))
        found = str(written), tuple(written.positiontup or ()), dict(written.params)
        self._written[dialect.name] = found
        return found


def one_of(column: Any, name: str) -> Mapping[str, ColumnElement[bool]]:
    """By database: whether the column is one of a list that is passed by this name, as `listed` makes it. A list is
    one parameter, so the statement is the same however long it is."""
    told = func.json_each(bindparam(name, type_=Text)).table_valued("value")
    return {
        "sqlite": column.in_(select(told.c.value)),
        "postgresql": column == func.any(bindparam(name, type_=ARRAY(column.type))),
    }


def listed(connection: Connection, values: Sequence[Any]) -> Any:
    """A list as the database takes it for `one_of`."""
    return json.dumps(list(values)) if connection.dialect.name == "sqlite" else list(values)
