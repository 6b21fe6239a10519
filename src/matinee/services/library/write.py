"""Reviews, comments and notes. Everything is private until its author says otherwise; a note always is."""

from collections.abc import Sequence

from matinee.domain.errors import Conflict, NotFound
from matinee.domain.library import Comment, Note, Review, Visibility
from matinee.services.library.context import LibraryContext
from matinee.services.library.rate import standing_of

MOST_COMMENTS = 100
"""Of one person on one title."""


def review(
    ctx: LibraryContext, account_id: int, title_id: int, *, text: str, spoiler: bool, visibility: Visibility
) -> Review:
    """Takes the place of the person's review of that title."""
    standing_of(ctx, account_id, title_id)
    return ctx.writings.put_review(account_id, title_id, text=text, spoiler=spoiler, visibility=visibility, at=ctx.now)


def delete_review(ctx: LibraryContext, account_id: int, title_id: int) -> None:
    standing_of(ctx, account_id, title_id)
    ctx.writings.remove_review(account_id, title_id)


def list_reviews(
    ctx: LibraryContext, account_id: int, title_id: int, *, after: tuple[int, int] | None, count: int
) -> tuple[Sequence[Review], tuple[int, int] | None]:
    """One's own, and those of others that they show; the newest first."""
    standing_of(ctx, account_id, title_id)
    found = ctx.writings.reviews(account_id, title_id, after=after, count=count + 1)
    if len(found) <= count:
        return found, None
    last = found[count - 1]
    return found[:count], (last.changed_at, last.author_id)


def list_reviews_by(
    ctx: LibraryContext, account_id: int, *, after: tuple[int, int] | None, count: int
) -> tuple[Sequence[Review], tuple[int, int] | None]:
    """What one person has written, whoever may read it; what they changed last first."""
    found = ctx.writings.reviews_by(account_id, after=after, count=count + 1)
    if len(found) <= count:
        return found, None
    last = found[count - 1]
    return found[:count], (last.changed_at, last.title_id)


def comment(
    ctx: LibraryContext, account_id: int, title_id: int, *, text: str, spoiler: bool, visibility: Visibility
) -> Comment:
    standing_of(ctx, account_id, title_id)
    if ctx.writings.comments_by(account_id, title_id) >= MOST_COMMENTS:
        raise Conflict(f"you have written {MOST_COMMENTS} comments on it already", remedy="Delete some")
    return ctx.writings.add_comment(account_id, title_id, text=text, spoiler=spoiler, visibility=visibility, at=ctx.now)


def change_comment(
    ctx: LibraryContext,
    account_id: int,
    comment_id: int,
    *,
    text: str | None,
    spoiler: bool | None,
    visibility: Visibility | None,
) -> Comment:
    """None for what stays as it is."""
    said = {"text": text, "spoiler": spoiler, "visibility": visibility}
    changed = {name: value for name, value in said.items() if value is not None}
    found = ctx.writings.change_comment(account_id, comment_id, changed, at=ctx.now)
    if found is None:
        raise _unknown()
    return found


def delete_comment(ctx: LibraryContext, account_id: int, comment_id: int) -> None:
    if not ctx.writings.remove_comment(account_id, comment_id):
        raise _unknown()


def list_comments(
    ctx: LibraryContext, account_id: int, title_id: int, *, after: int | None, count: int
) -> tuple[Sequence[Comment], int | None]:
    """One's own, and those of others that they show; the newest first. after: the last that was seen."""
    standing_of(ctx, account_id, title_id)
    found = ctx.writings.comments(account_id, title_id, after=after, count=count + 1)
    return found[:count], found[count - 1].id if len(found) > count else None


def set_note(ctx: LibraryContext, account_id: int, title_id: int, *, text: str) -> Note:
    standing_of(ctx, account_id, title_id)
    return ctx.writings.put_note(account_id, title_id, text=text, at=ctx.now)


def delete_note(ctx: LibraryContext, account_id: int, title_id: int) -> None:
    standing_of(ctx, account_id, title_id)
    ctx.writings.remove_note(account_id, title_id)


def note_on(ctx: LibraryContext, account_id: int, title_id: int) -> Note:
    standing_of(ctx, account_id, title_id)
    found = ctx.writings.note(account_id, title_id)
    if found is None:
        raise NotFound("you have written no note on this title")
    return found


def _unknown() -> NotFound:
    return NotFound("you have written no such comment")
