"""What a person has set for themselves, and the services that there are to choose from."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.caching import NOT_CHANGED, answered
from matinee.doors.api.catalogue_shapes import OneService, Services
from matinee.doors.api.preference_shapes import PreferencesSet, SetPreferences
from matinee.doors.api.routers.titles import Region
from matinee.services.accounts import preferences
from matinee.services.catalogue import look_up
from matinee.wiring.transaction import Transaction

router = APIRouter()


@router.get("/me/preferences", tags=["my account"])
async def read_preferences(
    visitor: Annotated[Visitor, Depends(Guard("person"))], service: TheService
) -> PreferencesSet:
    """Where and on what you watch, and how pages look to you."""
    found = await service.storage.read(lambda tx: preferences.preferences_of(tx.accounts, visitor.account.id))
    return PreferencesSet.of(found)


@router.put("/me/preferences", tags=["my account"])
async def set_preferences(
    asked: SetPreferences, visitor: Annotated[Visitor, Depends(Guard("person", weight="write"))], service: TheService
) -> PreferencesSet:
    """Set what is sent; the rest stays as it was."""

    def work(tx: Transaction) -> PreferencesSet:
        offered = look_up.services_known(tx.catalogue) if asked.services else ()
        done = preferences.set_preferences(tx.accounts, visitor.account.id, asked.changes(), offered=offered)
        return PreferencesSet.of(done)

    return await service.storage.write(work)


@router.get(
    "/services",
    tags=["catalogue"],
    dependencies=[Depends(Guard("anyone"))],
    response_model=Services,
    responses=NOT_CHANGED,
)
async def list_services(request: Request, service: TheService, *, region: Region = None) -> Response:
    """The services that offer something now, and how much of the catalogue: in one region, or in every region that
    there is."""
    found = await service.storage.read(lambda tx: look_up.services_of(tx.catalogue, region=region), long=True)
    return answered(request, Services(items=[OneService.of(one) for one in found]))
