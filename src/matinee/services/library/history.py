"""How ratings came to be: of a person, and of one title."""

from collections.abc import Sequence
from dataclasses import dataclass

from matinee.domain.library import Opinion, Rating, RatingChange
from matinee.services.library.context import LibraryContext
from matinee.services.library.rate import standing_of

FEWEST = 5
"""People whose ratings are told together. Fewer, and one of them could tell what the others think."""
MOST_LINES = 100


@dataclass(frozen=True)
class TitleRatings:
    """rating: one's own. history: of it, newest first. opinion: of everybody; None where too few rated the title."""

    rating: Rating | None
    history: Sequence[RatingChange]
    opinion: Opinion | None


def ratings_of_title(ctx: LibraryContext, account_id: int, title_id: int) -> TitleRatings:
    standing = standing_of(ctx, account_id, title_id)
    opinion = ctx.ratings.opinion(title_id)
    return TitleRatings(
        standing.rating,
        ctx.ratings.changes(account_id, title_id=title_id, after=None, count=MOST_LINES),
        opinion if opinion.ratings >= FEWEST else None,
    )


def history_of(
    ctx: LibraryContext, account_id: int, *, after: tuple[int, int] | None, count: int
) -> tuple[Sequence[RatingChange], tuple[int, int] | None]:
    """The newest first, and what to pass as `after` to get those that follow; None at the end."""
    found = ctx.ratings.changes(account_id, title_id=None, after=after, count=count + 1)
    if len(found) <= count:
        return found, None
    last = found[count - 1]
    return found[:count], (last.version, last.title_id)
