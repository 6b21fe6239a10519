"""Inserts that know what to do about a conflict, which SQLAlchemy has for each database apart."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_into(connection: Connection, table: Any) -> Any:
    return INSERTS[connection.dialect.name](table)
