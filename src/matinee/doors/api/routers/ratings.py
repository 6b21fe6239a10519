"""Ratings: what a person thinks of titles, and how that came to be."""

from typing import Annotated

from fastapi import APIRouter, Depends

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.direct import Direct
from matinee.doors.api.library_shapes import (
    Changes,
    Cursor,
    Ignored,
    Limit,
    NewRating,
    OneRating,
    RatedTitles,
    TitleId,
    TitleRatings,
    Undone,
    place_of,
)
from matinee.services.catalogue import look_up
from matinee.services.library import history, undo
from matinee.services.library import rate as rating

router = APIRouter(tags=["library"], route_class=Direct)
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


@router.put("/ratings/{title_id}/ignored")
async def ignore_rating(title_id: TitleId, asked: Ignored, visitor: Writer, service: TheService) -> OneRating:
    """Keep a rating out of recommendations and their reasons, or let it in again: "it was a gift"."""
    return await service.storage.write(
        lambda tx: OneRating.of(undo.set_ignored(tx.library, visitor.account.id, title_id, ignored=asked.ignored))
    )


@router.post("/ratings/{title_id}/undo")
async def undo_rating(title_id: TitleId, visitor: Writer, service: TheService) -> Undone:
    """Take the last change of one rating back. Asked again, the change before that."""
    return await service.storage.write(lambda tx: Undone.of(*undo.undo(tx.library, visitor.account.id, title_id)))


@router.post("/me/ratings/undo")
async def undo_last_rating(visitor: Writer, service: TheService) -> Undone:
    """Take the last change of all back; of those that were made one by one, without imports."""
    return await service.storage.write(lambda tx: Undone.of(*undo.undo(tx.library, visitor.account.id)))


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


@router.get("/me/ratings/history")
async def list_my_changes(visitor: Reader, service: TheService, *, cursor: Cursor = None, limit: Limit = 50) -> Changes:
    """Every change of your ratings, the newest first."""
    found, more, cards = await service.storage.read(
        lambda tx: (
            *(page := history.history_of(tx.library, visitor.account.id, after=place_of(cursor), count=limit)),
            look_up.cards_by_id(tx.catalogue, [one.title_id for one in page[0]]),
        )
    )
    return Changes.of(found, cards, more)


@router.get("/titles/{title_id}/ratings")
async def read_ratings_of_title(title_id: TitleId, visitor: Reader, service: TheService) -> TitleRatings:
    """Your rating of a title and how it came to be, and what everybody thinks together; never what one other does."""
    found = await service.storage.read(lambda tx: history.ratings_of_title(tx.library, visitor.account.id, title_id))
    return TitleRatings.of(found)
