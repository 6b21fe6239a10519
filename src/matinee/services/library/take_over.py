"""A history from elsewhere, such as that of a person of a demo world, written down as a person's own."""

from collections.abc import Sequence

from matinee.domain.library import Rating, RatingChange
from matinee.services.library.context import LibraryContext


def take_over(ctx: LibraryContext, account_id: int, ratings: Sequence[Rating]) -> int:
    """Writes down those of titles that the person has not rated; all of them are one change of the library. How many
    there were."""
    rated = set(ctx.signals.signals(account_id).titles)
    fresh = [rating for rating in ratings if rating.title_id not in rated]
    if not fresh:
        return 0
    version = ctx.ratings.raise_version(account_id)
    for rating in fresh:
        ctx.ratings.put(account_id, rating)
        ctx.ratings.note(account_id, RatingChange(rating.title_id, version, None, rating.half_stars, ctx.now, "import"))
    return len(fresh)
