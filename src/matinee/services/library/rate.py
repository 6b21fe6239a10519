"""Rating a title, and taking a rating away. Whatever changes is written down in the history as well."""

from collections.abc import Sequence

from matinee.domain.errors import NotFound
from matinee.domain.library import Rating, RatingChange, Standing
from matinee.services.library.context import LibraryContext


def rate(ctx: LibraryContext, account_id: int, title_id: int, *, half_stars: int) -> Rating:
    """The rating that holds now. Saying the same again changes nothing, not even the moment."""
    standing = standing_of(ctx, account_id, title_id)
    if standing.rating is not None and standing.rating.half_stars == half_stars:
        return standing.rating
    version, before = raised(ctx, account_id, title_id, standing)
    rating = Rating(title_id, half_stars, ctx.now, ignored=before is not None and before.ignored)
    ctx.ratings.put(account_id, rating)
    ctx.ratings.note(account_id, RatingChange(title_id, version, before, half_stars, ctx.now, "person"))
    return rating


def unrate(ctx: LibraryContext, account_id: int, title_id: int) -> None:
    """Nothing changes where there is no rating."""
    standing = standing_of(ctx, account_id, title_id)
    if standing.rating is not None:
        version, before = raised(ctx, account_id, title_id, standing)
        ctx.ratings.remove(account_id, title_id)
        ctx.ratings.note(account_id, RatingChange(title_id, version, before, None, ctx.now, "person"))


def standing_of(ctx: LibraryContext, account_id: int, title_id: int) -> Standing:
    found = ctx.ratings.standing(account_id, title_id)
    if found is None:
        raise NotFound("there is no such title")
    return found


def raised(ctx: LibraryContext, account_id: int, title_id: int, standing: Standing) -> tuple[int, Rating | None]:
    """The version that a change makes, and the rating before it.

    Whoever raises the version holds the library until the transaction ends. Where another has raised it since
    `standing` was read, the rating is read again.
    """
    version = ctx.ratings.raise_version(account_id)
    if version == standing.version + 1:
        return version, standing.rating
    return version, standing_of(ctx, account_id, title_id).rating


def list_ratings(
    ctx: LibraryContext, account_id: int, *, after: tuple[int, int] | None, count: int
) -> tuple[Sequence[Rating], tuple[int, int] | None]:
    """The newest first, and what to pass as `after` to get those that follow; None at the end."""
    found = ctx.ratings.page(account_id, after=after, count=count + 1)
    if len(found) <= count:
        return found, None
    last = found[count - 1]
    return found[:count], (last.rated_at, last.title_id)
