"""What people did in a span of days; of those alone who agree to statistics."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Connection, and_, case, func, literal, or_, select, type_coerce, union_all

from matinee.adapters.storage.tables.accounts import accounts, sessions
from matinee.adapters.storage.tables.exposures import consents, exposures, feedback
from matinee.adapters.storage.tables.library import rating_changes, watches
from matinee.adapters.storage.tables.operations import jobs, request_log
from matinee.domain.library import WATCHED
from matinee.domain.life import Rated, Seen, Shown, Told

BY_HAND = and_(
    rating_changes.c.source == "person", rating_changes.c.after.is_not(None), rating_changes.c.undone_at.is_(None)
)
GOLDEN, WHOLE = 2_654_435_761, 2**32
"""Multiples of the golden ratio, of which the whole is left off, lie evenly, and in step with nothing that recurs."""


class HouseLife:
    """Keeps `services.operations.watch_store.LifeStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shown(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Shown]:
        slate = exposures.c
        asked = _agreeing(select(slate.id), exposures, assumed=assumed).where(slate.at >= since, slate.at < until)
        chosen = _some(asked, slate.at, slate.id, most=most)
        found = select(slate.id, slate.account_id, slate.at, slate.model_version, slate.source, slate.titles)
        rows = self._connection.execute(found.join(chosen, slate.id == chosen.c.id))
        return [Shown(*row) for row in rows]

    def told(self, *, since: int, until: int, assumed: bool) -> Sequence[Told]:
        event = feedback.c
        asked = (
            select(event.exposure_id, event.kind, event.title_id, event.rank, event.value)
            .join_from(feedback, exposures, exposures.c.id == event.exposure_id)
            .outerjoin(consents, consents.c.account_id == event.account_id)
            .where(exposures.c.at >= since, exposures.c.at < until, _says_yes(assumed))
            .order_by(event.id)
        )
        return [Told(*row) for row in self._connection.execute(asked)]

    def rated(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Rated]:
        change, earlier = rating_changes.c, rating_changes.alias("earlier")
        key = (change.account_id, change.version, change.title_id)
        asked = _agreeing(select(*key), rating_changes, assumed=assumed)
        chosen = _some(asked.where(BY_HAND, change.at >= since, change.at < until), change.at, *key, most=most)
        before = (
            select(func.count())
            .where(earlier.c.account_id == change.account_id, earlier.c.at < change.at, earlier.c.after.is_not(None))
            .correlate(rating_changes)
            .scalar_subquery()
        )
        found = select(change.account_id, change.title_id, change.after, change.at, before)
        same = and_(*(one == chosen.c[one.name] for one in key))
        return [_rated(row) for row in self._connection.execute(found.join(chosen, same))]

    def seen(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Seen]:
        watch = watches.c
        asked = _agreeing(select(watch.id), watches, assumed=assumed).where(
            watch.watched_at >= since,
            watch.watched_at < until,
            watch.dated == "moment",
            watch.episode_id.is_(None),
            watch.progress >= WATCHED,
        )
        chosen = _some(asked, watch.watched_at, watch.id, most=most)
        found = select(watch.account_id, watch.title_id, watch.watched_at)
        return [Seen(*row) for row in self._connection.execute(found.join(chosen, watch.id == chosen.c.id))]

    def active(self, *, since: int, until: int, assumed: bool) -> int:
        did = _did(since=since, until=until)
        asked = select(func.count(did.c.account_id.distinct())).select_from(
            did.outerjoin(consents, consents.c.account_id == did.c.account_id)
        )
        return self._connection.execute(asked.where(_says_yes(assumed))).scalar_one()

    def came_back(self, *, days: int, since: int, until: int, day: int, assumed: bool) -> tuple[int, int]:
        last = (
            select(sessions.c.account_id, func.max(sessions.c.seen_at).label("at"))
            .group_by(sessions.c.account_id)
            .subquery()
        )
        did = _did(since=since, until=2**62)
        done = select(did.c.account_id, func.max(did.c.at).label("at")).group_by(did.c.account_id).subquery()
        stayed = or_(last.c.at >= accounts.c.created_at + days * day, done.c.at >= accounts.c.created_at + days * day)
        asked = (
            select(func.count(), func.coalesce(func.sum(case((stayed, 1), else_=0)), 0))
            .select_from(accounts)
            .outerjoin(consents, consents.c.account_id == accounts.c.id)
            .outerjoin(last, last.c.account_id == accounts.c.id)
            .outerjoin(done, done.c.account_id == accounts.c.id)
            .where(accounts.c.created_at >= since, accounts.c.created_at < until, _says_yes(assumed))
        )
        row = self._connection.execute(asked).one()
        return int(row[0]), int(row[1])

    def visits(self, *, since: int, until: int, gap: int) -> tuple[int, int]:
        line = request_log.c
        asked = select(
            line.at, func.lag(line.at).over(partition_by=line.account_id, order_by=(line.at, line.id)).label("before")
        ).where(line.at >= since, line.at < until, line.account_id.is_not(None))
        step = asked.subquery().c
        apart = or_(step.before.is_(None), step.at - step.before > gap)
        counted = select(
            func.coalesce(func.sum(case((apart, 1), else_=0)), 0),
            func.coalesce(func.sum(case((apart, 0), else_=step.at - step.before)), 0),
        )
        row = self._connection.execute(counted).one()
        return int(row[0]), int(row[1])

    def last_done(self) -> Mapping[str, int]:
        asked = select(jobs.c.name, func.max(jobs.c.ended_at)).where(jobs.c.state == "done").group_by(jobs.c.name)
        return {name: at for name, at in self._connection.execute(asked)}  # noqa: C416

    def first_put_down(self) -> Mapping[str, int]:
        asked = select(jobs.c.name, func.min(jobs.c.due_at)).group_by(jobs.c.name)
        return {name: at for name, at in self._connection.execute(asked)}  # noqa: C416


def _some(asked: Any, *order: Any, most: int) -> Any:
    """Of the rows that are asked for, by their keys, so many, spread evenly over their order; the same each time. What
    else is asked of them need not be read of the others."""
    number = type_coerce(func.row_number().over(order_by=order), BigInteger)
    return asked.order_by(number * GOLDEN % WHOLE).limit(most).subquery()


def _rated(row: Any) -> Rated:
    return Rated(row[0], row[1], row[2] / 2, row[3], row[4])


def _did(*, since: int, until: int) -> Any:
    """Account and moment of everything that shows that somebody was there."""
    shown = select(exposures.c.account_id, exposures.c.shown_at.label("at")).where(
        exposures.c.shown_at >= since, exposures.c.shown_at < until
    )
    rated = select(rating_changes.c.account_id, rating_changes.c.at).where(
        BY_HAND, rating_changes.c.at >= since, rating_changes.c.at < until
    )
    watched = select(watches.c.account_id, watches.c.noted_at).where(
        watches.c.import_id.is_(None), watches.c.noted_at >= since, watches.c.noted_at < until
    )
    return union_all(shown, rated, watched).subquery()


def _agreeing(asked: Any, table: Any, *, assumed: bool) -> Any:
    joined = table.outerjoin(consents, consents.c.account_id == table.c.account_id)
    return asked.select_from(joined).where(_says_yes(assumed))


def _says_yes(assumed: bool) -> Any:
    return func.coalesce(consents.c.statistics, literal(assumed, Boolean))
