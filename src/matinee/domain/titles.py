"""Films and shows: what a source says of one, and what the catalogue says of it.

An entry comes in, from a data set or a provider; cards, pages and the rest go out. Moments are microseconds since 1970
in UTC, days are texts such as '2007-02-14'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["movie", "show"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Job = Literal["cast", "director", "writer"]
JOBS: tuple[Job, ...] = get_args(Job)
OfferKind = Literal["subscription", "free", "rent", "buy"]
Label = Literal["genres", "keywords", "companies", "countries", "languages"]
LABELS: tuple[Label, ...] = get_args(Label)
"""Words that many titles share."""
Order = Literal["fame", "newest", "name"]


@dataclass(frozen=True)
class CreditEntry:
    """In the order in which the source names them."""

    name: str
    job: Job
    character: str | None = None


@dataclass(frozen=True)
class EpisodeEntry:
    number: int
    name: str
    runtime_min: int | None
    released: int | None


@dataclass(frozen=True)
class SeasonEntry:
    """at_once: whether all episodes came on one day. status: in the words of the source, such as 'cancelled'."""

    number: int
    name: str
    released: int | None
    at_once: bool | None
    status: str | None
    episodes: tuple[EpisodeEntry, ...] = ()


@dataclass(frozen=True)
class OfferEntry:
    """price: in the currency, None where it is included or free. until: None where no end is known."""

    region: str
    service: str
    kind: OfferKind
    price: float | None
    currency: str | None
    quality: str | None
    since: int
    until: int | None


@dataclass(frozen=True)
class TitleEntry:
    """origin_id: what the source calls it. fame: how many people rated it there. look: the seed of its poster.
    external_ids: (source, id). Nothing else is needed beside kind and name."""

    origin_id: str
    kind: Kind
    name: str
    year: int | None = None
    fame: int = 0
    look: int = 0
    released: str | None = None
    runtime_min: int | None = None
    certification: str | None = None
    tagline: str | None = None
    plot: str | None = None
    mood: str | None = None
    franchise: str | None = None
    franchise_part: int | None = None
    genres: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    credits: tuple[CreditEntry, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()
    seasons: tuple[SeasonEntry, ...] = ()
    offers: tuple[OfferEntry, ...] = ()


@dataclass(frozen=True)
class Origin:
    """A data set whose titles the catalogue holds. key: under which its ids are kept, such as 'movielens'. told_at: the
    moment of which it speaks; None where it is that of the loading."""

    key: str
    label: str
    told_at: int | None = None


@dataclass(frozen=True)
class TitleCard:
    """What a list shows of a title. id: of the catalogue."""

    id: int
    kind: Kind
    name: str
    year: int | None
    runtime_min: int | None
    certification: str | None
    fame: int
    genres: tuple[str, ...]


@dataclass(frozen=True)
class LabelCard:
    """titles: how many have it; None where that was not asked."""

    slug: str
    name: str
    titles: int | None = None


@dataclass(frozen=True)
class Credit:
    person_id: int
    name: str
    job: Job
    character: str | None


@dataclass(frozen=True)
class TitlePage:
    """Everything that a title page shows, offers and episodes apart. look: the seed of its poster."""

    card: TitleCard
    released: str | None
    tagline: str | None
    plot: str | None
    mood: str | None
    franchise: str | None
    franchise_part: int | None
    franchise_titles: Sequence[TitleCard]
    look: int
    labels: dict[Label, Sequence[LabelCard]]
    credits: Sequence[Credit]
    external_ids: dict[str, str]
    seasons: int
    episodes: int


@dataclass(frozen=True)
class Episode:
    id: int
    number: int
    name: str
    runtime_min: int | None
    released: int | None


@dataclass(frozen=True)
class Season:
    id: int
    number: int
    name: str
    released: int | None
    at_once: bool | None
    status: str | None
    episodes: Sequence[Episode]


@dataclass(frozen=True)
class PersonCredit:
    title: TitleCard
    job: Job
    character: str | None


@dataclass(frozen=True)
class PersonPage:
    """Newest title first."""

    id: int
    name: str
    credits: Sequence[PersonCredit]


@dataclass(frozen=True)
class TitleFilter:
    """What a list is narrowed to; None for what does not matter. genres: slugs, of which a title must have all.
    services: by name, of which one must offer it in `region` now."""

    kind: Kind | None = None
    genres: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    longest_min: int | None = None
    language: str | None = None
    country: str | None = None
    certifications: tuple[str, ...] = ()
    region: str | None = None
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServiceCard:
    """A service in one region. titles: how many it offers there now."""

    region: str
    service: str
    titles: int


Found = Literal["movie", "show", "person"]


@dataclass(frozen=True)
class SearchEntry:
    """A title or a person that can be found. id: its own. text: its name, folded. more: folded names of those who made
    it."""

    id: int
    kind: Found
    text: str
    more: str
    year: int | None
    fame: int
