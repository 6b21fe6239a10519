"""What goes in and out about ratings, with examples for the documentation."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, Field

from matinee.domain.library import Dated, Rating, RatingChange
from matinee.domain.titles import TitleCard
from matinee.doors.api.catalogue_shapes import Card
from matinee.doors.api.shapes import Asked
from matinee.kit.clock import iso
from matinee.services.library.history import TitleRatings as Found

TitleId = Annotated[int, Path(ge=1, lt=2**63, examples=[42])]
Cursor = Annotated[
    str | None, Query(pattern=r"^-?[0-9]{1,18}\.[0-9]{1,18}$", description="The `next` of the answer before.")
]
Limit = Annotated[int, Query(ge=1, le=100)]
WHEN = "A moment, a day where no more is known, or nothing."
NEXT = "Send it as `cursor` to get those that follow."


def _half(said: float) -> float:
    if not (said * 2).is_integer():
        raise ValueError("stars come in halves")
    return said


Stars = Annotated[float, Field(strict=True, ge=0.5, le=5, examples=[4.5]), AfterValidator(_half)]


class NewRating(Asked):
    stars: Stars = Field(description="0.5 to 5, in halves.")

    @property
    def half_stars(self) -> int:
        return int(self.stars * 2)


class Ignored(Asked):
    ignored: bool = Field(strict=True, description="Whether recommendations and reasons leave the rating out.")


class OneRating(BaseModel):
    title_id: int = Field(examples=[42])
    stars: float = Field(examples=[4.5])
    rated_at: str | None = Field(description=WHEN, examples=["2026-03-01T12:30:00.000250Z"])
    ignored: bool = Field(description="It stays, and recommendations leave it out.")

    @classmethod
    def of(cls, rating: Rating) -> "OneRating":
        return cls(
            title_id=rating.title_id,
            stars=rating.stars,
            rated_at=when(rating.rated_at, rating.dated),
            ignored=rating.ignored,
        )


class Undone(BaseModel):
    title_id: int
    rating: OneRating | None = Field(description="What holds now.")

    @classmethod
    def of(cls, title_id: int, rating: Rating | None) -> "Undone":
        return cls(title_id=title_id, rating=rating and OneRating.of(rating))


class RatedTitle(BaseModel):
    title: Card
    stars: float = Field(examples=[4.5])
    rated_at: str | None = Field(description=WHEN)
    ignored: bool


class RatedTitles(BaseModel):
    items: list[RatedTitle]
    next: str | None = Field(description=NEXT)

    @classmethod
    def of(
        cls, ratings: Sequence[Rating], cards: Mapping[int, TitleCard], more: tuple[int, int] | None
    ) -> "RatedTitles":
        items = [
            RatedTitle(
                title=Card.of(cards[one.title_id]),
                stars=one.stars,
                rated_at=when(one.rated_at, one.dated),
                ignored=one.ignored,
            )
            for one in ratings
        ]
        return cls(items=items, next=cursor_of(more))


class Change(BaseModel):
    before: float | None = Field(description="Stars; nothing where it was not rated.", examples=[4.5])
    after: float | None = Field(description="Stars; nothing where the rating was taken away.", examples=[3])
    at: str = Field(examples=["2026-03-01T12:30:00.000250Z"])
    source: Literal["person", "undo", "import"]
    undone_at: str | None = Field(description="When it was taken back.")

    @classmethod
    def of(cls, change: RatingChange) -> "Change":
        return cls(**_change(change))


class ChangeOfTitle(Change):
    title: Card


class Changes(BaseModel):
    items: list[ChangeOfTitle]
    next: str | None = Field(description=NEXT)

    @classmethod
    def of(
        cls, changes: Sequence[RatingChange], cards: Mapping[int, TitleCard], more: tuple[int, int] | None
    ) -> "Changes":
        items = [ChangeOfTitle(title=Card.of(cards[one.title_id]), **_change(one)) for one in changes]
        return cls(items=items, next=cursor_of(more))


class Everybody(BaseModel):
    ratings: int = Field(examples=[120])
    stars: float = Field(description="On average.", examples=[3.74])


class TitleRatings(BaseModel):
    mine: OneRating | None
    history: list[Change] = Field(description="Of your rating, the newest first.")
    everybody: Everybody | None = Field(description="Nothing where fewer than five people rated it.")

    @classmethod
    def of(cls, found: Found) -> "TitleRatings":
        told = found.opinion
        return cls(
            mine=found.rating and OneRating.of(found.rating),
            history=[Change.of(one) for one in found.history],
            everybody=Everybody(ratings=told.ratings, stars=round(told.half_stars / 2, 2))
            if told and told.half_stars
            else None,
        )


def when(at: int, dated: Dated) -> str | None:
    if dated == "unknown":
        return None
    return iso(at)[:10] if dated == "day" else iso(at)


def cursor_of(place: tuple[int, int] | None) -> str | None:
    return None if place is None else f"{place[0]}.{place[1]}"


def place_of(cursor: str | None) -> tuple[int, int] | None:
    if cursor is None:
        return None
    first, _, second = cursor.partition(".")
    return int(first), int(second)


def _change(change: RatingChange) -> dict:
    return {
        "before": change.before and change.before.stars,
        "after": None if change.after is None else change.after / 2,
        "at": iso(change.at),
        "source": change.source,
        "undone_at": None if change.undone_at is None else iso(change.undone_at),
    }
