"""Genres, by which lists are narrowed."""

from fastapi import APIRouter, Depends, Request, Response

from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.caching import NOT_CHANGED, answered
from matinee.doors.api.catalogue_shapes import Genre, Genres
from matinee.services.catalogue import look_up

router = APIRouter(prefix="/genres", tags=["catalogue"])


@router.get("", dependencies=[Depends(Guard("anyone"))], response_model=Genres, responses=NOT_CHANGED)
async def list_genres(request: Request, service: TheService) -> Response:
    """The genres that some title has, and how many have each."""
    found = await service.storage.read(lambda tx: look_up.genres(tx.catalogue))
    return answered(
        request, Genres(items=[Genre(slug=one.slug, name=one.name, titles=one.titles or 0) for one in found])
    )
