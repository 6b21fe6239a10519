"""Figures of the house, and what its days looked like."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from matinee.adapters.storage.tables.watching import house_figures, watched_days
from matinee.domain.alerts import WatchedFeature
from matinee.domain.life import HouseFigure

DAY = tuple(watched_days.columns)


class HouseFigures:
    """Keeps `services.operations.watch_store.FigureStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Sequence[HouseFigure]:
        asked = select(house_figures.c.name, house_figures.c.value, house_figures.c.labels).order_by(house_figures.c.id)
        return [HouseFigure(*row) for row in self._connection.execute(asked)]

    def at(self) -> int | None:
        return self._connection.execute(select(func.max(house_figures.c.at))).scalar()

    def keep(self, found: Sequence[HouseFigure], at: int) -> None:
        self._connection.execute(delete(house_figures))
        rows = [{"name": one.name, "labels": dict(one.labels), "value": one.value, "at": at} for one in found]
        if rows:
            self._connection.execute(insert(house_figures), rows)


class WatchedDays:
    """Keeps `services.operations.watch_store.WatchedStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def days(self, *, since: int, until: int) -> Sequence[WatchedFeature]:
        asked = select(*DAY).where(watched_days.c.day >= since, watched_days.c.day < until)
        rows = self._connection.execute(asked.order_by(watched_days.c.day, watched_days.c.feature))
        return [_watched(tuple(row)) for row in rows]

    def last(self) -> int | None:
        return self._connection.execute(select(func.max(watched_days.c.day))).scalar()

    def set_day(self, day: int, found: Sequence[WatchedFeature]) -> None:
        self._connection.execute(delete(watched_days).where(watched_days.c.day == day))
        if found:
            self._connection.execute(insert(watched_days), [vars(one) | {"counts": list(one.counts)} for one in found])

    def forget(self, before: int) -> int:
        return self._connection.execute(delete(watched_days).where(watched_days.c.day < before)).rowcount


def _watched(row: Sequence[Any]) -> WatchedFeature:
    return WatchedFeature(row[0], row[1], tuple(row[2]), *row[3:])
