"""What slates come to in days, and the end of old ones."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    cast,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    true,
)

from matinee.adapters.storage.tables.exposures import consents, exposures, feedback
from matinee.adapters.storage.tables.operations import exposure_days
from matinee.domain.exposures import EventKind
from matinee.domain.watching import ExposureDay, TitleShown
from matinee.kit.clock import DAY

COUNTED: tuple[EventKind, ...] = ("clicked", "dismissed", "rated", "watched", "satisfied")
DAYS = tuple(column for column in exposure_days.columns if column.name != "id")


class ExposureDays:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first(self) -> int | None:
        return self._connection.execute(select(func.min(exposures.c.at))).scalar()

    def of_day(self, day: int, *, assumed: bool) -> Sequence[ExposureDay]:
        arm = func.coalesce(exposures.c.arm, literal_column("''"))
        way = (exposures.c.model_version, exposures.c.recipe, exposures.c.source, arm)
        shown = (
            func.count(exposures.c.account_id.distinct()),
            func.count(),
            func.sum(exposures.c.showings),
            func.sum(func.json_array_length(exposures.c.titles)),
        )
        came = {
            tuple(row[:4]): row[4:]
            for row in self._connection.execute(
                self._of(day, assumed=assumed, asked=select(*way, *_counts()))
                .join(feedback, feedback.c.exposure_id == exposures.c.id)
                .group_by(*way)
            )
        }
        drawn = self._connection.execute(self._of(day, assumed=assumed, asked=select(*way, *shown)).group_by(*way))
        nothing = (0, 0, 0, 0, 0, 0.0)
        return [ExposureDay(day, *row, *came.get(tuple(row[:4]), nothing)) for row in drawn]

    def last_day(self) -> int | None:
        return self._connection.execute(select(func.max(exposure_days.c.day))).scalar()

    def set_day(self, day: int, found: Sequence[ExposureDay]) -> None:
        self._connection.execute(delete(exposure_days).where(exposure_days.c.day == day))
        if found:
            self._connection.execute(insert(exposure_days), [vars(one) for one in found])

    def days(self, *, since: int, until: int) -> Sequence[ExposureDay]:
        asked = select(*DAYS).where(exposure_days.c.day >= since, exposure_days.c.day < until)
        return [
            ExposureDay(*row)
            for row in self._connection.execute(asked.order_by(exposure_days.c.day, exposure_days.c.id))
        ]

    def titles(self, *, since: int, assumed: bool) -> Sequence[TitleShown]:
        spread = {"sqlite": func.json_each, "postgresql": func.json_array_elements_text}
        held = spread[self._connection.dialect.name](exposures.c.titles).table_valued("value", name="held")
        day = (exposures.c.at // DAY).label("day")
        title = cast(held.c.value, BigInteger).label("title")
        asked = (
            select(day, title, func.count())
            .select_from(exposures)
            .join(held, true())
            .outerjoin(consents, consents.c.account_id == exposures.c.account_id)
            .where(exposures.c.at >= since, func.coalesce(consents.c.statistics, literal(assumed, Boolean)))
            .group_by(day, title)
            .order_by(day, title)
        )
        return [TitleShown(int(row[0]) * DAY, row[1], row[2]) for row in self._connection.execute(asked)]

    def forget(self, before: int, *, most: int) -> int:
        """Events first, which refer to slates."""
        old = list(
            self._connection.execute(
                select(exposures.c.id).where(exposures.c.at < before).order_by(exposures.c.at).limit(most)
            ).scalars()
        )
        gone = self._connection.execute(delete(feedback).where(feedback.c.exposure_id.in_(old))).rowcount if old else 0
        loose = select(feedback.c.id).where(feedback.c.at < before, feedback.c.exposure_id.is_(None)).limit(most)
        gone += self._connection.execute(delete(feedback).where(feedback.c.id.in_(loose))).rowcount
        if old:
            gone += self._connection.execute(delete(exposures).where(exposures.c.id.in_(old))).rowcount
        return gone

    @staticmethod
    def _of(day: int, *, assumed: bool, asked: Any) -> Any:
        return (
            asked.select_from(exposures)
            .outerjoin(consents, consents.c.account_id == exposures.c.account_id)
            .where(exposures.c.at >= day, exposures.c.at < day + DAY)
            .where(func.coalesce(consents.c.statistics, literal(assumed, Boolean)))
        )


def _counts() -> list[Any]:
    counts = [func.count().filter(feedback.c.kind == kind) for kind in COUNTED]
    return [*counts, func.coalesce(func.sum(feedback.c.value).filter(feedback.c.kind == "satisfied"), 0.0)]
