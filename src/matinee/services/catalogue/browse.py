"""Titles in a list: narrowed, in an order, a page at a time."""

from collections.abc import Sequence

from matinee.domain.errors import BadInput
from matinee.domain.titles import Order, TitleCard, TitleFilter
from matinee.services.catalogue.context import CatalogueContext


def list_titles(
    ctx: CatalogueContext, chosen: TitleFilter, *, order: Order, after: int | None, count: int
) -> tuple[Sequence[TitleCard], int | None]:
    """The titles, and what to pass as `after` to get those that follow: the last that was seen; None at the end."""
    if chosen.services and chosen.region is None:
        raise BadInput("services are different in each region", where="service", remedy="Name a region as well")
    place = None
    if after is not None:
        value = ctx.titles.sort_value(after, order)
        if value is None:
            raise BadInput("this cursor is not one of ours", where="cursor", remedy="Begin with the first page")
        place = (value, after)
    found = ctx.titles.listed(chosen, order=order, after=place, count=count + 1, now=ctx.now)
    return found[:count], found[count - 1].id if len(found) > count else None
