"""What people do about what they were shown, and what they agree to."""

from typing import Annotated

from fastapi import APIRouter, Depends

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.feedback_shapes import ConsentsGiven, EventFate, FeedbackTaken, TellConsents, TellFeedback
from matinee.services.exposures import consents as agreed
from matinee.services.exposures import feedback
from matinee.wiring.transaction import Transaction

router = APIRouter(tags=["feedback"])


@router.post("/feedback")
async def tell_feedback(
    asked: TellFeedback, visitor: Annotated[Visitor, Depends(Guard("person", weight="write"))], service: TheService
) -> FeedbackTaken:
    """Tell of up to 100 events at once. Each counts once, however often and however late it is told; one that cannot be
    kept says so and takes nothing of the others with it."""
    events = [one.event() for one in asked.events]

    def take(tx: Transaction) -> FeedbackTaken:
        fates = feedback.take_feedback(tx.exposures, visitor.account.id, events)
        pairs = zip(events, fates, strict=True)
        return FeedbackTaken(items=[EventFate(id=event.id, status=fate) for event, fate in pairs])

    return await service.storage.write(take)


@router.get("/me/consents")
async def read_consents(visitor: Annotated[Visitor, Depends(Guard("account"))], service: TheService) -> ConsentsGiven:
    """What you agree to."""
    found = await service.storage.read(lambda tx: agreed.consents_of(tx.exposures, visitor.account.id))
    return ConsentsGiven.of(found)


@router.put("/me/consents")
async def set_consents(
    asked: TellConsents, visitor: Annotated[Visitor, Depends(Guard("account", weight="write"))], service: TheService
) -> ConsentsGiven:
    """Agree, or no longer. Once you do not agree to exposures, those that were kept are deleted at once."""
    said = asked.model_dump()
    given = await service.storage.write(
        lambda tx: ConsentsGiven.of(agreed.set_consents(tx.exposures, visitor.account.id, **said))
    )
    service.recommending.showcase.forget(visitor.account.id)
    return given
