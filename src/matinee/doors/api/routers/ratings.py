"""Ratings: what a person thinks of titles."""

from typing import Annotated

from fastapi import APIRouter, Depends

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.library_shapes import Cursor, Limit, NewRating, OneRating, RatedTitles, TitleId, place_of
from matinee.services.catalogue import look_up
from matinee.services.library import rate as rating

router = APIRouter(tags=["library"])
Reader = Annotated[Visitor, Depends(Guard("person"))]
Writer = Annotated[Visitor, Depends(Guard("person", weight="write"))]


@router.put("/ratings/{title_id}")
async def rate(title_id: TitleId, asked: NewRating, visitor: Writer, service: TheService) -> OneRating:
    """Rate a title, or rate it anew. The next recommendations know of it."""
    return await service.storage.write(
        lambda tx: OneRating.of(rating.rate(tx.library, visitor.account.id, title_id, half_stars=asked.half_stars))
    )


@router.delete("/ratings/{title_id}", status_code=204)
async def unrate(title_id: TitleId, visitor: Writer, service: TheService) -> None:
    """Take a rating away. The history keeps that there was one."""
    await service.storage.write(lambda tx: rating.unrate(tx.library, visitor.account.id, title_id))


@router.get("/me/ratings")
async def list_my_ratings(
    visitor: Reader, service: TheService, *, cursor: Cursor = None, limit: Limit = 50
) -> RatedTitles:
    """What you rated, the newest first."""
    found, more, cards = await service.storage.read(
        lambda tx: (
            *(page := rating.list_ratings(tx.library, visitor.account.id, after=place_of(cursor), count=limit)),
            look_up.cards_by_id(tx.catalogue, [one.title_id for one in page[0]]),
        )
    )
    return RatedTitles.of(found, cards, more)
