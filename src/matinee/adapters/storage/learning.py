"""What models may learn from, and be asked about: ratings of those who agree to it, and what they were shown."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, Join, Table, func, literal, select

from matinee.adapters.storage.tables.accounts import accounts
from matinee.adapters.storage.tables.exposures import consents, exposures
from matinee.adapters.storage.tables.library import rating_changes, ratings

AT_ONCE = 2_000
"""Slates that are read from the database together."""


class Lessons:
    """Keeps `services.learning.store.LearningStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ratings(self, *, until: int, assumed: bool) -> Sequence[tuple[str, int, int, int]]:
        asked = (
            select(accounts.c.key, ratings.c.title_id, ratings.c.half_stars, ratings.c.rated_at)
            .select_from(_of_accounts(ratings))
            .where(*_agree(assumed), ratings.c.rated_at <= until, ~ratings.c.ignored)
            .order_by(ratings.c.account_id, ratings.c.rated_at, ratings.c.title_id)
        )
        return [(key, title, half, at) for key, title, half, at in self._connection.execute(asked)]

    def slates(self, *, until: int, assumed: bool) -> Iterator[tuple[str, int, int, Sequence[int]]]:
        asked = (
            select(accounts.c.key, exposures.c.at, exposures.c.shown_at, exposures.c.titles)
            .select_from(_of_accounts(exposures))
            .where(*_agree(assumed), exposures.c.at <= until)
        )
        for key, first, last, titles in self._connection.execute(asked, execution_options={"yield_per": AT_ONCE}):
            yield str(key), int(first), int(last), titles

    def changes_since(self, moment: int, *, assumed: bool) -> int:
        asked = (
            select(func.count())
            .select_from(_of_accounts(rating_changes))
            .where(*_agree(assumed), rating_changes.c.at > moment, rating_changes.c.after.is_not(None))
        )
        return int(self._connection.execute(asked).scalar_one())


def _of_accounts(table: Table) -> Join:
    """With whose it is, and what they have agreed to if they said anything."""
    joined = table.join(accounts, accounts.c.id == table.c.account_id)
    return joined.outerjoin(consents, consents.c.account_id == accounts.c.id)


def _agree(assumed: bool) -> tuple[Any, ...]:
    agreed = func.coalesce(consents.c.training, literal(assumed, Boolean))
    return agreed, accounts.c.disabled_at.is_(None)
