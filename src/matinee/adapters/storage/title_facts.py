"""What is known of all titles together, read at one go."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, select

from matinee.adapters.storage.catalogue import CARD
from matinee.adapters.storage.tables.catalogue import external_ids, labels, offers, origins, titles
from matinee.adapters.storage.tables.operations import trending_titles
from matinee.domain.titles import Label, TitleCard
from matinee.domain.watching import TitleLately

STAMP = select(func.max(origins.c.last_at))
LATELY_AT = select(func.max(trending_titles.c.at))
LATELY = select(*(trending_titles.c[name] for name in ("title_id", "people", "before", "at")))
CARDS = select(*CARD).order_by(titles.c.id)
OFFERS = select(offers.c.title_id, offers.c.region, offers.c.service, offers.c.since, offers.c.until)


class TitleFacts:
    """Keeps `services.recommending.store.FactStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stamp(self) -> int:
        """The moment of the newest load: each load writes it down when it begins and when it ends."""
        return int(self._connection.execute(STAMP).scalar() or 0)

    def lately_at(self) -> int:
        return int(self._connection.execute(LATELY_AT).scalar() or 0)

    def lately(self) -> Sequence[TitleLately]:
        return [TitleLately(*row) for row in self._connection.execute(LATELY)]

    def cards(self) -> Sequence[TitleCard]:
        return [TitleCard(*row, genres=()) for row in self._connection.execute(CARDS)]

    def labels(self, kind: Label) -> Sequence[tuple[int, str, str]]:
        words, links = labels[kind]
        asked = select(links.c.title_id, words.c.slug, words.c.name).join_from(links, words)
        rows = self._connection.execute(asked.order_by(links.c.title_id, links.c.place))
        return [(title, slug, name) for title, slug, name in rows]

    def offers(self) -> Sequence[tuple[int, str, str, int, int | None]]:
        rows = self._connection.execute(OFFERS)
        return [(title, region, service, since, until) for title, region, service, since, until in rows]

    def elsewhere(self, source: str) -> Mapping[int, str]:
        asked = select(external_ids.c.title_id, external_ids.c.value).where(external_ids.c.source == source)
        return {title: value for title, value in self._connection.execute(asked)}  # noqa: C416  typed so

    def ids_of(self, origin: str) -> Mapping[str, int]:
        asked = select(external_ids.c.value, external_ids.c.title_id).where(external_ids.c.source == origin)
        return {value: title for value, title in self._connection.execute(asked)}  # noqa: C416  typed so
