"""Bringing one's history along: look at what a file would do, and put right what is not certain."""

from collections.abc import Mapping, Sequence

from matinee.domain.errors import Conflict, NotFound
from matinee.domain.imports import ROW_STATES, Import, ImportRow, ImportState, Observation, RowState
from matinee.kit.text import folded
from matinee.services.library.context import LibraryContext
from matinee.services.library.importers.formats import Read
from matinee.services.library.match import matched
from matinee.services.library.rate import standing_of

MOST = 50
"""Imports of one person."""


def begin_import(ctx: LibraryContext, account_id: int, *, digest: str, read: Read) -> Import:
    """A preview: nothing of the library is changed. Both steps in one transaction."""
    rows = lines_of(ctx, account_id, digest=digest, said=read.said)
    return keep_import(ctx, account_id, digest=digest, read=read, rows=rows)


def lines_of(
    ctx: LibraryContext, account_id: int, *, digest: str, said: Sequence[Observation]
) -> Sequence[ImportRow] | None:
    """Which titles the lines of a file mean; None for one that is an import already. What the person said earlier of a
    name and its year holds for this file too. It only reads, since a long file takes seconds of it."""
    if _standing(ctx, account_id, digest) is not None:
        return None
    fixes = {(folded(name), year): title for name, year, title in ctx.imports.fixes(account_id)}
    return matched(ctx.finder, said, fixes)


def keep_import(
    ctx: LibraryContext, account_id: int, *, digest: str, read: Read, rows: Sequence[ImportRow] | None
) -> Import:
    """The same file again is the same import, as far as it has come, unless it was taken back."""
    known = _standing(ctx, account_id, digest)
    if known is not None:
        return known
    if rows is None:
        raise Conflict("this import was deleted or taken back at the same moment", remedy="Send the file again")
    if ctx.imports.count(account_id) >= MOST:
        raise Conflict(f"there are {MOST} imports already", remedy="Delete some that were not applied")
    return ctx.imports.add(account_id, form=read.format, scale=read.scale, digest=digest, rows=rows, at=ctx.now)


def _standing(ctx: LibraryContext, account_id: int, digest: str) -> Import | None:
    known = ctx.imports.by_digest(account_id, digest)
    return None if known is None or known.state == "undone" else known


def import_of(ctx: LibraryContext, account_id: int, import_id: int) -> tuple[Import, Mapping[RowState, int]]:
    """An import, and how many of its lines are in which state."""
    found, counts = found_import(ctx, account_id, import_id), ctx.imports.counts(import_id)
    return found, {state: counts.get(state, 0) for state in ROW_STATES}


def list_imports(ctx: LibraryContext, account_id: int) -> Sequence[Import]:
    return ctx.imports.of(account_id)


def list_rows(
    ctx: LibraryContext, account_id: int, import_id: int, *, state: RowState | None, after: int | None, count: int
) -> tuple[Sequence[ImportRow], int | None]:
    """In the order of the file. after: the line of the last that was seen."""
    import_of(ctx, account_id, import_id)
    found = ctx.imports.rows(import_id, state=state, after=after, count=count + 1)
    return found[:count], found[count - 1].line if len(found) > count else None


def fix_row(ctx: LibraryContext, account_id: int, import_id: int, line: int, *, title_id: int | None) -> ImportRow:
    """Say which title a line means; None to leave the line out. It is remembered for the next file."""
    kept, _ = import_of(ctx, account_id, import_id)
    must_be(kept, ("preview",), "changed")
    found = ctx.imports.row(import_id, line)
    if found is None:
        raise NotFound("the file has no such line")
    if found.said is None:
        raise Conflict("the line says nothing that could be used", remedy="Put it right in the file")
    if title_id is not None:
        standing_of(ctx, account_id, title_id)
    return ctx.imports.fix(import_id, line, title_id=title_id)


def delete_import(ctx: LibraryContext, account_id: int, import_id: int) -> None:
    """A preview that is not wanted. What was applied is taken back, and stays as a receipt."""
    kept, _ = import_of(ctx, account_id, import_id)
    must_be(kept, ("preview",), "deleted")
    ctx.imports.remove(import_id)


def found_import(ctx: LibraryContext, account_id: int, import_id: int) -> Import:
    """NotFound where the person has no such import. Asked once the library is held, so that it stays as it is until the
    transaction ends."""
    found = ctx.imports.found(account_id, import_id)
    if found is None:
        raise NotFound("you have no such import")
    return found


def must_be(kept: Import, states: Sequence[ImportState], done: str) -> None:
    """Conflict where it is in another state. done: what cannot be done then."""
    if kept.state not in states:
        if kept.state == "undoing":
            remedy = "Take it back to the end, then send the file again"
            raise Conflict(f"an import that is being taken back cannot be {done}", remedy=remedy)
        raise Conflict(f"an import that is {kept.state} cannot be {done}", remedy="Send the file again")
