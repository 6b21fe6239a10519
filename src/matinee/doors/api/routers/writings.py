"""Reviews, comments and notes on titles."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.keeping_shapes import (
    Comments,
    MyReviews,
    NewNote,
    NewWriting,
    OneComment,
    OneNote,
    OneReview,
    Reviews,
    WritingChange,
)
from matinee.doors.api.library_shapes import Cursor, Limit, TitleId, cursor_of, place_of
from matinee.services.catalogue import look_up
from matinee.services.library import write

router = APIRouter(tags=["library"])
Reader = Annotated[Visitor, Depends(Guard("person"))]
Writer = Annotated[Visitor, Depends(Guard("person", weight="write"))]
CommentId = Annotated[int, Path(ge=1, lt=2**63)]


@router.put("/titles/{title_id}/review")
async def write_review(title_id: TitleId, asked: NewWriting, visitor: Writer, service: TheService) -> OneReview:
    """Write your review of a title, or write it anew. It is private unless you say otherwise."""
    me = visitor.account.id
    return await service.storage.write(
        lambda tx: OneReview.of(write.review(tx.library, me, title_id, **asked.model_dump()), reader=me)
    )


@router.delete("/titles/{title_id}/review", status_code=204)
async def delete_review(title_id: TitleId, visitor: Writer, service: TheService) -> None:
    """Delete your review."""
    await service.storage.write(lambda tx: write.delete_review(tx.library, visitor.account.id, title_id))


@router.get("/titles/{title_id}/reviews")
async def list_reviews(
    title_id: TitleId, visitor: Reader, service: TheService, *, cursor: Cursor = None, limit: Limit = 20
) -> Reviews:
    """Your review, and those of others that they show; the newest first."""
    me, after = visitor.account.id, place_of(cursor)
    found, more = await service.storage.read(
        lambda tx: write.list_reviews(tx.library, me, title_id, after=after, count=limit)
    )
    return Reviews(items=[OneReview.of(one, reader=me) for one in found], next=cursor_of(more))


@router.get("/me/reviews")
async def list_my_reviews(
    visitor: Reader, service: TheService, *, cursor: Cursor = None, limit: Limit = 50
) -> MyReviews:
    """The reviews that you have written, shown to others or not; what you changed last first."""
    after = place_of(cursor)
    found, more, cards = await service.storage.read(
        lambda tx: (
            *(page := write.list_reviews_by(tx.library, visitor.account.id, after=after, count=limit)),
            look_up.cards_by_id(tx.catalogue, [one.title_id for one in page[0]]),
        )
    )
    return MyReviews.of(found, cards, more)


@router.post("/titles/{title_id}/comments", status_code=201)
async def write_comment(title_id: TitleId, asked: NewWriting, visitor: Writer, service: TheService) -> OneComment:
    """Comment on a title. It is private unless you say otherwise."""
    me = visitor.account.id
    return await service.storage.write(
        lambda tx: OneComment.of(write.comment(tx.library, me, title_id, **asked.model_dump()), reader=me)
    )


@router.get("/titles/{title_id}/comments")
async def list_comments(
    title_id: TitleId,
    visitor: Reader,
    service: TheService,
    *,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$")] = None,
    limit: Limit = 20,
) -> Comments:
    """Your comments, and those of others that they show; the newest first."""
    me, after = visitor.account.id, None if cursor is None else int(cursor)
    found, more = await service.storage.read(
        lambda tx: write.list_comments(tx.library, me, title_id, after=after, count=limit)
    )
    return Comments(items=[OneComment.of(one, reader=me) for one in found], next=None if more is None else str(more))


@router.patch("/comments/{comment_id}")
async def change_comment(
    comment_id: CommentId, asked: WritingChange, visitor: Writer, service: TheService
) -> OneComment:
    """Change a comment of yours, or whom it is shown to."""
    me = visitor.account.id
    return await service.storage.write(
        lambda tx: OneComment.of(write.change_comment(tx.library, me, comment_id, **asked.model_dump()), reader=me)
    )


@router.delete("/comments/{comment_id}", status_code=204)
async def delete_comment(comment_id: CommentId, visitor: Writer, service: TheService) -> None:
    """Delete a comment of yours."""
    await service.storage.write(lambda tx: write.delete_comment(tx.library, visitor.account.id, comment_id))


@router.put("/titles/{title_id}/note")
async def write_note(title_id: TitleId, asked: NewNote, visitor: Writer, service: TheService) -> OneNote:
    """Write a note on a title, or write it anew. Nobody else ever sees it."""
    return await service.storage.write(
        lambda tx: OneNote.of(write.set_note(tx.library, visitor.account.id, title_id, text=asked.text))
    )


@router.get("/titles/{title_id}/note")
async def read_note(title_id: TitleId, visitor: Reader, service: TheService) -> OneNote:
    """Your note on a title."""
    found = await service.storage.read(lambda tx: write.note_on(tx.library, visitor.account.id, title_id))
    return OneNote.of(found)


@router.delete("/titles/{title_id}/note", status_code=204)
async def delete_note(title_id: TitleId, visitor: Writer, service: TheService) -> None:
    """Delete your note."""
    await service.storage.write(lambda tx: write.delete_note(tx.library, visitor.account.id, title_id))
