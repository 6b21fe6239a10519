"""Titles by what other programs call them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from matinee.adapters.storage.tables.catalogue import external_ids, titles
from matinee.domain.imports import Named

AT_ONCE = 5_000


class TitlesElsewhere:
    """Keeps `services.library.import_store.TitleFinder`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_ids(self, source: str, values: Sequence[str]) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        asked = select(external_ids.c.value, external_ids.c.title_id).where(external_ids.c.source == source)
        for start in range(0, len(values), AT_ONCE):
            some = asked.where(external_ids.c.value.in_(values[start : start + AT_ONCE]))
            for value, title_id in self._connection.execute(some.order_by(external_ids.c.title_id)):
                found.setdefault(value, []).append(title_id)
        return found

    def named(self, names: Sequence[str]) -> Sequence[Named]:
        found = []
        asked = select(titles.c.id, titles.c.folded, titles.c.year)
        for start in range(0, len(names), AT_ONCE):
            some = asked.where(titles.c.folded.in_(names[start : start + AT_ONCE]))
            found += [Named(*row) for row in self._connection.execute(some.order_by(titles.c.id))]
        return found
