"""What people did in a span of days; of those alone who agree to statistics."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, and_, case, func, literal, or_, select, union_all

from matinee.adapters.storage.tables.accounts import accounts, sessions
from matinee.adapters.storage.tables.exposures import consents, exposures, feedback
from matinee.adapters.storage.tables.library import rating_changes, watches
from matinee.adapters.storage.tables.operations import jobs, request_log
from matinee.domain.library import WATCHED
from matinee.domain.life import Rated, Seen, Shown, Told

BY_HAND = and_(
    rating_changes.c.source == "person", rating_changes.c.after.is_not(None), rating_changes.c.undone_at.is_(None)
)


class HouseLife:
    """Keeps `services.operations.watch_store.LifeStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shown(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Shown]:
        slate = exposures.c
        asked = select(slate.id, slate.account_id, slate.at, slate.model_version, slate.source, slate.titles)
        asked = _agreeing(asked, exposures, assumed=assumed).where(slate.at >= since, slate.at < until)
        rows = self._connection.execute(asked.order_by(slate.at.desc(), slate.id.desc()).limit(most))
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
        before = (
            select(func.count())
            .where(earlier.c.account_id == change.account_id, earlier.c.at < change.at, earlier.c.after.is_not(None))
            .correlate(rating_changes)
            .scalar_subquery()
        )
        asked = select(change.account_id, change.title_id, change.after, change.at, before)
        asked = _agreeing(asked, rating_changes, assumed=assumed).where(BY_HAND, change.at >= since, change.at < until)
        rows = self._connection.execute(asked.order_by(change.at.desc(), change.version.desc()).limit(most))
        return [_rated(row) for row in rows]

    def seen(self, *, since: int, until: int, most: int, assumed: bool) -> Sequence[Seen]:
        watch = watches.c
        asked = select(watch.account_id, watch.title_id, watch.watched_at)
        asked = _agreeing(asked, watches, assumed=assumed).where(
            watch.watched_at >= since,
            watch.watched_at < until,
            watch.dated == "moment",
            watch.episode_id.is_(None),
            watch.progress >= WATCHED,
        )
        rows = self._connection.execute(asked.order_by(watch.watched_at.desc(), watch.id.desc()).limit(most))
        return [Seen(*row) for row in rows]

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
