"""Marks on titles: seen elsewhere, watchlist, favourite, not for me, not tonight."""

from collections.abc import Sequence

from matinee.domain.library import HIDING, Mark, Marked
from matinee.kit.clock import HOUR
from matinee.services.library.context import LibraryContext
from matinee.services.library.rate import standing_of

TONIGHT = 16 * HOUR
"""How long a title stays away that somebody does not want tonight."""
AGAINST: dict[Mark, tuple[Mark, ...]] = {
    "watchlist": ("not_for_me", "not_tonight", "seen_elsewhere"),
    "favourite": ("not_for_me",),
    "not_for_me": ("watchlist", "favourite"),
    "seen_elsewhere": ("watchlist",),
    "not_tonight": (),
}
"""What a mark takes away, since nobody means both."""


def mark(ctx: LibraryContext, account_id: int, title_id: int, kind: Mark) -> Marked:
    """Marking again changes nothing, except that tonight begins anew."""
    standing_of(ctx, account_id, title_id)
    kept = ctx.marks.found(account_id, title_id)
    if kind in kept and kind != "not_tonight":
        return kept[kind]
    made = Marked(title_id, kind, ctx.now, ctx.now + TONIGHT if kind == "not_tonight" else None)
    gone: list[Mark] = [one for one in AGAINST[kind] if one in kept]
    if kind in HIDING or any(one in HIDING for one in gone):
        ctx.ratings.raise_version(account_id)
    for one in gone:
        ctx.marks.remove(account_id, title_id, one)
    ctx.marks.put(account_id, made)
    return made


def unmark(ctx: LibraryContext, account_id: int, title_id: int, kind: Mark) -> None:
    """Nothing changes where there is no such mark."""
    standing_of(ctx, account_id, title_id)
    if ctx.marks.remove(account_id, title_id, kind) and kind in HIDING:
        ctx.ratings.raise_version(account_id)


def list_marked(
    ctx: LibraryContext, account_id: int, kind: Mark, *, after: tuple[int, int] | None, count: int
) -> tuple[Sequence[Marked], tuple[int, int] | None]:
    """The last marked first; of what holds for a while those that hold now."""
    found = ctx.marks.page(account_id, kind, now=ctx.now, after=after, count=count + 1)
    if len(found) <= count:
        return found, None
    last = found[count - 1]
    return found[:count], (last.at, last.title_id)
