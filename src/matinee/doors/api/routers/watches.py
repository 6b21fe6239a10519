"""What a person watched."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.keeping_shapes import NewWatch, OneWatch, WatchChange, Watches
from matinee.doors.api.library_shapes import Cursor, Limit, TitleId, place_of
from matinee.services.catalogue import look_up
from matinee.services.library import watch

router = APIRouter(tags=["library"])
Reader = Annotated[Visitor, Depends(Guard("person"))]
Writer = Annotated[Visitor, Depends(Guard("person", weight="write"))]
WatchId = Annotated[int, Path(ge=1, lt=2**63)]


@router.post("/titles/{title_id}/watches", status_code=201)
async def note_watch(title_id: TitleId, asked: NewWatch, visitor: Writer, service: TheService) -> OneWatch:
    """Say that you watched a title or an episode of it, when, how far, and whether again. What has the same minute, or
    the same day where only that is known, as a watch that is there is taken for that watch."""
    at, dated = asked.time()
    return await service.storage.write(
        lambda tx: OneWatch.of(
            watch.note_watch(
                tx.library,
                visitor.account.id,
                title_id,
                episode_id=asked.episode_id,
                watched_at=at,
                dated=dated,
                progress=asked.progress,
                rewatch=asked.rewatch,
            )
        )
    )


@router.patch("/watches/{watch_id}")
async def change_watch(watch_id: WatchId, asked: WatchChange, visitor: Writer, service: TheService) -> OneWatch:
    """Say how far you are now."""
    return await service.storage.write(
        lambda tx: OneWatch.of(watch.change_watch(tx.library, visitor.account.id, watch_id, progress=asked.progress))
    )


@router.delete("/watches/{watch_id}", status_code=204)
async def delete_watch(watch_id: WatchId, visitor: Writer, service: TheService) -> None:
    """Take a watch away."""
    await service.storage.write(lambda tx: watch.delete_watch(tx.library, visitor.account.id, watch_id))


@router.get("/me/watches")
async def list_my_watches(
    visitor: Reader,
    service: TheService,
    *,
    title: Annotated[int | None, Query(ge=1, lt=2**63, description="Of one title alone.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Watches:
    """What you watched, the last first."""
    after = place_of(cursor)
    found, more, cards = await service.storage.read(
        lambda tx: (
            *(page := watch.list_watches(tx.library, visitor.account.id, title_id=title, after=after, count=limit)),
            look_up.cards_by_id(tx.catalogue, [one.title_id for one in page[0]]),
        )
    )
    return Watches.of(found, cards, more)
