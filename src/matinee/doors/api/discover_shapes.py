"""What goes in and out about lists for everybody, titles like a title, and the first taps of somebody new."""

from typing import Literal

from pydantic import BaseModel, Field

from matinee.doors.api.recommendation_shapes import Recommended
from matinee.doors.api.shapes import Asked

Tap = Literal["loved", "fine", "not_for_me", "not_seen"]


class ListedTitle(BaseModel):
    id: int
    kind: Literal["movie", "show"]
    title: str
    year: int | None
    runtime_min: int | None
    certification: str | None
    genres: list[str]
    poster_url: str
    imdb_url: str | None


class RankedTitle(ListedTitle):
    rank: int
    figure: float = Field(description="What the order is by.")


class TitleList(BaseModel):
    items: list[RankedTitle]
    next: str | None = None
    by: Literal["rise", "stars", "fame"] = Field(
        description="How many times as often as usual it is liked; its mean rating; how many people rated it."
    )
    model_version: str | None
    counted_at: str | None = Field(
        None, description="When it was counted from what people of this house liked and watched; null where it was not."
    )


class SimilarTitles(BaseModel):
    items: list[ListedTitle] = Field(description="The likest first.")
    next: str | None = None
    by: Literal["taste", "facts"] = Field(description="The same people like them, or genres and fame say it.")
    model_version: str | None


class TapAnswer(Asked):
    title_id: int = Field(ge=1, lt=2**63, examples=[42])
    answer: Tap


class Taps(Asked):
    answers: list[TapAnswer] = Field(max_length=500, description="All that were given so far.")
    count: int = Field(default=24, ge=1, le=60, description="Titles of the next page.")
    k: int = Field(default=10, ge=1, le=50, description="Recommendations.")


class GridPage(BaseModel):
    items: list[ListedTitle] = Field(description="The title whose answer teaches most first.")
    next: str | None = None
    progress: float | None = Field(description="From 0 to 1, how much of what can be told of a taste has been told.")
    known: int = Field(description="Titles that the person knew so far.")
    model_version: str | None


class AfterTaps(GridPage):
    recommendations: list[Recommended]
