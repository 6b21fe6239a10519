"""All titles of the catalogue as arrays, so that an answer asks no database about single titles.

Made once, and anew when the catalogue has changed. A row is the place of a title in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from matinee.domain.errors import unknown_word
from matinee.domain.titles import TitleFilter
from matinee.lab.data.titles import TitleFacts
from matinee.services.recommending.lately import Lately, lately_of
from matinee.services.recommending.store import FactStore, TitleLabel, TitleOffer

POSTER = "/api/v1/titles/{id}/poster"
IMDB = "https://www.imdb.com/title/{id}/"
ABSENT = -1


@dataclass(frozen=True, eq=False)
class Labels:
    """places: in `held`, by slug and by name in small letters. names: in the order of `held`. held: bool (labels,
    titles)."""

    places: Mapping[str, int]
    names: Sequence[str]
    held: np.ndarray

    def row(self, word: str, *, of: str) -> np.ndarray:
        """bool (titles,): those that have it. BadInput where no title has."""
        place = self.places.get(word.casefold())
        if place is None:
            raise unknown_word(of)
        return self.held[place]


@dataclass(frozen=True, eq=False)
class Offers:
    """One entry an offer. rows: int64, of the title. region, service: places in the two lists. since, until: moments,
    int64; the end of time where no end is known."""

    rows: np.ndarray
    region: np.ndarray
    service: np.ndarray
    since: np.ndarray
    until: np.ndarray
    regions: Mapping[str, int]
    services: Mapping[str, int]

    def seen_at(self, *, region: str, services: Sequence[str], now: int, titles: int) -> np.ndarray:
        """bool (titles,): whether somebody offers it there now; of `services`, where any are named."""
        holds = (self.region == self.regions.get(region, ABSENT)) & (self.since <= now) & (self.until > now)
        if services:
            holds &= np.isin(self.service, [self.services.get(one, ABSENT) for one in services])
        found = np.zeros(titles, dtype=bool)
        found[self.rows[holds]] = True
        return found


@dataclass(frozen=True, eq=False)
class TitleIndex:
    """ids: int64 (titles,), ascending. fame: int64. shows: bool. years, runtimes: int32, 0 where unknown.
    certification: int32, places in `certifications`. cards: what an answer says of each title whoever asks. lately:
    None where the house knows too little of its own."""

    stamp: int
    ids: np.ndarray
    fame: np.ndarray
    shows: np.ndarray
    years: np.ndarray
    runtimes: np.ndarray
    certification: np.ndarray
    certifications: Mapping[str, int]
    genres: Labels
    languages: Labels
    countries: Labels
    offers: Offers
    cards: Sequence[Mapping[str, Any]]
    lately: Lately | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def by_fame(self) -> np.ndarray:
        """int64: all rows, the best known first."""
        return np.lexsort((self.ids, -self.fame))

    @cached_property
    def by_popularity(self) -> np.ndarray:
        """int64: all rows; first what most people here have liked or watched lately, then the best known."""
        return self.by_fame if self.lately is None else np.lexsort((self.ids, -self.fame, -self.lately.people))

    @cached_property
    def facts(self) -> TitleFacts:
        """As features of people read them."""
        return TitleFacts(
            names=[card["title"] for card in self.cards],
            years=self.years,
            genres=[tuple(card["genres"]) for card in self.cards],
        )

    def rows(self, ids: Sequence[int] | np.ndarray) -> np.ndarray:
        """int64: the rows of ids; ABSENT for one that there is not."""
        asked = np.asarray(ids, dtype=np.int64)
        if not len(self.ids) or not len(asked):
            return np.full(len(asked), ABSENT, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.ids, asked), len(self.ids) - 1)
        return np.where(self.ids[places] == asked, places, ABSENT)

    def allowed(self, chosen: TitleFilter, without: Sequence[str], *, now: int) -> np.ndarray:
        """bool (titles,): what passes. A title of which a fact is not known passes no filter on it."""
        made = self._labelled(chosen, without)
        if chosen.kind is not None:
            made &= self.shows == (chosen.kind == "show")
        if chosen.year_from is not None:
            made &= self.years >= max(chosen.year_from, 1)
        if chosen.year_to is not None:
            made &= (self.years > 0) & (self.years <= chosen.year_to)
        if chosen.longest_min is not None:
            made &= (self.runtimes > 0) & (self.runtimes <= chosen.longest_min)
        if chosen.certifications:
            known = [self.certifications.get(one, ABSENT) for one in chosen.certifications]
            made &= (self.certification != ABSENT) & np.isin(self.certification, known)
        if chosen.region is not None:
            made &= self.offers.seen_at(region=chosen.region, services=chosen.services, now=now, titles=len(self))
        return made

    def check_words(self, chosen: TitleFilter, without: Sequence[str]) -> None:
        """BadInput for a genre, a language or a country that no title has."""
        self._labelled(chosen, without)

    def _labelled(self, chosen: TitleFilter, without: Sequence[str]) -> np.ndarray:
        made = np.ones(len(self), dtype=bool)
        for word in chosen.genres:
            made &= self.genres.row(word, of="genre")
        for word in without:
            made &= ~self.genres.row(word, of="without_genre")
        if chosen.language is not None:
            made &= self.languages.row(chosen.language, of="language")
        if chosen.country is not None:
            made &= self.countries.row(chosen.country, of="country")
        return made


def with_lately(index: TitleIndex, store: FactStore) -> TitleIndex:
    """The same titles, and what was last counted of them; the index itself where nothing was counted since."""
    if store.lately_at() == (0 if index.lately is None else index.lately.at):
        return index
    found = store.lately()
    rows = index.rows([one.title_id for one in found])
    return replace(index, lately=lately_of(found, rows, titles=len(index)))


def read_index(store: FactStore) -> TitleIndex:
    """Of one moment; takes about a second for a hundred thousand titles."""
    stamp, cards, elsewhere = store.stamp(), store.cards(), store.elsewhere("imdb")
    ids = np.array([card.id for card in cards], dtype=np.int64)
    place = {card.id: row for row, card in enumerate(cards)}
    genres = store.labels("genres")
    named: dict[int, list[str]] = {}
    for title, _, name in genres:
        named.setdefault(title, []).append(name)
    rated = sorted({card.certification for card in cards if card.certification is not None})
    certifications = {name: number for number, name in enumerate(rated)}
    codes = [certifications.get(card.certification or "", ABSENT) for card in cards]
    return TitleIndex(
        stamp=stamp,
        ids=ids,
        fame=np.array([card.fame for card in cards], dtype=np.int64),
        shows=np.array([card.kind == "show" for card in cards], dtype=bool),
        years=np.array([card.year or 0 for card in cards], dtype=np.int32),
        runtimes=np.array([card.runtime_min or 0 for card in cards], dtype=np.int32),
        certification=np.array(codes, dtype=np.int32),
        certifications=certifications,
        genres=_labels(genres, place),
        languages=_labels(store.labels("languages"), place),
        countries=_labels(store.labels("countries"), place),
        offers=_offers(store.offers(), place),
        cards=[
            {
                "id": card.id,
                "kind": card.kind,
                "title": card.name,
                "year": card.year,
                "runtime_min": card.runtime_min,
                "certification": card.certification,
                "genres": named.get(card.id, []),
                "poster_url": POSTER.format(id=card.id),
                "imdb_url": IMDB.format(id=elsewhere[card.id]) if card.id in elsewhere else None,
            }
            for card in cards
        ],
    )


def _labels(held: Sequence[TitleLabel], place: Mapping[int, int]) -> Labels:
    names = dict(sorted({slug: name for _, slug, name in held}.items()))
    slugs = {slug: number for number, slug in enumerate(names)}
    made = np.zeros((len(slugs), len(place)), dtype=bool)
    if held:
        made[[slugs[slug] for _, slug, _ in held], [place[title] for title, _, _ in held]] = True
    by_name = {name.casefold(): slugs[slug] for slug, name in names.items()}
    return Labels(by_name | slugs, list(names.values()), made)


def _offers(held: Sequence[TitleOffer], place: Mapping[int, int]) -> Offers:
    regions = {name: number for number, name in enumerate(sorted({one[1] for one in held}))}
    services = {name: number for number, name in enumerate(sorted({one[2] for one in held}))}
    forever = np.iinfo(np.int64).max
    return Offers(
        rows=np.array([place[one[0]] for one in held], dtype=np.int64),
        region=np.array([regions[one[1]] for one in held], dtype=np.int32),
        service=np.array([services[one[2]] for one in held], dtype=np.int32),
        since=np.array([one[3] for one in held], dtype=np.int64),
        until=np.array([forever if one[4] is None else one[4] for one in held], dtype=np.int64),
        regions=regions,
        services=services,
    )
