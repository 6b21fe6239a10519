"""Imports, and the lines of their files."""

import json
from collections.abc import Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from matinee.adapters.storage.bulk import insert_rows
from matinee.adapters.storage.library import CHANGE, change_of
from matinee.adapters.storage.tables.library import import_rows, imports, rating_changes
from matinee.domain.imports import Conflicts, Import, ImportRow, ImportState, Outcome, RowState
from matinee.domain.library import RatingChange

IMPORT = tuple(
    imports.c[name]
    for name in (
        *("id", "format", "digest", "state", "made_at", "applied_at", "undone_at", "receipt", "conflicts"),
        *("scale", "whole", "undone_to"),
    )
)
ROW = tuple(
    import_rows.c[name]
    for name in (
        *("line", "state", "kind", "name", "year", "half_stars", "at", "dated"),
        *("title_id", "candidates", "fault", "outcome"),
    )
)
WRITTEN = (
    *("import_id", "line", "account_id", "state", "kind", "name", "year", "half_stars", "at", "dated"),
    *("title_id", "candidates", "fault"),
)
OUTCOME = (
    update(import_rows)
    .where(import_rows.c.import_id == bindparam("of"), import_rows.c.line == bindparam("at_line"))
    .values(outcome=bindparam("came_out"))
)


class Imports:
    """Keeps `services.library.import_store.ImportStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, account_id: int, *, form: str, scale: int | None, digest: str, rows: Sequence[ImportRow], at: int
    ) -> Import:
        row = {"account_id": account_id, "format": form, "digest": digest, "state": "preview", "made_at": at}
        row |= {"scale": scale}
        made = self._connection.execute(imports.insert().values(row).returning(imports.c.id)).scalar_one()
        written = [_written(made, account_id, one) for one in rows]
        insert_rows(self._connection, import_rows, WRITTEN, written)
        return self._import(imports.c.id == made)

    def found(self, account_id: int, import_id: int) -> Import | None:
        return self._first(imports.c.id == import_id, imports.c.account_id == account_id)

    def by_digest(self, account_id: int, digest: str) -> Import | None:
        return self._first(imports.c.account_id == account_id, imports.c.digest == digest)

    def of(self, account_id: int) -> Sequence[Import]:
        asked = select(*IMPORT).where(imports.c.account_id == account_id).order_by(imports.c.id.desc())
        return [_import(row) for row in self._connection.execute(asked)]

    def count(self, account_id: int) -> int:
        asked = select(func.count()).where(imports.c.account_id == account_id)
        return self._connection.execute(asked).scalar_one()

    def counts(self, import_id: int) -> Mapping[RowState, int]:
        asked = select(import_rows.c.state, func.count()).where(import_rows.c.import_id == import_id)
        return dict(self._connection.execute(asked.group_by(import_rows.c.state)).all())

    def fixes(self, account_id: int) -> Sequence[tuple[str, int | None, int | None]]:
        asked = select(import_rows.c.name, import_rows.c.year, import_rows.c.title_id).where(
            import_rows.c.account_id == account_id,
            import_rows.c.state.in_(("fixed", "skipped")),
            import_rows.c.name.is_not(None),
        )
        rows = self._connection.execute(asked.order_by(import_rows.c.import_id, import_rows.c.line))
        return [(row[0], row[1], row[2]) for row in rows]

    def rows(self, import_id: int, *, state: RowState | None, after: int | None, count: int) -> Sequence[ImportRow]:
        asked = select(*ROW).where(import_rows.c.import_id == import_id)
        if state is not None:
            asked = asked.where(import_rows.c.state == state)
        if after is not None:
            asked = asked.where(import_rows.c.line > after)
        return [_row(row) for row in self._connection.execute(asked.order_by(import_rows.c.line).limit(count))]

    def row(self, import_id: int, line: int) -> ImportRow | None:
        asked = select(*ROW).where(import_rows.c.import_id == import_id, import_rows.c.line == line)
        row = self._connection.execute(asked).first()
        return None if row is None else _row(row)

    def to_apply(self, import_id: int) -> Sequence[ImportRow]:
        asked = select(*ROW).where(
            import_rows.c.import_id == import_id,
            import_rows.c.state.in_(("matched", "fixed")),
            import_rows.c.outcome.is_(None),
        )
        return [_row(row) for row in self._connection.execute(asked.order_by(import_rows.c.line))]

    def undecided(self, import_id: int, lines: Sequence[int]) -> Set[int]:
        asked = select(import_rows.c.line).where(
            import_rows.c.import_id == import_id, import_rows.c.line.in_(lines), import_rows.c.outcome.is_(None)
        )
        return set(self._connection.execute(asked).scalars())

    def begin(self, import_id: int, conflicts: Conflicts, *, whole: int) -> None:
        self._change(import_id, state="applying", conflicts=conflicts, whole=whole)

    def begin_undo(self, import_id: int, *, whole: int, receipt: Mapping[str, int]) -> Import:
        self._change(import_id, state="undoing", whole=whole, undone_to=0, receipt=json.dumps(receipt))
        return self._import(imports.c.id == import_id)

    def note_undone(self, import_id: int, receipt: Mapping[str, int], *, to: int) -> Import:
        self._change(import_id, receipt=json.dumps(receipt), undone_to=to)
        return self._import(imports.c.id == import_id)

    def note(self, import_id: int, receipt: Mapping[str, int]) -> None:
        self._change(import_id, receipt=json.dumps(receipt))

    def fix(self, import_id: int, line: int, *, title_id: int | None) -> ImportRow:
        asked = update(import_rows).where(import_rows.c.import_id == import_id, import_rows.c.line == line)
        changed = asked.values(state="skipped" if title_id is None else "fixed", title_id=title_id)
        return _row(self._connection.execute(changed.returning(*ROW)).one())

    def set_outcomes(self, import_id: int, outcomes: Mapping[int, Outcome]) -> None:
        if outcomes:
            rows = [{"of": import_id, "at_line": line, "came_out": one} for line, one in outcomes.items()]
            self._connection.execute(OUTCOME, rows)

    def changes(self, account_id: int, import_id: int, *, after: int, count: int) -> Sequence[RatingChange]:
        asked = select(*CHANGE).where(
            rating_changes.c.account_id == account_id,
            rating_changes.c.import_id == import_id,
            rating_changes.c.source == "import",
            rating_changes.c.undone_at.is_(None),
            rating_changes.c.title_id > after,
        )
        rows = self._connection.execute(asked.order_by(rating_changes.c.title_id).limit(count))
        return [change_of(row) for row in rows]

    def close(self, import_id: int, state: ImportState, *, at: int, receipt: Mapping[str, int]) -> Import:
        moment = "applied_at" if state == "applied" else "undone_at"
        self._change(import_id, **{"state": state, moment: at, "receipt": json.dumps(receipt)})
        return self._import(imports.c.id == import_id)

    def remove(self, import_id: int) -> None:
        self._connection.execute(delete(import_rows).where(import_rows.c.import_id == import_id))
        self._connection.execute(delete(imports).where(imports.c.id == import_id))

    def _change(self, import_id: int, **values: Any) -> None:
        self._connection.execute(update(imports).where(imports.c.id == import_id).values(values))

    def _first(self, *conditions: Any) -> Import | None:
        asked = select(*IMPORT).where(*conditions).order_by(imports.c.id.desc()).limit(1)
        row = self._connection.execute(asked).first()
        return None if row is None else _import(row)

    def _import(self, condition: Any) -> Import:
        return _import(self._connection.execute(select(*IMPORT).where(condition)).one())


def _import(row: Sequence[Any]) -> Import:
    *plain, receipt, conflicts, scale, whole, undone_to = row
    told = json.loads(receipt) if receipt else {}
    return Import(*plain, receipt=told, conflicts=conflicts, scale=scale, whole=whole or 0, undone_to=undone_to or 0)


def _row(row: Sequence[Any]) -> ImportRow:
    line, state, said, name, year, half_stars, at, dated, title_id, candidates, fault, outcome = row
    likely = tuple(json.loads(candidates)) if candidates else ()
    return ImportRow(line, state, said, name, year, half_stars, at, dated, title_id, likely, fault, outcome)


def _written(import_id: int, account_id: int, row: ImportRow) -> tuple[Any, ...]:
    known = (row.state, row.said, row.name, row.year, row.half_stars, row.at, row.dated)
    likely = json.dumps(row.candidates) if row.candidates else None
    return import_id, row.line, account_id, *known, row.title_id, likely, row.fault
