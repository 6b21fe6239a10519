"""What sources say of titles, written down in batches."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, select, update

from matinee.adapters.storage.bulk import insert_rows
from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.shared_words import LabelIds, PersonIds
from matinee.adapters.storage.tables.catalogue import (
    credits_,
    episodes,
    external_ids,
    labels,
    offers,
    origins,
    seasons,
    titles,
)
from matinee.domain.titles import LABELS, TitleEntry
from matinee.kit.text import folded

Item = TypeVar("Item")
AT_ONCE = 5_000
"""Values that one statement names: databases bound it."""
PLAIN = (
    "kind", "name", "year", "fame", "look", "released", "runtime_min", "certification", "tagline", "plot", "mood",
    "franchise", "franchise_part",
)  # fmt: skip
OFFER = ("title_id", "region", "place", "service", "kind", "price", "currency", "quality", "since", "until")
SEASON = ("title_id", "number", "name", "released", "at_once", "status", "listed")
EPISODE = ("season_id", "number", "name", "runtime_min", "released", "listed")
Keyed = Sequence[tuple[int, TitleEntry]]
"""Entries with the ids of their titles."""


class CatalogueEntries:
    """Keeps `services.catalogue.store.EntryStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shift_of(self, origin: str) -> int | None:
        return self._connection.execute(select(origins.c.shift).where(origins.c.key == origin)).scalar()

    def note_origin(self, origin: str, *, label: str, shift: int, at: int) -> None:
        row = {"key": origin, "label": label, "shift": shift, "first_at": at, "last_at": at}
        asked = insert_into(self._connection, origins).values(row)
        changed = {"label": label, "last_at": at}
        self._connection.execute(asked.on_conflict_do_update(index_elements=["key"], set_=changed))

    def digests(self, origin: str, origin_ids: Sequence[str]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for some in in_pieces(origin_ids):
            asked = select(titles.c.origin_id, titles.c.digest)
            asked = asked.where(titles.c.origin == origin, titles.c.origin_id.in_(some))
            found |= dict(self._connection.execute(asked).all())
        return found

    def how_many(self, origin: str) -> int:
        return len(self._connection.execute(select(titles.c.id).where(titles.c.origin == origin)).all())

    def put(self, origin: str, entries: Mapping[str, TitleEntry], *, at: int) -> Mapping[str, int]:
        """entries: by digest. The ids of their titles, by that of the origin."""
        ids = self._put_titles(origin, entries, at)
        keyed = [(ids[one.origin_id], one) for one in entries.values()]
        for table in (credits_, external_ids, offers, *(links for _, links in labels.values())):
            for some in in_pieces(list(ids.values())):
                self._connection.execute(delete(table).where(table.c.title_id.in_(some)))
        self._put_labels(keyed)
        self._put_credits(origin, keyed)
        self._put_elsewhere(origin, keyed)
        self._put_offers(keyed)
        self._put_seasons(keyed)
        return ids

    def _put_titles(self, origin: str, entries: Mapping[str, TitleEntry], at: int) -> dict[str, int]:
        rows = [
            {"origin": origin, "origin_id": one.origin_id, "digest": digest, "folded": folded(one.name)}
            | {name: getattr(one, name) for name in PLAIN}
            | {"changed_at": at}
            for digest, one in entries.items()
        ]
        asked = insert_into(self._connection, titles)
        changed = {name: asked.excluded[name] for name in (*PLAIN, "digest", "folded", "changed_at")}
        asked = asked.on_conflict_do_update(index_elements=["origin", "origin_id"], set_=changed)
        found: Any = self._connection.execute(asked.returning(titles.c.origin_id, titles.c.id), rows)
        return {origin_id: number for origin_id, number in found}  # noqa: C416  typed so

    def _put_labels(self, keyed: Keyed) -> None:
        for kind in LABELS:
            words, links = labels[kind]
            ids = LabelIds(self._connection, words).of(word for _, entry in keyed for word in getattr(entry, kind))
            rows = []
            for number, entry in keyed:
                mine = dict.fromkeys(ids[word] for word in getattr(entry, kind))
                rows += [(number, label, place) for place, label in enumerate(mine)]
            insert_rows(self._connection, links, ("title_id", "label_id", "place"), rows)

    def _put_credits(self, origin: str, keyed: Keyed) -> None:
        ids = PersonIds(self._connection, origin).of(one.name for _, entry in keyed for one in entry.credits)
        rows = [
            (number, one.job, place, ids[one.name], one.character)
            for number, entry in keyed
            for place, one in enumerate(entry.credits)
        ]
        insert_rows(self._connection, credits_, ("title_id", "job", "place", "person_id", "character"), rows)

    def _put_elsewhere(self, origin: str, keyed: Keyed) -> None:
        rows = [
            (number, source, value)
            for number, entry in keyed
            for source, value in {**dict(entry.external_ids), origin: entry.origin_id}.items()
        ]
        insert_rows(self._connection, external_ids, ("title_id", "source", "value"), rows)

    def _put_offers(self, keyed: Keyed) -> None:
        rows = [
            (
                number,
                one.region,
                place,
                one.service,
                one.kind,
                one.price,
                one.currency,
                one.quality,
                one.since,
                one.until,
            )
            for number, entry in keyed
            for place, one in enumerate(entry.offers)
        ]
        insert_rows(self._connection, offers, OFFER, rows)

    def _put_seasons(self, keyed: Keyed) -> None:
        """Rows that are there keep their ids; those that are told of no more are marked, since people watched them."""
        mine = [number for number, _ in keyed]
        of_mine = select(seasons.c.id).where(seasons.c.title_id.in_(mine))
        self._connection.execute(update(episodes).where(episodes.c.season_id.in_(of_mine)).values(listed=False))
        self._connection.execute(update(seasons).where(seasons.c.title_id.in_(mine)).values(listed=False))
        rows: list[tuple[Any, ...]] = [
            (number, one.number, one.name, one.released, one.at_once, one.status, True)
            for number, entry in keyed
            for one in entry.seasons
        ]
        insert_rows(self._connection, seasons, SEASON, rows, key=("title_id", "number"))
        asked = select(seasons.c.title_id, seasons.c.number, seasons.c.id).where(seasons.c.title_id.in_(mine))
        ids = {(title, number): id_ for title, number, id_ in self._connection.execute(asked)}
        rows = [
            (ids[number, season.number], one.number, one.name, one.runtime_min, one.released, True)
            for number, entry in keyed
            for season in entry.seasons
            for one in season.episodes
        ]
        insert_rows(self._connection, episodes, EPISODE, rows, key=("season_id", "number"))


def in_pieces(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
