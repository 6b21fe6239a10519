"""Doing what the lines of an import say: a short file at once, a long one a piece at a time, so that everybody else can
write in between.

A piece is done whole or not at all. Where the service stops between two of them the import is 'applying': asked again
it goes on where it stopped, by the same rule, and it can be taken back as far as it came.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Protocol

from matinee.domain.errors import Conflict
from matinee.domain.imports import Conflicts, Import, ImportRow
from matinee.services.context import Storage
from matinee.services.library.apply import Applied, Before, plan, time_of
from matinee.services.library.context import LibraryContext
from matinee.services.library.imports import found_import, must_be

PIECE = 500
"""Lines that are applied in one transaction, or a few more: those on one title stay together."""
LEFT = ("unsure", "unmatched", "bad", "skipped")


class HasLibrary(Protocol):
    """What this needs of a transaction."""

    @property
    def library(self) -> LibraryContext: ...


async def apply_import(
    storage: Storage[HasLibrary], account_id: int, import_id: int, *, conflicts: Conflicts
) -> Import:
    """Does what the matched and fixed lines say. The receipt counts how they came out. Applied once; asked again, the
    same receipt. conflicts: what counts is what was said first."""
    begun = await storage.write(lambda tx: begin(tx.library, account_id, import_id, conflicts=conflicts))
    if begun.state == "applied":
        return begun
    pieces = await storage.read(lambda tx: pieces_of(tx.library, import_id), long=True)
    for piece in pieces:
        await storage.write(lambda tx, piece=piece: apply_piece(tx.library, account_id, import_id, piece))
    return await storage.write(lambda tx: finish(tx.library, account_id, import_id))


def begin(ctx: LibraryContext, account_id: int, import_id: int, *, conflicts: Conflicts) -> Import:
    """A short import is applied when this returns, as one change of the library; a long one is only begun."""
    version = ctx.ratings.raise_version(account_id)
    kept = found_import(ctx, account_id, import_id)
    if kept.state in {"applying", "applied"}:
        return kept
    must_be(kept, ("preview",), "applied")
    counts = ctx.imports.counts(import_id)
    whole = counts.get("matched", 0) + counts.get("fixed", 0)
    ctx.imports.begin(import_id, conflicts, whole=whole)
    if whole > PIECE:
        return found_import(ctx, account_id, import_id)
    for piece in pieces_of(ctx, import_id):
        _apply(ctx, account_id, found_import(ctx, account_id, import_id), piece, version=version)
    return _close(ctx, found_import(ctx, account_id, import_id))


def pieces_of(ctx: LibraryContext, import_id: int) -> Sequence[Sequence[ImportRow]]:
    """The lines that are still to be applied. All lines on one title are in one piece, in the order of the file, since
    they are weighed against each other."""
    rows = sorted(ctx.imports.to_apply(import_id), key=lambda row: (row.title_id or 0, row.line))
    pieces: list[list[ImportRow]] = []
    for _, of_title in groupby(rows, key=lambda row: row.title_id):
        if not pieces or len(pieces[-1]) >= PIECE:
            pieces.append([])
        pieces[-1].extend(of_title)
    return pieces


def apply_piece(ctx: LibraryContext, account_id: int, import_id: int, piece: Sequence[ImportRow]) -> None:
    """One change of the library. Lines that somebody else has applied meanwhile are left alone. Conflict where the
    import was taken back meanwhile."""
    version = ctx.ratings.raise_version(account_id)
    kept = found_import(ctx, account_id, import_id)
    if kept.state in {"undoing", "undone"}:
        raise Conflict("this import was taken back while it was being applied", remedy="Send the file again")
    waiting = ctx.imports.undecided(import_id, [row.line for row in piece])
    _apply(ctx, account_id, kept, [row for row in piece if row.line in waiting], version=version)


def finish(ctx: LibraryContext, account_id: int, import_id: int) -> Import:
    """Once nothing is left to apply."""
    ctx.ratings.raise_version(account_id)
    kept = found_import(ctx, account_id, import_id)
    if kept.state == "applied":
        return kept
    if kept.state != "applying" or ctx.imports.to_apply(import_id):
        raise Conflict("this import was changed while it was being applied", remedy="Apply it again")
    return _close(ctx, kept)


def _apply(ctx: LibraryContext, account_id: int, kept: Import, rows: Sequence[ImportRow], *, version: int) -> None:
    titles = {row.title_id for row in rows if row.title_id is not None}
    before = Before(
        ratings=ctx.ratings.all_of(account_id, titles),
        watched={time_of(title, at, dated) for title, dated, at in ctx.watches.times_of(account_id, titles)},
        marked=ctx.marks.pairs_of(account_id, titles),
    )
    rule = kept.conflicts or "newest"
    done = plan(rows, before, conflicts=rule, version=version, now=ctx.now, import_id=kept.id)
    ctx.ratings.put_all(account_id, done.ratings)
    ctx.ratings.note_all(account_id, done.changes)
    ctx.watches.add_all(account_id, done.watches, at=ctx.now, import_id=kept.id)
    ctx.marks.put_all(account_id, done.marks, import_id=kept.id)
    ctx.imports.set_outcomes(kept.id, done.outcomes)
    ctx.imports.note(kept.id, together(kept.receipt, done.receipt()))


def _close(ctx: LibraryContext, kept: Import) -> Import:
    counts = ctx.imports.counts(kept.id)
    left = {f"{state}_lines": counts.get(state, 0) for state in LEFT}
    receipt = together(Applied().receipt(), kept.receipt) | left
    return ctx.imports.close(kept.id, "applied", at=ctx.now, receipt=receipt)


def together(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Two receipts as one."""
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}
