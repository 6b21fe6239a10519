"""What goes in and out about recommendations, with examples for the documentation."""

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from matinee.domain.requests import Source, Wish
from matinee.domain.titles import TitleFilter
from matinee.doors.api.shapes import Asked, Line

Word = Annotated[str, StringConstraints(pattern=r"^[\w -]{1,64}$")]
"""A slug, or a name as it is written."""
Slider = Annotated[float | None, Field(ge=-1, le=1, allow_inf_nan=False)]
Year = Annotated[int | None, Field(ge=1800, le=2200)]
Region = Annotated[
    str | None,
    Field(pattern=r"^[A-Za-z]{2}$", description="A country, as two letters: titles that somebody offers there now."),
    AfterValidator(lambda said: said and said.upper()),
]


class Wished(Asked):
    """Sliders that are left out stand where the recipe of the house puts them."""

    k: int = Field(default=10, ge=1, le=50, description="Titles at most.")
    popularity: Slider = Field(default=None, description="1 for popular, -1 for obscure titles.")
    age: Slider = Field(default=None, description="1 for old, -1 for new titles.")
    novelty: Slider = Field(default=None, description="1 for surprising, -1 for familiar titles.")
    diversity: Slider = Field(default=None, description="1 for a varied slate, -1 for one of a kind.")
    kind: Literal["movie", "show"] | None = None
    genre: list[Word] = Field(default=[], max_length=8, description="Slugs or names; a title has all of them.")
    without_genre: list[Word] = Field(default=[], max_length=8, description="A title has none of them.")
    year_from: Year = None
    year_to: Year = None
    longest: int | None = Field(default=None, ge=1, le=100_000, description="Minutes.")
    language: Word | None = None
    country: Word | None = None
    certification: list[Line] = Field(default=[], max_length=20)
    region: Region = None
    on: list[Line] = Field(default=[], max_length=50, description="Services in `region`, of which one is enough.")

    def wish(self) -> Wish:
        return Wish(
            k=self.k,
            popularity=self.popularity,
            age=self.age,
            novelty=self.novelty,
            diversity=self.diversity,
            chosen=TitleFilter(
                kind=self.kind,
                genres=tuple(dict.fromkeys(self.genre)),
                year_from=self.year_from,
                year_to=self.year_to,
                longest_min=self.longest,
                language=self.language,
                country=self.country,
                certifications=tuple(self.certification),
                region=self.region,
                services=tuple(self.on),
            ),
            without=tuple(dict.fromkeys(self.without_genre)),
        )


Wishes = Annotated[Wished, Query()]


class Interval(BaseModel):
    low: float = Field(examples=[3.1])
    high: float = Field(examples=[5.0])
    level: float = Field(description="How likely the rating lies between them.", examples=[0.9])


class ShortReason(BaseModel):
    kind: Literal["titles", "genre", "trending", "popular"]
    text: str = Field(examples=["Because you liked The Ice Miner"])
    evidence: list[dict[str, Any]] = Field(
        examples=[[{"title_id": 7, "title": "The Ice Miner", "stars": 4.5, "share": 0.31}]],
        description="Titles of yours with the share of what all your titles brought to the score; or figures.",
    )


class Recommended(BaseModel):
    rank: int = Field(examples=[1])
    id: int = Field(examples=[42])
    kind: Literal["movie", "show"]
    title: str = Field(examples=["A Ledger in Saint-Aubin"])
    year: int | None = Field(examples=[2007])
    runtime_min: int | None
    certification: str | None
    genres: list[str] = Field(examples=[["Crime", "Mystery"]])
    poster_url: str = Field(examples=["/api/v1/titles/42/poster"])
    imdb_url: str | None
    predicted_stars: float | None = Field(examples=[4.2])
    interval: Interval | None
    confidence: float | None = Field(description="How likely you like it, once you have seen it.", examples=[0.83])
    reasons: list[ShortReason] = Field(description="The strongest first; see recommendations/{title_id}/why.")


class Recommendations(BaseModel):
    items: list[Recommended]
    next: str | None = None
    model: str | None = Field(description="What ranked; None where no model did.", examples=["weighted"])
    model_version: str | None = Field(examples=["main-27a09422f77b"])
    source: Source = Field(description="The link of the fallback chain that answered.")
    degraded: bool = Field(description="Whether a better link should have answered, and could not.")
    slate_id: str = Field(description="By which feedback names this slate.", examples=["019a5c0f7d3e8f0c2b"])
    cached: bool = Field(description="Whether it was made for an earlier question; nothing has changed since.")
    processing_time_ms: float = Field(examples=[1.7])
