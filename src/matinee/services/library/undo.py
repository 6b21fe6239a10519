"""Taking the last change of a rating back. What took it back is a line of the history itself."""

from dataclasses import replace

from matinee.domain.errors import NotFound
from matinee.domain.library import Rating, RatingChange
from matinee.services.library.context import LibraryContext
from matinee.services.library.rate import raised, standing_of


def undo(ctx: LibraryContext, account_id: int, title_id: int | None = None) -> tuple[int, Rating | None]:
    """The title, and its rating as it was before its last change, moment included. Asked again, the change before that
    is taken back. Without a title the last change of all; what imports brought is left out then, since an import is
    taken back as a whole.

    NotFound where nothing is left to take back.
    """
    if title_id is not None:
        standing_of(ctx, account_id, title_id)
    version = ctx.ratings.raise_version(account_id)
    change = ctx.ratings.last_change(account_id, title_id)
    if change is None:
        raise NotFound("there is no change that could be taken back")
    take_back(ctx, account_id, change, version=version)
    return change.title_id, change.before


def take_back(ctx: LibraryContext, account_id: int, change: RatingChange, *, version: int) -> None:
    """The rating is what it was before the change. version: that the caller has made."""
    now = standing_of(ctx, account_id, change.title_id).rating
    if change.before is None:
        ctx.ratings.remove(account_id, change.title_id)
    else:
        ctx.ratings.put(account_id, change.before)
    after = change.before and change.before.half_stars
    line = RatingChange(change.title_id, version, now, after, ctx.now, "undo", import_id=change.import_id)
    ctx.ratings.note(account_id, line)
    ctx.ratings.mark_undone(account_id, change, ctx.now)


def set_ignored(ctx: LibraryContext, account_id: int, title_id: int, *, ignored: bool) -> Rating:
    """Whether recommendations and their reasons leave a rating out, which itself stays: "it was a gift"."""
    standing = standing_of(ctx, account_id, title_id)
    if standing.rating is None or standing.rating.ignored == ignored:
        return _rated(standing.rating)
    _, now = raised(ctx, account_id, title_id, standing)
    changed = replace(_rated(now), ignored=ignored)
    ctx.ratings.put(account_id, changed)
    return changed


def _rated(rating: Rating | None) -> Rating:
    if rating is None:
        raise NotFound("you have not rated this title")
    return rating
