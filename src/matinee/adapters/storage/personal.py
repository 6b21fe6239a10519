"""Everything of one person, found by what the tables say of themselves.

A slice adds a table with its rules, and its rows are exported and deleted without another line here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, delete, select, update

from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.accounts import deletions
from matinee.adapters.storage.tables.all import metadata
from matinee.adapters.storage.tables.base import MOMENT, NOBODYS, PERSON, SECRET, Belongs
from matinee.kit.clock import iso


class Personal:
    def __init__(self, connection: Connection, *, tables: MetaData = metadata) -> None:
        self._connection = connection
        self._tables = tables

    def export(self, account_id: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for column, rule in personal_columns(self._tables):
            if rule.export is not None:
                found.setdefault(rule.export, []).extend(self._rows(column, account_id))
        return found

    def erase(self, account_id: int, *, key: str, at: int) -> None:
        for column, rule in reversed(list(personal_columns(self._tables))):
            mine = column == account_id
            if rule.deletion == "erase":
                self._connection.execute(delete(column.table).where(mine))
            else:
                self._connection.execute(update(column.table).where(mine).values({column.name: None}))
        ledger = insert_into(self._connection, deletions).values(key=key, at=at)
        self._connection.execute(ledger.on_conflict_do_nothing(index_elements=["key"]))

    def ledger(self) -> dict[str, int]:
        return {key: at for key, at in self._connection.execute(select(deletions.c.key, deletions.c.at))}  # noqa: C416

    def _rows(self, column: Column[Any], account_id: int) -> Iterator[Mapping[str, Any]]:
        shown = [one for one in column.table.columns if SECRET not in one.info and not names_a_person(one)]
        asked = select(*shown).where(column == account_id).order_by(*column.table.primary_key)
        for row in self._connection.execute(asked):
            yield {one.name: _plain(one, value) for one, value in zip(shown, row, strict=True)}


def personal_columns(tables: MetaData) -> Iterator[tuple[Column[Any], Belongs]]:
    """The columns that name the person to whom a row belongs; a table comes after those it refers to."""
    for table in tables.sorted_tables:
        for column in table.columns:
            if PERSON in column.info:
                yield column, column.info[PERSON]


def names_a_person(column: Column[Any]) -> bool:
    """Whether it holds the number of an account, which means nothing outside."""
    return PERSON in column.info or refers_to_a_person(column)


def refers_to_a_person(column: Column[Any]) -> bool:
    return any(key.target_fullname == "accounts.id" for key in column.foreign_keys)


def without_a_rule(tables: MetaData) -> list[str]:
    """Tables and columns of which nobody has said what becomes of them when a person asks for their data, or goes."""
    missing = [str(column) for table in tables.sorted_tables for column in table.columns if _unsaid(column)]
    return missing + [table.name for table in tables.sorted_tables if not _said(table)]


def _unsaid(column: Column[Any]) -> bool:
    return refers_to_a_person(column) and PERSON not in column.info


def _said(table: Table) -> bool:
    return NOBODYS in table.info or any(PERSON in column.info for column in table.columns)


def _plain(column: Column[Any], value: Any) -> Any:
    return iso(value) if MOMENT in column.info and value is not None else value
