"""Taking an import back: a short one at once, a long one a piece at a time, so that everybody else can write in
between.

A piece is done whole or not at all. Where the service stops between two of them the import is 'undoing': asked again it
goes on where it stopped.
"""

from matinee.domain.imports import Import
from matinee.services.context import Storage
from matinee.services.library.applying import HasLibrary, together
from matinee.services.library.context import LibraryContext
from matinee.services.library.imports import found_import, must_be
from matinee.services.library.take_back import plan_back

PIECE = 500
"""Ratings, watches or marks that are taken back in one transaction."""
NOTHING = {"ratings_taken_back": 0, "ratings_kept": 0, "watches_taken_back": 0, "marks_taken_back": 0}
BROUGHT = ("ratings", "watches", "marks")


async def undo_import(storage: Storage[HasLibrary], account_id: int, import_id: int) -> Import:
    """Takes back what an import brought, as far as it was applied, except ratings that were changed since. Asked again,
    the same receipt."""
    kept = await storage.write(lambda tx: begin(tx.library, account_id, import_id))
    while kept.state == "undoing":
        kept = await storage.write(lambda tx: undo_piece(tx.library, account_id, import_id))
    return kept


def begin(ctx: LibraryContext, account_id: int, import_id: int) -> Import:
    """A short import is taken back when this returns, as one change of the library; a long one is only begun."""
    version = ctx.ratings.raise_version(account_id)
    kept = found_import(ctx, account_id, import_id)
    if kept.state in {"undoing", "undone"}:
        return kept
    must_be(kept, ("applied", "applying"), "taken back")
    whole = sum(kept.receipt.get(name, 0) for name in BROUGHT)
    kept = ctx.imports.begin_undo(import_id, whole=whole, receipt=NOTHING)
    while whole <= PIECE and kept.state == "undoing":
        kept = _piece(ctx, account_id, kept, version=version)
    return kept


def undo_piece(ctx: LibraryContext, account_id: int, import_id: int) -> Import:
    """One change of the library. Another that takes it back at the same moment does the piece after this."""
    version = ctx.ratings.raise_version(account_id)
    kept = found_import(ctx, account_id, import_id)
    return kept if kept.state == "undone" else _piece(ctx, account_id, kept, version=version)


def _piece(ctx: LibraryContext, account_id: int, kept: Import, *, version: int) -> Import:
    """Ratings first, by their titles, then watches, then marks; where nothing is left, it is undone."""
    changes = ctx.imports.changes(account_id, kept.id, after=kept.undone_to, count=PIECE)
    if changes:
        held = ctx.ratings.all_of(account_id, {one.title_id for one in changes})
        back = plan_back(changes, ratings=held, version=version, now=ctx.now)
        ctx.ratings.remove_all(account_id, back.removed)
        ctx.ratings.put_all(account_id, back.restored)
        ctx.ratings.note_all(account_id, back.changes)
        ctx.ratings.mark_all_undone(account_id, back.taken, ctx.now)
        done = {"ratings_taken_back": len(back.taken), "ratings_kept": back.kept}
        return ctx.imports.note_undone(kept.id, together(kept.receipt, done), to=changes[-1].title_id)
    for name, store in (("watches_taken_back", ctx.watches), ("marks_taken_back", ctx.marks)):
        gone = store.remove_of_import(account_id, kept.id, most=PIECE)
        if gone:
            return ctx.imports.note_undone(kept.id, together(kept.receipt, {name: gone}), to=kept.undone_to)
    return ctx.imports.close(kept.id, "undone", at=ctx.now, receipt=kept.receipt)
