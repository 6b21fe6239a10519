"""What was watched."""

from collections.abc import Collection, Sequence, Set

from sqlalchemy import Connection, delete, select, tuple_, update

from matinee.adapters.storage.bulk import insert_rows
from matinee.adapters.storage.tables.catalogue import episodes, seasons
from matinee.adapters.storage.tables.library import watches
from matinee.domain.library import Dated, Watch

WATCH = tuple(
    watches.c[name] for name in ("id", "title_id", "episode_id", "watched_at", "dated", "progress", "rewatch")
)

WRITTEN = ("account_id", "title_id", "watched_at", "dated", "progress", "rewatch", "noted_at", "import_id")


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
        row |= {"rewatch": watch.rewatch, "noted_at": at, "import_id": import_id}
        return Watch(*self._connection.execute(watches.insert().values(row).returning(*WATCH)).one())

    def change(self, account_id: int, watch_id: int, *, progress: int) -> Watch | None:
        asked = update(watches).where(watches.c.id == watch_id, watches.c.account_id == account_id)
        row = self._connection.execute(asked.values(progress=progress).returning(*WATCH)).first()
        return None if row is None else Watch(*row)

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

    def remove_of_import(self, account_id: int, import_id: int) -> int:
        asked = delete(watches).where(watches.c.account_id == account_id, watches.c.import_id == import_id)
        return self._connection.execute(asked).rowcount
