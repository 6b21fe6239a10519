"""What somebody may wish for of recommendations: sliders and filters."""

from dataclasses import replace
from typing import Annotated, Literal, Self

from fastapi import Query
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from matinee.domain.requests import Wish
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

    @model_validator(mode="after")
    def _services_of_a_region(self) -> Self:
        if self.on and self.region is None:
            raise ValueError("services are different in each region: name a region as well")
        return self

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


class WishedOnMine(Wished):
    on_mine: bool = Field(
        default=False,
        description="What your services offer in your region now; of all services where you named none. See "
        "me/preferences. Without it, what you have set there narrows nothing.",
    )

    @model_validator(mode="after")
    def _one_region(self) -> Self:
        if self.on_mine and (self.region is not None or self.on):
            raise ValueError("on_mine stands for your own region and services: leave out region and on")
        return self


class WishedByPerson(WishedOnMine):
    model: Line | None = Field(
        default=None,
        examples=["weighted"],
        description="A model of the release, to rank with in place of that of the house. What it shows is kept apart "
        "from what the house shows.",
    )

    def wish(self) -> Wish:
        return replace(super().wish(), model=self.model)


def _none_or_several(models: list[str]) -> list[str]:
    if len(models) == 1:
        raise ValueError("name two models at least, or none")
    return models


class WishedOfModels(WishedOnMine):
    models: Annotated[list[Line], AfterValidator(_none_or_several)] = Field(
        default=[],
        max_length=5,
        examples=[["weighted", "popular"]],
        description="Without any, the one that recommends and the one for newcomers.",
    )


Wishes = Annotated[Wished, Query()]
WishesOfPerson = Annotated[WishedByPerson, Query()]
WishesOfModels = Annotated[WishedOfModels, Query()]
