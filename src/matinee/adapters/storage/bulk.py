"""Many rows at once. SQLAlchemy looks at every value of every row, which takes longer than writing them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table

from matinee.adapters.storage.inserts import insert_into


def insert_rows(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    *,
    key: tuple[str, ...] = (),
) -> None:
    """columns: of the rows, in the order of the table. key: a row takes the place of one with the same key."""
    if not rows:
        return
    asked = insert_into(connection, table)
    if key:
        changed = {name: asked.excluded[name] for name in columns if name not in key}
        asked = asked.on_conflict_do_update(index_elements=list(key), set_=changed)
    written = asked.compile(dialect=connection.dialect, column_keys=list(columns))
    if tuple(written.positiontup or ()) != columns:
        raise ValueError(f"{table.name} has its columns in another order: {written.positiontup}")
    connection.exec_driver_sql(str(written), list(rows))
