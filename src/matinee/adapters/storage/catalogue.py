"""What the catalogue says of titles, read."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, or_, select, tuple_

from matinee.adapters.storage.hot import Hot, listed, one_of
from matinee.adapters.storage.tables.catalogue import (
    credits_,
    episodes,
    external_ids,
    labels,
    offers,
    people,
    seasons,
    titles,
)
from matinee.domain.titles import (
    LABELS,
    Credit,
    Episode,
    Label,
    LabelCard,
    OfferEntry,
    Order,
    PersonCredit,
    PersonPage,
    Season,
    ServiceCard,
    TitleCard,
    TitleFilter,
    TitlePage,
)

CARD = tuple(titles.c[name] for name in ("id", "kind", "name", "year", "runtime_min", "certification", "fame"))
REST = tuple(titles.c[name] for name in ("released", "tagline", "plot", "mood", "franchise", "franchise_part", "look"))
OFFER = tuple(
    offers.c[name] for name in ("region", "service", "kind", "price", "currency", "quality", "since", "until")
)
AT_ONCE = 5_000
CARDS = Hot({name: select(*CARD).where(one) for name, one in one_of(titles.c.id, "ids").items()})
NAMES = Hot({name: select(people.c.id, people.c.name).where(one) for name, one in one_of(people.c.id, "ids").items()})
_GENRES, _LINKS = labels["genres"]
GENRES = Hot(
    {
        name: select(_LINKS.c.title_id, _GENRES.c.name)
        .join_from(_LINKS, _GENRES)
        .where(one)
        .order_by(_LINKS.c.title_id, _LINKS.c.place)
        for name, one in one_of(_LINKS.c.title_id, "ids").items()
    }
)


class Catalogue:
    """Keeps `services.catalogue.store.TitleStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cards(self, ids: Sequence[int]) -> Sequence[TitleCard]:
        rows = CARDS.rows(self._connection, {"ids": listed(self._connection, ids)})
        found = {card.id: card for card in self._with_genres(rows)}
        return [found[one] for one in ids if one in found]

    def listed(
        self, chosen: TitleFilter, *, order: Order, after: tuple[Any, int] | None, count: int, now: int
    ) -> Sequence[TitleCard]:
        asked = select(*CARD).where(*_conditions(chosen, now))
        by = {"fame": titles.c.fame, "newest": func.coalesce(titles.c.year, 0), "name": titles.c.folded}[order]
        down = order != "name"
        if after is not None:
            place, last = tuple_(by, titles.c.id), tuple_(*after)
            asked = asked.where(place < last if down else place > last)
        ordered = asked.order_by(by.desc() if down else by, titles.c.id.desc() if down else titles.c.id)
        return self._cards(ordered.limit(count))

    def sort_value(self, title_id: int, order: Order) -> Any:
        by = {"fame": titles.c.fame, "newest": func.coalesce(titles.c.year, 0), "name": titles.c.folded}[order]
        return self._connection.execute(select(by).where(titles.c.id == title_id)).scalar()

    def page(self, title_id: int) -> TitlePage | None:
        row = self._connection.execute(select(*CARD, *REST).where(titles.c.id == title_id)).first()
        if row is None:
            return None
        told = dict(zip((column.name for column in REST), row[len(CARD) :], strict=True))
        named: dict[Label, Sequence[LabelCard]] = {kind: self._labels_of(kind, title_id) for kind in LABELS}
        card = TitleCard(*row[: len(CARD)], genres=tuple(one.name for one in named["genres"]))
        count = select(func.count(seasons.c.id.distinct()), func.count(episodes.c.id))
        count = count.select_from(
            seasons.outerjoin(episodes, and_(episodes.c.season_id == seasons.c.id, _on(episodes)))
        )
        how_many = self._connection.execute(count.where(seasons.c.title_id == title_id, _on(seasons))).one()
        return TitlePage(
            card=card,
            **told,
            franchise_titles=self._franchise(told["franchise"], title_id),
            labels=named,
            credits=self._credits_of(title_id),
            external_ids=self._external_ids_of(title_id),
            seasons=how_many[0],
            episodes=how_many[1],
        )

    def seasons(self, title_id: int) -> Sequence[Season] | None:
        """None where there is no such title."""
        if not self._there(title_id):
            return None
        asked = select(seasons).where(seasons.c.title_id == title_id, _on(seasons)).order_by(seasons.c.number)
        mine = self._connection.execute(asked).all()
        asked = select(episodes).where(episodes.c.season_id.in_([row.id for row in mine]), _on(episodes))
        by_season: dict[int, list[Episode]] = {}
        for row in self._connection.execute(asked.order_by(episodes.c.season_id, episodes.c.number)):
            one = Episode(row.id, row.number, row.name, row.runtime_min, row.released)
            by_season.setdefault(row.season_id, []).append(one)
        return [
            Season(row.id, row.number, row.name, row.released, row.at_once, row.status, by_season.get(row.id, []))
            for row in mine
        ]

    def offers(self, title_id: int, *, region: str | None, now: int) -> Sequence[OfferEntry] | None:
        """Those that hold now; None where there is no such title."""
        if not self._there(title_id):
            return None
        asked = select(*OFFER).where(offers.c.title_id == title_id, *_holds(now))
        if region is not None:
            asked = asked.where(offers.c.region == region)
        return [OfferEntry(*row) for row in self._connection.execute(asked.order_by(offers.c.region, offers.c.place))]

    def services(self, *, region: str | None, now: int) -> Sequence[ServiceCard]:
        place = offers.c.region, offers.c.service
        asked = select(*place, func.count(offers.c.title_id.distinct())).where(*_holds(now))
        if region is not None:
            asked = asked.where(offers.c.region == region)
        return [ServiceCard(*row) for row in self._connection.execute(asked.group_by(*place).order_by(*place))]

    def services_known(self) -> Sequence[str]:
        return self._connection.execute(select(offers.c.service).distinct().order_by(offers.c.service)).scalars().all()

    def person(self, person_id: int) -> PersonPage | None:
        name = self._connection.execute(select(people.c.name).where(people.c.id == person_id)).scalar()
        if name is None:
            return None
        asked = select(credits_.c.title_id, credits_.c.job, credits_.c.character)
        rows = self._connection.execute(asked.where(credits_.c.person_id == person_id)).all()
        cards = {card.id: card for card in self.cards(list(dict.fromkeys(row[0] for row in rows)))}
        made = [PersonCredit(cards[title], job, character) for title, job, character in rows]
        return PersonPage(
            person_id, name, sorted(made, key=lambda one: (-(one.title.year or 0), one.title.id, one.job))
        )

    def people_named(self, ids: Sequence[int]) -> Mapping[int, str]:
        return dict(NAMES.rows(self._connection, {"ids": listed(self._connection, ids)})) if ids else {}

    def labels(self, kind: Label) -> Sequence[LabelCard]:
        words, links = labels[kind]
        asked = select(words.c.slug, words.c.name, func.count(links.c.title_id)).join_from(words, links)
        rows = self._connection.execute(asked.group_by(words.c.id, words.c.slug, words.c.name).order_by(words.c.slug))
        return [LabelCard(*row) for row in rows]

    def words(self, kind: Label) -> Sequence[tuple[str, str]]:
        named, _ = labels[kind]
        return [(slug, name) for slug, name in self._connection.execute(select(named.c.slug, named.c.name))]

    def ids_of(self, source: str, values: Sequence[str] | None = None) -> Mapping[str, int]:
        asked = select(external_ids.c.value, external_ids.c.title_id).where(external_ids.c.source == source)
        if values is None:
            return dict(self._connection.execute(asked).all())
        found: dict[str, int] = {}
        for start in range(0, len(values), AT_ONCE):
            some = asked.where(external_ids.c.value.in_(values[start : start + AT_ONCE]))
            found |= dict(self._connection.execute(some).all())
        return found

    def _there(self, title_id: int) -> bool:
        return self._connection.execute(select(titles.c.id).where(titles.c.id == title_id)).first() is not None

    def _cards(self, asked: Select) -> list[TitleCard]:
        return self._with_genres(self._connection.execute(asked).all())

    def _with_genres(self, rows: Sequence[Any]) -> list[TitleCard]:
        """rows: of CARD, in the order of the cards."""
        named: dict[int, list[str]] = {}
        for number, genre in GENRES.rows(self._connection, {"ids": listed(self._connection, [row[0] for row in rows])}):
            named.setdefault(number, []).append(genre)
        return [TitleCard(*row, genres=tuple(named.get(row[0], ()))) for row in rows]

    def _labels_of(self, kind: Label, title_id: int) -> list[LabelCard]:
        words, links = labels[kind]
        asked = select(words.c.slug, words.c.name).join_from(links, words).where(links.c.title_id == title_id)
        return [LabelCard(*row) for row in self._connection.execute(asked.order_by(links.c.place))]

    def _credits_of(self, title_id: int) -> list[Credit]:
        asked = select(people.c.id, people.c.name, credits_.c.job, credits_.c.character).join_from(credits_, people)
        rows = self._connection.execute(asked.where(credits_.c.title_id == title_id).order_by(credits_.c.place))
        return [Credit(*row) for row in rows]

    def _external_ids_of(self, title_id: int) -> dict[str, str]:
        asked = select(external_ids.c.source, external_ids.c.value).where(external_ids.c.title_id == title_id)
        return dict(self._connection.execute(asked.order_by(external_ids.c.source)).all())

    def _franchise(self, name: str | None, title_id: int) -> list[TitleCard]:
        if name is None:
            return []
        origin = select(titles.c.origin).where(titles.c.id == title_id).scalar_subquery()
        asked = select(*CARD).where(titles.c.franchise == name, titles.c.origin == origin, titles.c.id != title_id)
        return self._cards(asked.order_by(titles.c.franchise_part, titles.c.year, titles.c.id).limit(50))


def _on(table: Any) -> Any:
    return table.c.listed.is_(True)


def _holds(now: int) -> tuple[Any, ...]:
    return offers.c.since <= now, or_(offers.c.until.is_(None), offers.c.until > now)


def _conditions(chosen: TitleFilter, now: int) -> list[Any]:
    made = []
    if chosen.kind is not None:
        made.append(titles.c.kind == chosen.kind)
    if chosen.year_from is not None:
        made.append(titles.c.year >= chosen.year_from)
    if chosen.year_to is not None:
        made.append(titles.c.year <= chosen.year_to)
    if chosen.longest_min is not None:
        made.append(titles.c.runtime_min <= chosen.longest_min)
    if chosen.certifications:
        made.append(titles.c.certification.in_(chosen.certifications))
    made += [_has("genres", slug) for slug in chosen.genres]
    made += [_has(kind, slug) for kind, slug in (("languages", chosen.language), ("countries", chosen.country)) if slug]
    if chosen.region is not None:
        here = [offers.c.title_id == titles.c.id, offers.c.region == chosen.region, *_holds(now)]
        if chosen.services:
            here.append(offers.c.service.in_(chosen.services))
        made.append(exists().where(*here))
    return made


def _has(kind: Any, slug: str) -> Any:
    words, links = labels[kind]
    return exists().where(links.c.title_id == titles.c.id, links.c.label_id == words.c.id, words.c.slug == slug)
