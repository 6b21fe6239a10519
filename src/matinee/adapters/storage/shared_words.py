"""The ids of what many titles share, made where they are not there yet: labels by slug, people by folded name."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.catalogue import people
from matinee.kit.words import slug_of

AT_ONCE = 5_000


class LabelIds:
    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table

    def of(self, names: Iterable[str]) -> Mapping[str, int]:
        """By name. Names with one slug are one label, called as the first was."""
        slugs = {name: slug_of(name) for name in dict.fromkeys(names)}
        rows = {slug: {"slug": slug, "name": name} for name, slug in reversed(slugs.items())}
        ids = numbered(self._connection, self._table, rows, key=self._table.c.slug)
        return {name: ids[slug] for name, slug in slugs.items()}


class PersonIds:
    def __init__(self, connection: Connection, origin: str) -> None:
        self._connection = connection
        self._origin = origin

    def of(self, names: Iterable[str]) -> Mapping[str, int]:
        keys = {name: slug_of(name).replace("-", " ") for name in dict.fromkeys(names)}
        rows = {key: {"origin": self._origin, "folded": key, "name": name} for name, key in reversed(keys.items())}
        ids = numbered(
            self._connection, people, rows, key=people.c.folded, among=people.c.origin == self._origin, also=("origin",)
        )
        return {name: ids[key] for name, key in keys.items()}


def numbered(
    connection: Connection,
    table: Table,
    rows: Mapping[str, dict[str, Any]],
    *,
    key: Column[Any],
    among: Any = True,
    also: tuple[str, ...] = (),
) -> dict[str, int]:
    """The ids of rows by their key; those that are missing are inserted. also: what else makes a row the same."""
    found = _known(connection, table, list(rows), key, among)
    missing = [row for wanted, row in rows.items() if wanted not in found]
    if missing:
        asked = insert_into(connection, table).on_conflict_do_nothing(index_elements=[*also, key.name])
        connection.execute(asked, missing)
        found |= _known(connection, table, [row[key.name] for row in missing], key, among)
    return found


def _known(connection: Connection, table: Table, keys: list[str], key: Column[Any], among: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(keys), AT_ONCE):
        asked = select(key, table.c.id).where(key.in_(keys[start : start + AT_ONCE]))
        if among is not True:
            asked = asked.where(among)
        found |= dict(connection.execute(asked).all())
    return found
