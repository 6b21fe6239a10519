"""What was watched."""

from collections.abc import Collection, Sequence, Set
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    case,
    delete,
    exists,
    func,
    literal,
    select,
    tuple_,
    update,
)

from matinee.adapters.storage.bulk import insert_rows
from matinee.adapters.storage.tables.catalogue import episodes, seasons
from matinee.adapters.storage.tables.library import watches
from matinee.domain.library import WATCHED, Dated, Watch

WRITTEN = ("account_id", "title_id", "watched_at", "dated", "progress", "said_again", "noted_at", "import_id")
EARLIEST = literal(-(2**62), BigInteger)


def _order(one: FromClause) -> ColumnElement[Any]:
    """By which watches of a title follow on each other. One whose day nobody knows comes before those with a day."""
    return tuple_(case((one.c.dated == "unknown", EARLIEST), else_=one.c.watched_at), one.c.id)


def _again() -> ColumnElement[bool]:
    """What was said; else whether one that went to the end comes before it, whenever that was written down."""
    other = watches.alias("other")
    before = exists().where(
        other.c.account_id == watches.c.account_id,
        other.c.title_id == watches.c.title_id,
        other.c.episode_id.is_not_distinct_from(watches.c.episode_id),
        other.c.progress >= WATCHED,
        _order(other) < _order(watches),
    )
    return func.coalesce(watches.c.said_again, before.correlate(watches), type_=Boolean)


WATCH = (*(watches.c[name] for name in ("id", "title_id", "episode_id", "watched_at", "dated", "progress")), _again())


class Watches:
    """Keeps `services.library.store.WatchStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_episode(self, title_id: int, episode_id: int) -> bool:
        asked = select(episodes.c.id).join_from(episodes, seasons)
        asked = asked.where(seasons.c.title_id == title_id, episodes.c.id == episode_id)
        return self._connection.execute(asked).first() is not None

    def of_title(self, account_id: int, title_id: int) -> Sequence[Watch]:
        asked = select(*WATCH).where(watches.c.account_id == account_id, watches.c.title_id == title_id)
        return [Watch(*row) for row in self._connection.execute(asked.order_by(watches.c.id))]

    def add(self, account_id: int, watch: Watch, *, at: int, import_id: int | None = None) -> Watch:
        row = {"account_id": account_id, "title_id": watch.title_id, "episode_id": watch.episode_id}
        row |= {"watched_at": watch.watched_at, "dated": watch.dated, "progress": watch.progress}
        row |= {"said_again": watch.rewatch, "noted_at": at, "import_id": import_id}
        made = self._connection.execute(watches.insert().values(row).returning(watches.c.id)).scalar_one()
        return Watch(*self._connection.execute(select(*WATCH).where(watches.c.id == made)).one())

    def change(self, account_id: int, watch_id: int, *, progress: int) -> Watch | None:
        asked = update(watches).where(watches.c.id == watch_id, watches.c.account_id == account_id)
        if not self._connection.execute(asked.values(progress=progress)).rowcount:
            return None
        return Watch(*self._connection.execute(select(*WATCH).where(watches.c.id == watch_id)).one())

    def remove(self, account_id: int, watch_id: int) -> bool:
        asked = delete(watches).where(watches.c.id == watch_id, watches.c.account_id == account_id)
        return self._connection.execute(asked).rowcount == 1

    def page(
        self, account_id: int, *, title_id: int | None, after: tuple[int, int] | None, count: int
    ) -> Sequence[Watch]:
        asked = select(*WATCH).where(watches.c.account_id == account_id)
        if title_id is not None:
            asked = asked.where(watches.c.title_id == title_id)
        if after is not None:
            asked = asked.where(tuple_(watches.c.watched_at, watches.c.id) < tuple_(*after))
        asked = asked.order_by(watches.c.watched_at.desc(), watches.c.id.desc()).limit(count)
        return [Watch(*row) for row in self._connection.execute(asked)]

    def times_of(self, account_id: int, titles: Collection[int]) -> Set[tuple[int, Dated, int]]:
        asked = select(watches.c.title_id, watches.c.dated, watches.c.watched_at)
        asked = asked.where(
            watches.c.account_id == account_id, watches.c.title_id.in_(titles), watches.c.episode_id.is_(None)
        )
        return {(row[0], row[1], row[2]) for row in self._connection.execute(asked)}

    def add_all(self, account_id: int, made: Sequence[Watch], *, at: int, import_id: int) -> None:
        rows = [
            (account_id, one.title_id, one.watched_at, one.dated, one.progress, one.rewatch, at, import_id)
            for one in made
        ]
        insert_rows(self._connection, watches, WRITTEN, rows)

    def remove_of_import(self, account_id: int, import_id: int, *, most: int) -> int:
        mine = select(watches.c.id).where(watches.c.account_id == account_id, watches.c.import_id == import_id)
        asked = delete(watches).where(watches.c.id.in_(mine.limit(most)))
        return self._connection.execute(asked).rowcount
