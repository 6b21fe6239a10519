"""Films and shows: lists, search, pages, posters, offers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import AfterValidator

from matinee.domain.titles import Order, TitleFilter
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.caching import NOT_CHANGED, PICTURE, SEARCH, answered, answered_bytes
from matinee.doors.api.catalogue_shapes import (
    Cards,
    Offer,
    Offers,
    OneSeason,
    SearchAnswer,
    SeasonList,
    Title,
    cards_of,
)
from matinee.doors.api.direct import Direct
from matinee.doors.api.shapes import Line
from matinee.doors.api.wish_shapes import Word
from matinee.services.catalogue import browse, look_up, posters
from matinee.services.catalogue import search as searching

LIGHT = [Depends(Guard("anyone"))]
PICTURES = [Depends(Guard("anyone", weight="picture"))]
WIDTHS = {"small": 160, "medium": 400, "large": 800}
"""Pixels."""

router = APIRouter(prefix="/titles", tags=["catalogue"], route_class=Direct)
Number = Annotated[int, Path(ge=1, lt=2**63, examples=[42])]
Year = Annotated[int | None, Query(ge=1800, le=2200)]
Region = Annotated[
    str | None,
    Query(pattern=r"^[A-Za-z]{2}$", description="A country, as two letters.", examples=["FR"]),
    AfterValidator(lambda said: said and said.upper()),
]
Size = Literal["small", "medium", "large"]


@router.get("", dependencies=LIGHT, response_model=Cards, responses=NOT_CHANGED)
async def list_titles(
    request: Request,
    service: TheService,
    *,
    kind: Literal["movie", "show"] | None = None,
    genre: Annotated[
        list[Word] | None, Query(max_length=8, description="Slugs or names; a title has all of them.")
    ] = None,
    year_from: Year = None,
    year_to: Year = None,
    longest: Annotated[int | None, Query(ge=1, le=100_000, description="Minutes.")] = None,
    language: Word | None = None,
    country: Word | None = None,
    certification: Annotated[list[Line] | None, Query(max_length=20)] = None,
    region: Region = None,
    on: Annotated[
        list[Line] | None, Query(max_length=50, description="Services in `region`, of which one is enough.")
    ] = None,
    order: Annotated[Order, Query(description="The best known first, the newest, or by name.")] = "fame",
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """Titles, narrowed as you like. With a region, those that somebody offers there now."""
    chosen = TitleFilter(
        kind=kind,
        genres=tuple(dict.fromkeys(genre or ())),
        year_from=year_from,
        year_to=year_to,
        longest_min=longest,
        language=language,
        country=country,
        certifications=tuple(certification or ()),
        region=region,
        services=tuple(on or ()),
    )
    after = None if cursor is None else int(cursor)
    found, more = await service.storage.read(
        lambda tx: browse.list_titles(tx.catalogue, chosen, order=order, after=after, count=limit)
    )
    return answered(request, cards_of(found, more))


@router.get("/search", dependencies=LIGHT, response_model=SearchAnswer, responses=NOT_CHANGED)
async def search_titles(
    request: Request,
    service: TheService,
    *,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["alien 1979"], description="As it is typed.")],
    kind: Literal["movie", "show"] | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """Titles and people by what somebody types: unfinished, mistyped, without marks, with a year or a person's name."""
    found = await service.storage.read(lambda tx: searching.search(tx.catalogue, q, kind=kind, count=limit))
    return answered(request, SearchAnswer.of(found), keep=SEARCH)


@router.get("/{title_id}", dependencies=LIGHT, response_model=Title, responses=NOT_CHANGED)
async def read_title(title_id: Number, request: Request, service: TheService) -> Response:
    """Everything that the page of a title shows."""
    page = await service.storage.read(lambda tx: look_up.title_page(tx.catalogue, title_id))
    return answered(request, Title.of_page(page))


@router.get("/{title_id}/seasons", dependencies=LIGHT, response_model=SeasonList, responses=NOT_CHANGED)
async def list_seasons(title_id: Number, request: Request, service: TheService) -> Response:
    """The seasons of a show with their episodes; of a film none."""
    found, now = await service.storage.read(lambda tx: (look_up.seasons_of(tx.catalogue, title_id), tx.now))
    return answered(request, SeasonList(items=[OneSeason.of(one, now=now) for one in found]))


@router.get("/{title_id}/offers", dependencies=LIGHT, response_model=Offers, responses=NOT_CHANGED)
async def list_offers(title_id: Number, request: Request, service: TheService, *, region: Region = None) -> Response:
    """Where it can be seen now: in one region, or everywhere."""
    found = await service.storage.read(lambda tx: look_up.offers_of(tx.catalogue, title_id, region=region))
    return answered(request, Offers(items=[Offer.of(one) for one in found]))


@router.get(
    "/{title_id}/poster",
    dependencies=PICTURES,
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}, "description": "A WebP picture, two by three."}, **NOT_CHANGED},
)
async def read_poster(
    title_id: Number,
    request: Request,
    service: TheService,
    *,
    size: Annotated[Size, Query(description="160, 400 or 800 pixels wide.")] = "medium",
) -> Response:
    """Its poster, or a cover that is drawn for it."""
    look = await service.storage.read(lambda tx: posters.look_of_title(tx.catalogue, title_id))
    picture = await service.posters.picture(look, width=WIDTHS[size])
    return answered_bytes(request, picture, media="image/webp", keep=PICTURE)
