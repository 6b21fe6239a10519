"""Ratings, their history, and what recommendations read of them.

What every rating and every recommendation asks is written once and put to the driver itself.
"""

from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, and_, bindparam, delete, func, or_, select, tuple_, union, update

from matinee.adapters.storage.bulk import insert_rows
from matinee.adapters.storage.hot import Hot
from matinee.adapters.storage.inserts import INSERTS
from matinee.adapters.storage.tables.catalogue import titles
from matinee.adapters.storage.tables.library import library_versions, marks, rating_changes, ratings, watches
from matinee.domain.library import HIDING, WATCHED, Opinion, Rating, RatingChange, Standing
from matinee.domain.signals import NO_SIGNALS, Signals

ME, TITLE = bindparam("account_id", type_=BigInteger), bindparam("title_id", type_=BigInteger)
RATING = tuple(ratings.c[name] for name in ("title_id", "half_stars", "rated_at", "dated", "ignored"))
STANDING = Hot(
    select(library_versions.c.version, *RATING)
    .select_from(
        titles.outerjoin(library_versions, library_versions.c.account_id == ME).outerjoin(
            ratings, and_(ratings.c.account_id == ME, ratings.c.title_id == titles.c.id)
        )
    )
    .where(titles.c.id == TITLE)
)
CHANGE = tuple(
    rating_changes.c[name]
    for name in (
        *("title_id", "version", "before", "before_rated_at", "before_dated", "before_ignored"),
        *("after", "at", "source", "undone_at", "import_id"),
    )
)
NEWEST = (rating_changes.c.version.desc(), rating_changes.c.title_id.desc())
REMOVE = delete(ratings).where(ratings.c.account_id == ME, ratings.c.title_id == TITLE)
NOTED = (
    *("account_id", "version", "title_id", "before", "before_rated_at", "before_dated", "before_ignored"),
    *("after", "at", "source", "import_id"),
)
NOTE = Hot(rating_changes.insert(), columns=NOTED)
UNDONE = (
    update(rating_changes)
    .where(
        rating_changes.c.account_id == bindparam("me", type_=BigInteger),
        rating_changes.c.version == bindparam("of_version", type_=BigInteger),
        rating_changes.c.title_id == bindparam("of_title", type_=BigInteger),
    )
    .values(undone_at=bindparam("now", type_=BigInteger))
)
SIGNALS = Hot(
    select(library_versions.c.version, ratings.c.title_id, ratings.c.half_stars, ratings.c.rated_at, ratings.c.ignored)
    .select_from(library_versions.outerjoin(ratings, ratings.c.account_id == library_versions.c.account_id))
    .where(library_versions.c.account_id == ME)
    .order_by(ratings.c.rated_at, ratings.c.title_id)
)
VERSION = Hot(select(library_versions.c.version).where(library_versions.c.account_id == ME))
HIDDEN = Hot(
    union(
        select(marks.c.title_id).where(
            marks.c.account_id == ME,
            or_(*(marks.c.kind == kind for kind in HIDING)),
            or_(marks.c.until.is_(None), marks.c.until > bindparam("now", type_=BigInteger)),
        ),
        select(watches.c.title_id).where(
            watches.c.account_id == ME, watches.c.episode_id.is_(None), watches.c.progress >= WATCHED
        ),
    ).order_by("title_id")
)


def _raise(insert: Any) -> Any:
    asked = insert(library_versions).values(account_id=ME, version=1)
    return asked.on_conflict_do_update(
        index_elements=["account_id"], set_={"version": library_versions.c.version + 1}
    ).returning(library_versions.c.version)


def _put(insert: Any) -> Any:
    asked = insert(ratings)
    changed = {name: asked.excluded[name] for name in ("half_stars", "rated_at", "dated", "ignored")}
    return asked.on_conflict_do_update(index_elements=["account_id", "title_id"], set_=changed)


HELD = ("account_id", "title_id", "half_stars", "rated_at", "dated", "ignored")
RAISE = Hot({name: _raise(insert) for name, insert in INSERTS.items()})
PUT = Hot({name: _put(insert) for name, insert in INSERTS.items()}, columns=HELD)


class Ratings:
    """Keeps `services.library.store.RatingStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, account_id: int, title_id: int) -> Standing | None:
        row = STANDING.row(self._connection, {"account_id": account_id, "title_id": title_id})
        if row is None:
            return None
        version, rated, half_stars, rated_at, dated, ignored = row
        rating = None if rated is None else Rating(rated, half_stars, rated_at, dated, bool(ignored))
        return Standing(version or 0, rating)

    def raise_version(self, account_id: int) -> int:
        return RAISE.row(self._connection, {"account_id": account_id})[0]

    def put(self, account_id: int, rating: Rating) -> None:
        row = {"account_id": account_id, "title_id": rating.title_id, "half_stars": rating.half_stars}
        row |= {"rated_at": rating.rated_at, "dated": rating.dated, "ignored": rating.ignored}
        PUT.run(self._connection, row)

    def remove(self, account_id: int, title_id: int) -> None:
        self._connection.execute(REMOVE, {"account_id": account_id, "title_id": title_id})

    def note(self, account_id: int, change: RatingChange) -> None:
        NOTE.run(self._connection, dict(zip(NOTED, _noted(account_id, change), strict=True)))

    def page(self, account_id: int, *, after: tuple[int, int] | None, count: int) -> Sequence[Rating]:
        place = tuple_(ratings.c.rated_at, ratings.c.title_id)
        asked = select(*RATING).where(ratings.c.account_id == account_id)
        if after is not None:
            asked = asked.where(place < tuple_(*after))
        asked = asked.order_by(ratings.c.rated_at.desc(), ratings.c.title_id.desc()).limit(count)
        return [Rating(*row) for row in self._connection.execute(asked)]

    def changes(
        self, account_id: int, *, title_id: int | None, after: tuple[int, int] | None, count: int
    ) -> Sequence[RatingChange]:
        asked = select(*CHANGE).where(rating_changes.c.account_id == account_id)
        if title_id is not None:
            asked = asked.where(rating_changes.c.title_id == title_id)
        if after is not None:
            asked = asked.where(tuple_(rating_changes.c.version, rating_changes.c.title_id) < tuple_(*after))
        return [change_of(row) for row in self._connection.execute(asked.order_by(*NEWEST).limit(count))]

    def last_change(self, account_id: int, title_id: int | None) -> RatingChange | None:
        asked = select(*CHANGE).where(
            rating_changes.c.account_id == account_id,
            rating_changes.c.undone_at.is_(None),
            rating_changes.c.source != "undo",
            rating_changes.c.source == "person" if title_id is None else rating_changes.c.title_id == title_id,
        )
        row = self._connection.execute(asked.order_by(*NEWEST).limit(1)).first()
        return None if row is None else change_of(row)

    def mark_undone(self, account_id: int, change: RatingChange, at: int) -> None:
        asked = update(rating_changes).where(
            rating_changes.c.account_id == account_id,
            rating_changes.c.version == change.version,
            rating_changes.c.title_id == change.title_id,
        )
        self._connection.execute(asked.values(undone_at=at))

    def all_of(self, account_id: int, titles: Collection[int] | None = None) -> Mapping[int, Rating]:
        asked = select(*RATING).where(ratings.c.account_id == account_id)
        if titles is not None:
            asked = asked.where(ratings.c.title_id.in_(titles))
        return {row[0]: Rating(*row) for row in self._connection.execute(asked)}

    def put_all(self, account_id: int, rated: Sequence[Rating]) -> None:
        rows = [(account_id, one.title_id, one.half_stars, one.rated_at, one.dated, one.ignored) for one in rated]
        insert_rows(self._connection, ratings, HELD, rows, key=("account_id", "title_id"))

    def remove_all(self, account_id: int, title_ids: Sequence[int]) -> None:
        if title_ids:
            self._connection.execute(REMOVE, [{"account_id": account_id, "title_id": one} for one in title_ids])

    def note_all(self, account_id: int, changes: Sequence[RatingChange]) -> None:
        insert_rows(self._connection, rating_changes, NOTED, [_noted(account_id, one) for one in changes])

    def mark_all_undone(self, account_id: int, changes: Sequence[RatingChange], at: int) -> None:
        if changes:
            same = {"me": account_id, "now": at}
            rows = [same | {"of_version": one.version, "of_title": one.title_id} for one in changes]
            self._connection.execute(UNDONE, rows)

    def opinion(self, title_id: int) -> Opinion:
        asked = select(func.count(), func.sum(ratings.c.half_stars)).where(ratings.c.title_id == title_id)
        count, total = self._connection.execute(asked).one()
        return Opinion(count, total / count if count else None)


def _noted(account_id: int, change: RatingChange) -> tuple[Any, ...]:
    old = change.before
    before = (old.half_stars, old.rated_at, old.dated, old.ignored) if old else (None, None, None, None)
    made = (change.after, change.at, change.source, change.import_id)
    return account_id, change.version, change.title_id, *before, *made


def change_of(row: Sequence[Any]) -> RatingChange:
    title_id, version, half_stars, rated_at, dated, ignored, after, at, source, undone_at, import_id = row
    before = None if half_stars is None else Rating(title_id, half_stars, rated_at, dated, ignored)
    return RatingChange(title_id, version, before, after, at, source, undone_at, import_id)


class LibrarySignals:
    """Keeps `services.library.store.SignalStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def signals(self, account_id: int) -> Signals:
        rows = SIGNALS.rows(self._connection, {"account_id": account_id})
        if not rows:
            return NO_SIGNALS
        if rows[0][1] is None:
            return Signals(rows[0][0], (), (), (), ())
        _, numbers, halves, moments, ignored = zip(*rows, strict=True)
        stars = array("f", [half / 2 for half in halves])
        return Signals(rows[0][0], array("q", numbers), stars, array("q", moments), array("b", ignored))

    def version(self, account_id: int) -> int:
        row = VERSION.row(self._connection, {"account_id": account_id})
        return 0 if row is None else row[0]

    def hidden(self, account_id: int, now: int) -> Sequence[int]:
        return [row[0] for row in HIDDEN.rows(self._connection, {"account_id": account_id, "now": now})]
