"""Bringing one's history along: look at what a file would do, put right what is not certain, do it, take it back."""

from collections.abc import Mapping, Sequence

from matinee.domain.errors import Conflict, NotFound
from matinee.domain.imports import ROW_STATES, Import, ImportRow, ImportState, Observation, RowState
from matinee.kit.text import folded
from matinee.services.library.context import LibraryContext
from matinee.services.library.match import matched
from matinee.services.library.rate import standing_of
from matinee.services.library.take_back import plan_back

MOST = 50
"""Imports of one person."""


def begin_import(
    ctx: LibraryContext, account_id: int, *, form: str, digest: str, said: Sequence[Observation]
) -> Import:
    """A preview: nothing of the library is changed. Both steps in one transaction."""
    rows = lines_of(ctx, account_id, digest=digest, said=said)
    return keep_import(ctx, account_id, form=form, digest=digest, rows=rows)


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
    ctx: LibraryContext, account_id: int, *, form: str, digest: str, rows: Sequence[ImportRow] | None
) -> Import:
    """The same file again is the same import, as far as it has come, unless it was taken back."""
    known = _standing(ctx, account_id, digest)
    if known is not None:
        return known
    if rows is None:
        raise Conflict("this import was deleted or taken back at the same moment", remedy="Send the file again")
    if ctx.imports.count(account_id) >= MOST:
        raise Conflict(f"there are {MOST} imports already", remedy="Delete some that were not applied")
    return ctx.imports.add(account_id, form=form, digest=digest, rows=rows, at=ctx.now)


def _standing(ctx: LibraryContext, account_id: int, digest: str) -> Import | None:
    known = ctx.imports.by_digest(account_id, digest)
    return None if known is None or known.state == "undone" else known


def import_of(ctx: LibraryContext, account_id: int, import_id: int) -> tuple[Import, Mapping[RowState, int]]:
    """An import, and how many of its lines are in which state."""
    found = ctx.imports.found(account_id, import_id)
    if found is None:
        raise NotFound("you have no such import")
    counts = ctx.imports.counts(import_id)
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
    _must_be(kept, ("preview",), "changed")
    found = ctx.imports.row(import_id, line)
    if found is None:
        raise NotFound("the file has no such line")
    if found.said is None:
        raise Conflict("the line says nothing that could be used", remedy="Put it right in the file")
    if title_id is not None:
        standing_of(ctx, account_id, title_id)
    return ctx.imports.fix(import_id, line, title_id=title_id)


def undo_import(ctx: LibraryContext, account_id: int, import_id: int) -> Import:
    """Takes back what an import brought, as far as it was applied, except ratings that were changed since. Asked again,
    the same receipt."""
    version = ctx.ratings.raise_version(account_id)
    kept, _ = import_of(ctx, account_id, import_id)
    if kept.state == "undone":
        return kept
    _must_be(kept, ("applied", "applying"), "taken back")
    changes = ctx.imports.changes(account_id, import_id)
    back = plan_back(changes, ratings=ctx.ratings.all_of(account_id), version=version, now=ctx.now)
    ctx.ratings.remove_all(account_id, back.removed)
    ctx.ratings.put_all(account_id, back.restored)
    ctx.ratings.note_all(account_id, back.changes)
    ctx.ratings.mark_all_undone(account_id, back.taken, ctx.now)
    watches = ctx.watches.remove_of_import(account_id, import_id)
    marks = ctx.marks.remove_of_import(account_id, import_id)
    receipt = {
        "ratings_taken_back": len(back.taken), "ratings_kept": back.kept,
        "watches_taken_back": watches, "marks_taken_back": marks,
    }  # fmt: skip
    return ctx.imports.close(import_id, "undone", at=ctx.now, receipt=receipt)


def delete_import(ctx: LibraryContext, account_id: int, import_id: int) -> None:
    """A preview that is not wanted. What was applied is taken back, and stays as a receipt."""
    kept, _ = import_of(ctx, account_id, import_id)
    _must_be(kept, ("preview",), "deleted")
    ctx.imports.remove(import_id)


def _must_be(kept: Import, states: Sequence[ImportState], done: str) -> None:
    if kept.state not in states:
        raise Conflict(f"an import that is {kept.state} cannot be {done}", remedy="Send the file again")
