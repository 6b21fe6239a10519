"""The lines of an import that were not used, as a table to work on."""

from collections.abc import Iterator

from matinee.domain.imports import ImportRow, RowState
from matinee.kit.csv_cells import written
from matinee.services.library.context import LibraryContext
from matinee.services.library.imports import import_of, list_rows

WHY: dict[RowState, str] = {
    "unsure": "several titles may be meant",
    "unmatched": "no title of that name is known",
    "bad": "the line cannot be used",
    "skipped": "left out",
}
AT_ONCE = 2_000


def left_over(ctx: LibraryContext, account_id: int, import_id: int) -> str:
    import_of(ctx, account_id, import_id)
    rows = ((row.line, row.name, row.year, row.fault or WHY[row.state]) for row in _rows(ctx, account_id, import_id))
    return written(("line", "title", "year", "why"), rows)


def _rows(ctx: LibraryContext, account_id: int, import_id: int) -> Iterator[ImportRow]:
    after: int | None = 0
    while after is not None:
        found, after = list_rows(ctx, account_id, import_id, state=None, after=after, count=AT_ONCE)
        yield from (row for row in found if row.state in WHY)
