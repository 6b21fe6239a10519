"""What goes in and out about watches, marks and writings, with examples for the documentation."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from matinee.domain.library import Comment, Dated, Mark, Marked, Note, Review, Visibility, Watch
from matinee.domain.titles import TitleCard
from matinee.doors.api.catalogue_shapes import Card
from matinee.doors.api.library_shapes import NEXT, WHEN, cursor_of, when
from matinee.doors.api.shapes import Asked
from matinee.kit.clock import iso
from matinee.kit.moments import read_moment

MarkName = Literal["seen-elsewhere", "watchlist", "favourites", "not-for-me", "not-tonight"]
MARK_OF: dict[MarkName, Mark] = {
    "seen-elsewhere": "seen_elsewhere",
    "watchlist": "watchlist",
    "favourites": "favourite",
    "not-for-me": "not_for_me",
    "not-tonight": "not_tonight",
}
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _readable(text: str) -> str:
    if _UNWRITABLE.search(text):
        raise ValueError("control characters are not allowed")
    return text


def _moment(text: str) -> str:
    try:
        read_moment(text)
    except (ValueError, OverflowError):
        raise ValueError("write it as 2026-03-01 or 2026-03-01T20:15:00Z") from None
    return text


Text = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True), AfterValidator(_readable)
]
Moment = Annotated[str, StringConstraints(max_length=40), AfterValidator(_moment)]
Progress = Annotated[int, Field(ge=1, le=100, description="Per cent; from 90 on it counts as watched.")]


class NewWatch(Asked):
    episode_id: int | None = Field(default=None, ge=1, lt=2**63, description="Of a show; nothing for all of it.")
    watched_at: Moment | None = Field(
        default=None, description="A moment or a day; now where nothing is said.", examples=["2026-03-01"]
    )
    progress: Progress = 100
    rewatch: bool | None = Field(
        default=None, description="Where nothing is said: whether a watch to the end comes before it."
    )

    def time(self) -> tuple[int | None, Dated]:
        if self.watched_at is None:
            return None, "moment"
        at, exact = read_moment(self.watched_at)
        return at, "moment" if exact else "day"


class WatchChange(Asked):
    progress: Progress


class OneWatch(BaseModel):
    id: int
    title_id: int = Field(examples=[42])
    episode_id: int | None
    watched_at: str | None = Field(description=WHEN)
    progress: int = Field(examples=[100])
    rewatch: bool

    @classmethod
    def of(cls, watch: Watch) -> "OneWatch":
        return cls(**_watch(watch))


class WatchOfTitle(OneWatch):
    title: Card


class Watches(BaseModel):
    items: list[WatchOfTitle]
    next: str | None = Field(description=NEXT)

    @classmethod
    def of(cls, watches: Sequence[Watch], cards: Mapping[int, TitleCard], more: tuple[int, int] | None) -> "Watches":
        items = [WatchOfTitle(title=Card.of(cards[one.title_id]), **_watch(one)) for one in watches]
        return cls(items=items, next=cursor_of(more))


class OneMark(BaseModel):
    title_id: int = Field(examples=[42])
    at: str
    until: str | None = Field(description="Nothing where it holds for good.")

    @classmethod
    def of(cls, marked: Marked) -> "OneMark":
        return cls(**_marked(marked))


class MarkOfTitle(OneMark):
    title: Card


class MarkedTitles(BaseModel):
    items: list[MarkOfTitle]
    next: str | None = Field(description=NEXT)

    @classmethod
    def of(
        cls, marked: Sequence[Marked], cards: Mapping[int, TitleCard], more: tuple[int, int] | None
    ) -> "MarkedTitles":
        items = [MarkOfTitle(title=Card.of(cards[one.title_id]), **_marked(one)) for one in marked]
        return cls(items=items, next=cursor_of(more))


class NewWriting(Asked):
    text: Text = Field(examples=["Slow, and worth every minute."])
    spoiler: bool = Field(default=False, description="Whether it gives something away.")
    visibility: Visibility = Field(default="private", description="Shown to you alone, or to all with an account.")


class WritingChange(Asked):
    text: Text | None = None
    spoiler: bool | None = None
    visibility: Visibility | None = None


class Written(BaseModel):
    author: str = Field(examples=["ana.lima"])
    mine: bool
    text: str
    spoiler: bool
    visibility: Visibility
    written_at: str
    changed_at: str


class OneReview(Written):
    @classmethod
    def of(cls, review: Review, *, reader: int) -> "OneReview":
        return cls(**_writing(review, reader))


class Reviews(BaseModel):
    items: list[OneReview]
    next: str | None = Field(description=NEXT)


class ReviewOfTitle(OneReview):
    title: Card


class MyReviews(BaseModel):
    items: list[ReviewOfTitle]
    next: str | None = Field(description=NEXT)

    @classmethod
    def of(cls, reviews: Sequence[Review], cards: Mapping[int, TitleCard], more: tuple[int, int] | None) -> "MyReviews":
        items = [ReviewOfTitle(title=Card.of(cards[one.title_id]), **_writing(one, one.author_id)) for one in reviews]
        return cls(items=items, next=cursor_of(more))


class OneComment(Written):
    id: int

    @classmethod
    def of(cls, comment: Comment, *, reader: int) -> "OneComment":
        return cls(id=comment.id, **_writing(comment, reader))


class Comments(BaseModel):
    items: list[OneComment]
    next: str | None = Field(description=NEXT)


class NewNote(Asked):
    text: Text = Field(examples=["Lent to me; give it back."])


class OneNote(BaseModel):
    text: str
    written_at: str
    changed_at: str

    @classmethod
    def of(cls, note: Note) -> "OneNote":
        return cls(text=note.text, written_at=iso(note.written_at), changed_at=iso(note.changed_at))


def _watch(watch: Watch) -> dict:
    return {
        "id": watch.id,
        "title_id": watch.title_id,
        "episode_id": watch.episode_id,
        "watched_at": when(watch.watched_at, watch.dated),
        "progress": watch.progress,
        "rewatch": bool(watch.rewatch),
    }


def _marked(marked: Marked) -> dict:
    until = None if marked.until is None else iso(marked.until)
    return {"title_id": marked.title_id, "at": iso(marked.at), "until": until}


def _writing(written: Review | Comment, reader: int) -> dict:
    return {
        "author": written.author,
        "mine": written.author_id == reader,
        "text": written.text,
        "spoiler": written.spoiler,
        "visibility": written.visibility,
        "written_at": iso(written.written_at),
        "changed_at": iso(written.changed_at),
    }
