"""Marks that people put on titles."""

from collections.abc import Collection, Mapping, Sequence, Set

from sqlalchemy import Connection, delete, or_, select, tuple_

from matinee.adapters.storage.bulk import insert_rows
from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.library import marks
from matinee.domain.library import Mark, Marked

MARKED = tuple(marks.c[name] for name in ("title_id", "kind", "at", "until"))


class Marks:
    """Keeps `services.library.store.MarkStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def found(self, account_id: int, title_id: int) -> Mapping[Mark, Marked]:
        asked = select(*MARKED).where(marks.c.account_id == account_id, marks.c.title_id == title_id)
        return {row.kind: Marked(*row) for row in self._connection.execute(asked)}

    def put(self, account_id: int, marked: Marked, *, import_id: int | None = None) -> None:
        row = {"account_id": account_id, "kind": marked.kind, "title_id": marked.title_id}
        changed = {"at": marked.at, "until": marked.until, "import_id": import_id}
        asked = insert_into(self._connection, marks).values(row | changed)
        self._connection.execute(
            asked.on_conflict_do_update(index_elements=["account_id", "kind", "title_id"], set_=changed)
        )

    def remove(self, account_id: int, title_id: int, kind: Mark) -> bool:
        asked = delete(marks).where(
            marks.c.account_id == account_id, marks.c.kind == kind, marks.c.title_id == title_id
        )
        return self._connection.execute(asked).rowcount == 1

    def page(
        self, account_id: int, kind: Mark, *, now: int, after: tuple[int, int] | None, count: int
    ) -> Sequence[Marked]:
        asked = select(*MARKED).where(
            marks.c.account_id == account_id, marks.c.kind == kind, or_(marks.c.until.is_(None), marks.c.until > now)
        )
        if after is not None:
            asked = asked.where(tuple_(marks.c.at, marks.c.title_id) < tuple_(*after))
        asked = asked.order_by(marks.c.at.desc(), marks.c.title_id.desc()).limit(count)
        return [Marked(*row) for row in self._connection.execute(asked)]

    def pairs_of(self, account_id: int, titles: Collection[int]) -> Set[tuple[int, Mark]]:
        asked = select(marks.c.title_id, marks.c.kind)
        asked = asked.where(marks.c.account_id == account_id, marks.c.title_id.in_(titles))
        return {(row[0], row[1]) for row in self._connection.execute(asked)}

    def put_all(self, account_id: int, made: Sequence[Marked], *, import_id: int) -> None:
        rows = [(account_id, one.kind, one.title_id, one.at, one.until, import_id) for one in made]
        columns = ("account_id", "kind", "title_id", "at", "until", "import_id")
        insert_rows(self._connection, marks, columns, rows, key=("account_id", "kind", "title_id"))

    def remove_of_import(self, account_id: int, import_id: int, *, most: int) -> int:
        mine = select(marks.c.kind, marks.c.title_id)
        mine = mine.where(marks.c.account_id == account_id, marks.c.import_id == import_id).limit(most)
        asked = delete(marks).where(marks.c.account_id == account_id, tuple_(marks.c.kind, marks.c.title_id).in_(mine))
        return self._connection.execute(asked).rowcount
