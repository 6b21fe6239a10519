"""Those who made films and shows."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.caching import NOT_CHANGED, answered
from matinee.doors.api.catalogue_shapes import PersonOfFilm
from matinee.services.catalogue import look_up

router = APIRouter(prefix="/people", tags=["catalogue"])


@router.get("/{person_id}", dependencies=[Depends(Guard("anyone"))], response_model=PersonOfFilm, responses=NOT_CHANGED)
async def read_person(
    person_id: Annotated[int, Path(ge=1, lt=2**63, examples=[7])], request: Request, service: TheService
) -> Response:
    """A person with all titles that they had a part in."""
    page = await service.storage.read(lambda tx: look_up.person_page(tx.catalogue, person_id))
    return answered(request, PersonOfFilm.of(page))
