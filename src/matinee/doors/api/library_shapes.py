"""What goes in and out about a person's library, with examples for the documentation."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, Field

from matinee.domain.library import Dated, Rating
from matinee.domain.titles import TitleCard
from matinee.doors.api.catalogue_shapes import Card
from matinee.doors.api.shapes import Asked
from matinee.kit.clock import iso

TitleId = Annotated[int, Path(ge=1, lt=2**63, examples=[42])]
Cursor = Annotated[
    str | None, Query(pattern=r"^-?[0-9]{1,18}\.[0-9]{1,18}$", description="The `next` of the answer before.")
]
Limit = Annotated[int, Query(ge=1, le=100)]
WHEN = "A moment, a day where no more is known, or nothing."


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


class RatedTitle(BaseModel):
    title: Card
    stars: float = Field(examples=[4.5])
    rated_at: str | None = Field(description=WHEN)
    ignored: bool


class RatedTitles(BaseModel):
    items: list[RatedTitle]
    next: str | None = Field(description="Send it as `cursor` to get those that follow.")

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
