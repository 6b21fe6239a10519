"""Which titles people have liked or watched lately: counted from the library, and kept until they are counted anew."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Connection, case, delete, func, insert, literal, select, union_all

from matinee.adapters.storage.tables.exposures import consents
from matinee.adapters.storage.tables.library import ratings, watches
from matinee.adapters.storage.tables.operations import trending_titles
from matinee.domain.library import WATCHED
from matinee.domain.watching import TitleLately


class Trending:
    """Keeps `services.operations.store.TrendingStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(
        self, *, since: int, middle: int, until: int, liked: int, least: int, assumed: bool
    ) -> Sequence[TitleLately]:
        rated = select(ratings.c.account_id, ratings.c.title_id, ratings.c.rated_at.label("at")).where(
            ratings.c.half_stars >= liked,
            ratings.c.ignored.is_(False),
            ratings.c.dated != "unknown",
            ratings.c.rated_at.between(since, until),
        )
        watched = select(watches.c.account_id, watches.c.title_id, watches.c.watched_at).where(
            watches.c.episode_id.is_(None),
            watches.c.progress >= WATCHED,
            watches.c.dated != "unknown",
            watches.c.watched_at.between(since, until),
        )
        did = union_all(rated, watched).subquery()
        people = func.count(case((did.c.at >= middle, did.c.account_id)).distinct())
        before = func.count(case((did.c.at < middle, did.c.account_id)).distinct())
        asked = (
            select(did.c.title_id, people, before)
            .select_from(did.outerjoin(consents, consents.c.account_id == did.c.account_id))
            .where(func.coalesce(consents.c.statistics, literal(assumed, Boolean)))
            .group_by(did.c.title_id)
            .having(people >= least)
            .order_by(did.c.title_id)
        )
        return [TitleLately(*row, at=until) for row in self._connection.execute(asked)]

    def keep(self, found: Sequence[TitleLately]) -> None:
        self._connection.execute(delete(trending_titles))
        if found:
            self._connection.execute(insert(trending_titles), [vars(one) for one in found])
