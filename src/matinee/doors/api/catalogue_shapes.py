"""What goes out about titles and people, with examples for the documentation."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, Field

from matinee.domain.titles import (
    Credit,
    Episode,
    LabelCard,
    OfferEntry,
    PersonPage,
    Season,
    ServiceCard,
    TitleCard,
    TitlePage,
)
from matinee.kit.clock import SECOND, iso
from matinee.services.catalogue.search import Answer

POSTERS = "/api/v1/titles/{id}/poster"
IMDB = "https://www.imdb.com/title/{id}/"


class Card(BaseModel):
    id: int = Field(examples=[42])
    kind: Literal["movie", "show"]
    name: str = Field(examples=["A Ledger in Saint-Aubin"])
    year: int | None = Field(examples=[2007])
    runtime_min: int | None = Field(description="Of a show, of one episode.", examples=[124])
    certification: str | None = Field(examples=["R"])
    genres: list[str] = Field(examples=[["Crime", "Mystery"]])
    poster_url: str = Field(examples=["/api/v1/titles/42/poster"])

    @classmethod
    def of(cls, card: TitleCard) -> "Card":
        return cls(**_card(card))


class Cards(BaseModel):
    items: list[Card]
    next: str | None = Field(description="Send it as `cursor` to get those that follow.", examples=["42"])


class Named(BaseModel):
    slug: str = Field(description="By which lists are narrowed.", examples=["sci-fi"])
    name: str = Field(examples=["Sci-Fi"])

    @classmethod
    def of(cls, label: LabelCard) -> "Named":
        return cls(slug=label.slug, name=label.name)


class Genre(Named):
    titles: int = Field(description="How many titles have it.", examples=[310])


class Genres(BaseModel):
    items: list[Genre]
    next: str | None = None


class Language(Named):
    titles: int = Field(description="How many titles are in it.", examples=[41])


class Languages(BaseModel):
    items: list[Language]
    next: str | None = None


class Maker(BaseModel):
    id: int
    name: str = Field(examples=["Hélène Montserret"])
    job: Literal["cast", "director", "writer"]
    character: str | None

    @classmethod
    def of(cls, credit: Credit) -> "Maker":
        return cls(id=credit.person_id, name=credit.name, job=credit.job, character=credit.character)


class Franchise(BaseModel):
    name: str
    part: int | None
    titles: list[Card] = Field(description="The others of it.")


class Title(Card):
    released: str | None = Field(examples=["2007-02-14"])
    tagline: str | None
    plot: str | None
    mood: str | None = Field(examples=["dark"])
    genre_links: list[Named]
    keywords: list[Named]
    companies: list[Named]
    countries: list[Named]
    languages: list[Named]
    cast: list[Maker]
    crew: list[Maker]
    franchise: Franchise | None
    seasons: int = Field(description="How many; see titles/{id}/seasons.")
    episodes: int
    external_ids: dict[str, str] = Field(
        description="By catalogue or data set.", examples=[{"imdb": "tt0114709", "movielens": "1"}]
    )
    imdb_url: str | None
    rated_by: int = Field(description="How many people rated it in the data set that it came with.", examples=[215])

    @classmethod
    def of_page(cls, page: TitlePage) -> "Title":
        named = {name: [Named.of(one) for one in labels] for name, labels in page.labels.items()}
        imdb = page.external_ids.get("imdb")
        franchise = None
        if page.franchise is not None:
            others = [Card.of(one) for one in page.franchise_titles]
            franchise = Franchise(name=page.franchise, part=page.franchise_part, titles=others)
        return cls(
            **_card(page.card),
            released=page.released,
            tagline=page.tagline,
            plot=page.plot,
            mood=page.mood,
            genre_links=named["genres"],
            keywords=named["keywords"],
            companies=named["companies"],
            countries=named["countries"],
            languages=named["languages"],
            cast=[Maker.of(one) for one in page.credits if one.job == "cast"],
            crew=[Maker.of(one) for one in page.credits if one.job != "cast"],
            franchise=franchise,
            seasons=page.seasons,
            episodes=page.episodes,
            external_ids=page.external_ids,
            imdb_url=None if imdb is None else IMDB.format(id=imdb),
            rated_by=page.card.fame,
        )


class OneEpisode(BaseModel):
    id: int
    number: int
    name: str = Field(examples=["Before the Racket"])
    runtime_min: int | None
    released: str | None = Field(examples=["1995-10-08"])
    aired: bool = Field(description="Whether it is out already.")

    @classmethod
    def of(cls, episode: Episode, *, now: int) -> "OneEpisode":
        return cls(
            id=episode.id,
            number=episode.number,
            name=episode.name,
            runtime_min=episode.runtime_min,
            released=_day(episode.released),
            aired=episode.released is None or episode.released <= now,
        )


class OneSeason(BaseModel):
    id: int
    number: int
    name: str = Field(examples=["Season 1"])
    released: str | None
    at_once: bool | None = Field(description="Whether all episodes came on one day.")
    status: str | None = Field(examples=["cancelled"])
    episodes: list[OneEpisode]

    @classmethod
    def of(cls, season: Season, *, now: int) -> "OneSeason":
        return cls(
            id=season.id,
            number=season.number,
            name=season.name,
            released=_day(season.released),
            at_once=season.at_once,
            status=season.status,
            episodes=[OneEpisode.of(one, now=now) for one in season.episodes],
        )


class SeasonList(BaseModel):
    items: list[OneSeason]
    next: str | None = None


class Offer(BaseModel):
    region: str = Field(examples=["FR"])
    service: str = Field(examples=["Parlour"])
    kind: Literal["subscription", "free", "rent", "buy"]
    price: float | None = Field(description="None where it is included, or free.", examples=[3.99])
    currency: str | None = Field(examples=["EUR"])
    quality: str | None = Field(examples=["HD"])
    since: str
    until: str | None = Field(description="None where no end is known.")

    @classmethod
    def of(cls, offer: OfferEntry) -> "Offer":
        return cls(
            region=offer.region,
            service=offer.service,
            kind=offer.kind,
            price=offer.price,
            currency=offer.currency,
            quality=offer.quality,
            since=iso(offer.since),
            until=None if offer.until is None else iso(offer.until),
        )


class Offers(BaseModel):
    items: list[Offer]
    next: str | None = None


class OneService(BaseModel):
    region: str = Field(examples=["FR"])
    service: str = Field(description="As `on` and your preferences name it.", examples=["Parlour"])
    titles: int = Field(description="How many it offers there now.", examples=[310])

    @classmethod
    def of(cls, card: ServiceCard) -> "OneService":
        return cls(region=card.region, service=card.service, titles=card.titles)


class Services(BaseModel):
    items: list[OneService] = Field(description="By region and name.")
    next: str | None = None


class MadeTitle(Card):
    job: Literal["cast", "director", "writer"]
    character: str | None


class PersonOfFilm(BaseModel):
    id: int
    name: str = Field(examples=["Hélène Montserret"])
    credits: list[MadeTitle] = Field(description="Newest first.")

    @classmethod
    def of(cls, page: PersonPage) -> "PersonOfFilm":
        made = [MadeTitle(**_card(one.title), job=one.job, character=one.character) for one in page.credits]
        return cls(id=page.id, name=page.name, credits=made)


class FoundCard(Card):
    by_people: bool = Field(description="Found by those who made it, not by its name alone.")


class FoundMaker(BaseModel):
    id: int
    name: str


class SearchAnswer(BaseModel):
    items: list[FoundCard] = Field(description="The likeliest first.")
    people: list[FoundMaker]
    next: None = None

    @classmethod
    def of(cls, answer: Answer) -> "SearchAnswer":
        return cls(
            items=[FoundCard(**_card(one.card), by_people=one.by_people) for one in answer.titles],
            people=[FoundMaker(id=one.id, name=one.name) for one in answer.people],
        )


def cards_of(cards: Sequence[TitleCard], more: int | None) -> Cards:
    return Cards(items=[Card.of(one) for one in cards], next=None if more is None else str(more))


def _card(card: TitleCard) -> dict:
    return {
        "id": card.id,
        "kind": card.kind,
        "name": card.name,
        "year": card.year,
        "runtime_min": card.runtime_min,
        "certification": card.certification,
        "genres": list(card.genres),
        "poster_url": POSTERS.format(id=card.id),
    }


def _day(moment: int | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment // SECOND, UTC).date().isoformat()
