"""Genres and languages, by which lists are narrowed."""

from fastapi import APIRouter, Depends, Request, Response

from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.caching import NOT_CHANGED, answered
from matinee.doors.api.catalogue_shapes import Genre, Genres, Language, Languages
from matinee.services.catalogue import look_up

router = APIRouter(tags=["catalogue"], dependencies=[Depends(Guard("anyone"))])


@router.get("/genres", response_model=Genres, responses=NOT_CHANGED)
async def list_genres(request: Request, service: TheService) -> Response:
    """The genres that some title has, and how many have each."""
    found = await service.storage.read(lambda tx: look_up.genres(tx.catalogue))
    return answered(
        request, Genres(items=[Genre(slug=one.slug, name=one.name, titles=one.titles or 0) for one in found])
    )


@router.get("/languages", response_model=Languages, responses=NOT_CHANGED)
async def list_languages(request: Request, service: TheService) -> Response:
    """The languages of which some title is, and how many are of each."""
    found = await service.storage.read(lambda tx: look_up.languages(tx.catalogue))
    return answered(
        request, Languages(items=[Language(slug=one.slug, name=one.name, titles=one.titles or 0) for one in found])
    )
