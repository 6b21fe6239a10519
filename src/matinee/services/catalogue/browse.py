"""Titles in a list: narrowed, in an order, a page at a time."""

from collections.abc import Sequence
from dataclasses import replace

from matinee.domain.errors import BadInput, unknown_word
from matinee.domain.titles import Label, Order, TitleCard, TitleFilter
from matinee.services.catalogue.context import CatalogueContext


def list_titles(
    ctx: CatalogueContext, chosen: TitleFilter, *, order: Order, after: int | None, count: int
) -> tuple[Sequence[TitleCard], int | None]:
    """The titles, and what to pass as `after` to get those that follow: the last that was seen; None at the end."""
    if chosen.services and chosen.region is None:
        raise BadInput("services are different in each region", where="on", remedy="Name a region as well")
    chosen = _in_slugs(ctx, chosen)
    place = None
    if after is not None:
        value = ctx.titles.sort_value(after, order)
        if value is None:
            raise BadInput("this cursor is not one of ours", where="cursor", remedy="Begin with the first page")
        place = (value, after)
    found = ctx.titles.listed(chosen, order=order, after=place, count=count + 1, now=ctx.now)
    return found[:count], found[count - 1].id if len(found) > count else None


def _in_slugs(ctx: CatalogueContext, chosen: TitleFilter) -> TitleFilter:
    """With slugs for names. BadInput for a word that no title has."""
    return replace(
        chosen,
        genres=tuple(_slugs(ctx, "genres", chosen.genres, of="genre")),
        language=next(iter(_slugs(ctx, "languages", [chosen.language], of="language")), None),
        country=next(iter(_slugs(ctx, "countries", [chosen.country], of="country")), None),
    )


def _slugs(ctx: CatalogueContext, kind: Label, words: Sequence[str | None], *, of: str) -> list[str]:
    asked = [word.casefold() for word in words if word is not None]
    if not asked:
        return []
    known = ctx.titles.words(kind)
    slugs = {name.casefold(): slug for slug, name in known} | {slug: slug for slug, _ in known}
    if not all(word in slugs for word in asked):
        raise unknown_word(of)
    return list(dict.fromkeys(slugs[word] for word in asked))
