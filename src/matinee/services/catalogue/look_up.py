"""One title or person, with everything that its page shows."""

from collections.abc import Mapping, Sequence

from matinee.domain.errors import NotFound
from matinee.domain.titles import LabelCard, OfferEntry, PersonPage, Season, ServiceCard, TitleCard, TitlePage
from matinee.services.catalogue.context import CatalogueContext


def title_page(ctx: CatalogueContext, title_id: int) -> TitlePage:
    found = ctx.titles.page(title_id)
    if found is None:
        raise NotFound("there is no such title")
    return found


def seasons_of(ctx: CatalogueContext, title_id: int) -> Sequence[Season]:
    """Of a film none."""
    found = ctx.titles.seasons(title_id)
    if found is None:
        raise NotFound("there is no such title")
    return found


def offers_of(ctx: CatalogueContext, title_id: int, *, region: str | None) -> Sequence[OfferEntry]:
    """Those that hold now: in one region, or everywhere."""
    found = ctx.titles.offers(title_id, region=region, now=ctx.now)
    if found is None:
        raise NotFound("there is no such title")
    return found


def services_of(ctx: CatalogueContext, *, region: str | None) -> Sequence[ServiceCard]:
    """Those that offer something now: in one region, or everywhere."""
    return ctx.titles.services(region=region, now=ctx.now)


def services_known(ctx: CatalogueContext) -> Sequence[str]:
    """By name, those that there are or were."""
    return ctx.titles.services_known()


def person_page(ctx: CatalogueContext, person_id: int) -> PersonPage:
    found = ctx.titles.person(person_id)
    if found is None:
        raise NotFound("there is no such person")
    return found


def cards_by_id(ctx: CatalogueContext, ids: Sequence[int]) -> Mapping[int, TitleCard]:
    """Those that there are."""
    return {card.id: card for card in ctx.titles.cards(ids)}


def genres(ctx: CatalogueContext) -> Sequence[LabelCard]:
    return ctx.titles.labels("genres")


def languages(ctx: CatalogueContext) -> Sequence[LabelCard]:
    return ctx.titles.labels("languages")
