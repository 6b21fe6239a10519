"""The request log, and what it comes to in hours."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Boolean, Connection, delete, func, literal, or_, select

from matinee.adapters.storage.bulk import insert_rows
from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.accounts import accounts
from matinee.adapters.storage.tables.exposures import consents
from matinee.adapters.storage.tables.operations import request_hours, request_log
from matinee.adapters.storage.trials import ASKED
from matinee.domain.watching import BOUNDS, RequestHour, RequestLine
from matinee.kit.clock import HOUR

COLUMNS = ("at", "request_id", "method", "route", "status", "milliseconds", "account_id", "code")


class RequestLog:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, lines: Sequence[RequestLine], *, assumed: bool) -> None:
        ids = self._agreeing({line.account for line in lines if line.account is not None}, assumed=assumed)
        rows = [
            (
                line.at,
                line.request_id,
                line.method,
                line.route,
                line.status,
                line.milliseconds,
                ids.get(line.account or ""),
                line.code,
            )
            for line in lines
        ]
        insert_rows(self._connection, request_log, COLUMNS, rows)

    def page(
        self,
        *,
        before: int,
        count: int,
        since: int,
        until: int,
        route: str | None,
        status_from: int,
        status_to: int,
        account: str | None,
        slower_than: float,
    ) -> Sequence[tuple[int, RequestLine]]:
        lines = request_log.c
        asked = (
            select(lines.id, lines.at, lines.request_id, lines.method, lines.route, lines.status, lines.milliseconds,
                   accounts.c.key, lines.code)
            .outerjoin(accounts, accounts.c.id == lines.account_id)
            .where(lines.id < before, lines.at >= since, lines.at <= until)
            .where(lines.status >= status_from, lines.status <= status_to, lines.milliseconds >= slower_than)
            .order_by(lines.id.desc())
            .limit(count)
        )  # fmt: skip
        if route is not None:
            asked = asked.where(lines.route == route)
        if account is not None:
            asked = asked.where(accounts.c.key == account)
        return [(row[0], RequestLine(*row[1:])) for row in self._connection.execute(asked)]

    def first(self) -> int | None:
        return self._connection.execute(select(func.min(request_log.c.at))).scalar()

    def in_hour(self, hour: int) -> Sequence[RequestHour]:
        lines = request_log.c
        key = (lines.method, lines.route, lines.status)
        counts = [func.count().filter(lines.milliseconds <= bound) for bound in BOUNDS]
        asked = (
            select(*key, func.count(), func.sum(lines.milliseconds), func.max(lines.milliseconds), *counts)
            .where(lines.at >= hour, lines.at < hour + HOUR)
            .group_by(*key)
        )
        found = []
        for row in self._connection.execute(asked):
            facts: Sequence[Any] = tuple(row)
            classes = [after - before for before, after in pairwise([0, *facts[6:], facts[3]])]
            found.append(RequestHour(hour, *facts[:6], classes=classes))
        return found

    def last_hour(self) -> int | None:
        return self._connection.execute(select(func.max(request_hours.c.hour))).scalar()

    def set_hours(self, hours: Sequence[RequestHour]) -> None:
        asked = insert_into(self._connection, request_hours)
        key = ("hour", "method", "route", "status")
        changed = {name: asked.excluded[name] for name in ("count", "milliseconds", "slowest", "classes")}
        rows = [vars(hour) | {"classes": list(hour.classes)} for hour in hours]
        if rows:
            self._connection.execute(asked.on_conflict_do_update(index_elements=key, set_=changed), rows)

    def hours(self, *, since: int, until: int) -> Sequence[RequestHour]:
        key = (request_hours.c.hour, request_hours.c.route, request_hours.c.method, request_hours.c.status)
        asked = select(request_hours).where(request_hours.c.hour >= since, request_hours.c.hour < until).order_by(*key)
        return [RequestHour(*row) for row in self._connection.execute(asked)]

    def forget(self, before: int, *, most: int, needed: int | None = None) -> int:
        lines = request_log.c
        old = select(lines.id).where(lines.at < before)
        if needed is not None:
            refused = select(consents.c.account_id).where(consents.c.statistics.is_(False))
            nobody = or_(lines.account_id.is_(None), lines.account_id.in_(refused))
            old = old.where(or_(lines.at < needed, lines.route != ASKED, nobody))
        old = old.order_by(lines.at).limit(most)
        return self._connection.execute(delete(request_log).where(lines.id.in_(old))).rowcount

    def forget_hours(self, before: int) -> int:
        return self._connection.execute(delete(request_hours).where(request_hours.c.hour < before)).rowcount

    def _agreeing(self, keys: set[str], *, assumed: bool) -> dict[str, int]:
        if not keys:
            return {}
        asked = (
            select(accounts.c.key, accounts.c.id)
            .outerjoin(consents, consents.c.account_id == accounts.c.id)
            .where(accounts.c.key.in_(keys), func.coalesce(consents.c.statistics, literal(assumed, Boolean)))
        )
        return {row[0]: row[1] for row in self._connection.execute(asked)}
