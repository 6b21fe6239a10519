"""Marks on titles: seen elsewhere, watchlist, favourites, not for me, not tonight."""

from typing import Annotated

from fastapi import APIRouter, Depends

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.keeping_shapes import MARK_OF, MarkedTitles, MarkName, OneMark
from matinee.doors.api.library_shapes import Cursor, Limit, TitleId, place_of
from matinee.services.catalogue import look_up
from matinee.services.library import mark as marking

router = APIRouter(tags=["library"])
Reader = Annotated[Visitor, Depends(Guard("person"))]
Writer = Annotated[Visitor, Depends(Guard("person", weight="write"))]


@router.put("/marks/{mark}/{title_id}")
async def mark_title(mark: MarkName, title_id: TitleId, visitor: Writer, service: TheService) -> OneMark:
    """Mark a title. What was seen elsewhere or is not for you is not recommended any more; what you do not want tonight
    comes back after 16 hours. Marks that contradict it go."""
    return await service.storage.write(
        lambda tx: OneMark.of(marking.mark(tx.library, visitor.account.id, title_id, MARK_OF[mark]))
    )


@router.delete("/marks/{mark}/{title_id}", status_code=204)
async def unmark_title(mark: MarkName, title_id: TitleId, visitor: Writer, service: TheService) -> None:
    """Take a mark away."""
    await service.storage.write(lambda tx: marking.unmark(tx.library, visitor.account.id, title_id, MARK_OF[mark]))


@router.get("/me/marks/{mark}")
async def list_marked(
    mark: MarkName, visitor: Reader, service: TheService, *, cursor: Cursor = None, limit: Limit = 50
) -> MarkedTitles:
    """The titles that you marked so, the last first."""
    after = place_of(cursor)
    found, more, cards = await service.storage.read(
        lambda tx: (
            *(page := marking.list_marked(tx.library, visitor.account.id, MARK_OF[mark], after=after, count=limit)),
            look_up.cards_by_id(tx.catalogue, [one.title_id for one in page[0]]),
        )
    )
    return MarkedTitles.of(found, cards, more)
