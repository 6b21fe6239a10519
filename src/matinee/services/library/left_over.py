"""The lines of an import that were not used, as a table to work on."""

from collections.abc import Iterator, Sequence

from matinee.domain.imports import ImportRow, RowState, Said
from matinee.kit.clock import iso
from matinee.kit.csv_cells import written
from matinee.services.library.context import LibraryContext
from matinee.services.library.imports import import_of, list_rows

WHY: dict[RowState, str] = {
    "unsure": "several titles may be meant",
    "unmatched": "no title of that name is known",
    "bad": "the line cannot be used",
    "skipped": "left out",
}
ONE = "one title may be meant, of which the line does not say enough"
COLUMNS = ("line", "title", "year", "rating", "rated_at", "watched_at", "list", "why")
"""As an import reads them, so that the table can be put right and sent again. A rating is told in stars."""
LISTS: dict[Said | None, str] = {"watchlist": "watchlist", "favourite": "favourites"}
AT_ONCE = 2_000


def left_over(ctx: LibraryContext, account_id: int, import_id: int) -> str:
    import_of(ctx, account_id, import_id)
    return written(COLUMNS, (_told(row) for row in _rows(ctx, account_id, import_id)))


def _told(row: ImportRow) -> Sequence[str | int | float | None]:
    stars = None if row.half_stars is None else row.half_stars / 2
    at = None if row.at is None else iso(row.at)[:10] if row.dated == "day" else iso(row.at)
    watched = row.said in {"watch", "rating_and_watch"}
    moments = (None, at) if watched else (at, None)
    return row.line, row.name, row.year, stars, *moments, LISTS.get(row.said), _why(row)


def _why(row: ImportRow) -> str:
    """Why it was not used; what else of it could not be read comes after that."""
    if row.state == "bad":
        return row.fault or WHY["bad"]
    said = ONE if row.state == "unsure" and len(row.candidates) == 1 else WHY[row.state]
    return f"{said}; {row.fault}" if row.fault else said


def _rows(ctx: LibraryContext, account_id: int, import_id: int) -> Iterator[ImportRow]:
    after: int | None = 0
    while after is not None:
        found, after = list_rows(ctx, account_id, import_id, state=None, after=after, count=AT_ONCE)
        yield from (row for row in found if row.state in WHY)
