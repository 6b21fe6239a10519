"""What is popular and on the rise in this house, counted from what people liked and watched over the last days.

Only those count who agree to statistics, and only titles of which several people speak, so that nobody can be read out
of a list. Where few titles have that many, the house knows too little: nothing is kept, and the release answers.
"""

from collections.abc import Sequence

from matinee.domain.feedback import HALF_STARS
from matinee.domain.watching import LATELY, USUALLY, TitleLately
from matinee.services.operations.context import OperationsContext

LEAST_PEOPLE = 5
"""Different people who must have liked or watched a title lately."""
LEAST_TITLES = 10
"""Titles with that many people, below which nothing can be said of the house."""


def count_trending(ctx: OperationsContext) -> Sequence[TitleLately]:
    """Reads all ratings and watches. Empty where the house has too little of its own."""
    middle = ctx.now - LATELY
    found = ctx.trending.count(
        since=middle - USUALLY,
        middle=middle,
        until=ctx.now,
        liked=round(2 * HALF_STARS.like_at),
        least=LEAST_PEOPLE,
        assumed=ctx.rules.assumed,
    )
    return found if len(found) >= LEAST_TITLES else ()


def keep_trending(ctx: OperationsContext, found: Sequence[TitleLately]) -> None:
    """In place of what was kept."""
    ctx.trending.keep(found)
