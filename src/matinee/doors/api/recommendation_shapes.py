"""What goes in and out about recommendations, with examples for the documentation."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from matinee.domain.requests import Source
from matinee.doors.api.shapes import Asked, Line
from matinee.doors.api.wish_shapes import Wished, Word
from matinee.services.recommending.on_demand import Demand


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


class Rated(Asked):
    title_id: int = Field(ge=1, lt=2**63, examples=[42])
    stars: float = Field(ge=0.5, le=5, multiple_of=0.5, examples=[4.5])


class Demanded(Wished):
    """Ratings of somebody whom we do not know. Of several of one title the last counts."""

    ratings: list[Rated] = Field(min_length=1, max_length=1000)
    model: Line | None = Field(
        default=None, description="One that ranks; see `uses` of health/ready.", examples=["ease"]
    )
    weights: dict[str, Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]] | None = Field(
        default=None, max_length=50, description="Of the members of a blend.", examples=[{"ease": 0.7, "ials": 0.3}]
    )
    exclude_rated: bool = Field(default=True, description="Leave out titles that were rated.")
    likes: list[Word] = Field(
        default=[],
        max_length=8,
        description="Genres that they like. They count where no rating is of a title that the models know.",
    )

    def demand(self) -> Demand:
        return Demand(
            ratings={one.title_id: one.stars for one in self.ratings},
            wish=self.wish(),
            model=self.model,
            weights=self.weights,
            again=not self.exclude_rated,
            genres=tuple(self.likes),
        )


class GenreOfProfile(BaseModel):
    name: str = Field(examples=["Crime"])
    titles: int = Field(examples=[12])
    mean_stars: float = Field(examples=[4.2])


class Profile(BaseModel):
    ratings: int
    known: int = Field(description="Of titles that there are.")
    liked: int
    mean_stars: float | None
    genres: list[GenreOfProfile]


class OnDemand(BaseModel):
    items: list[Recommended]
    next: str | None = None
    model: str | None
    model_version: str | None
    source: Source
    degraded: bool
    slate_id: str = Field(description="Of this answer; nothing of it is kept.")
    profile: Profile = Field(description="What the ratings say of the person.")
    processing_time_ms: float


class Batch(Asked):
    people: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=100,
        description="Each as for recommend. One that cannot be answered fails alone.",
        examples=[[{"ratings": [{"title_id": 42, "stars": 4.5}], "k": 5}]],
    )


class Fault(BaseModel):
    code: str = Field(examples=["bad_input"])
    title: str
    errors: list[dict[str, str]] = []


class OfBatch(BaseModel):
    answer: OnDemand | None
    problem: Fault | None


class BatchAnswer(BaseModel):
    items: list[OfBatch] = Field(description="In the order of the people.")
    next: None = None
    failed: int
    processing_time_ms: float


class ToCompare(Demanded):
    models: list[Line] = Field(min_length=2, max_length=5, examples=[["weighted", "popular"]])


class Compared(BaseModel):
    model: str
    source: Source
    items: list[Recommended]
    diversity: float | None = Field(description="1 less the mean likeness of two titles.")
    mean_predicted_stars: float | None
    mean_confidence: float | None


class Overlap(BaseModel):
    models: list[str]
    titles: list[int] = Field(description="Those that both have.")
    share: float | None = Field(description="Of the titles of either, those that both have.")


class Comparison(BaseModel):
    models: list[Compared]
    overlap: list[Overlap]
    model_version: str | None


class Evidence(BaseModel):
    title_id: int
    title: str
    stars: float
    felt: Literal["liked", "neutral", "disliked"]
    amount: float = Field(description="What it brought to the score.")
    share: float | None = Field(description="Of what all titles that speak for it brought.")


class Factor(BaseModel):
    name: str
    amount: float


class Why(BaseModel):
    id: int
    title: str
    model: str | None
    model_version: str | None
    kind: str = Field(examples=["titles"])
    text: str = Field(examples=["Because you liked The Ice Miner"])
    sum: list[str] = Field(description="The score, summand by summand.")
    score: float | None
    unit: Literal["points", "stars"]
    method: Literal["arithmetic", "removal"]
    evidence: list[Evidence] = Field(description="Titles without any one of which the score was seen to fall.")
    against: list[Evidence]
    factors: list[Factor] = Field(description="Facts of the title that did most, where a model knows them.")
    rest: float | None
    rest_name: str
    predicted_stars: float | None
    interval: Interval | None
    confidence: float | None
    also: list[ShortReason]


class Predicted(BaseModel):
    id: int
    title: str
    predicted_stars: float | None = Field(description="None where no model knows the title.", examples=[4.2])
    interval: Interval | None
    confidence: float | None
    model_version: str | None


class LookedBackAt(BaseModel):
    title_id: int = Field(examples=[42])
    stars: float = Field(description="That you gave it.", examples=[4.5])
    expected: float = Field(description="Stars that were to be expected from your other ratings.", examples=[4.1])


class LookBack(BaseModel):
    items: list[LookedBackAt] = Field(description="The oldest first; of the newest 2,000.")
    next: None = None
    model_version: str | None


class OneFeature(BaseModel):
    name: str = Field(examples=["velocity"])
    value: float = Field(examples=[2.5])
    unit: str = Field(examples=["events a week"])
    meaning: str


class FeaturesOfPerson(BaseModel):
    at: str = Field(description="The moment of which they speak; up to an hour ago.")
    items: list[OneFeature]
    next: None = None
