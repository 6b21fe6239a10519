"""Alerts: one open row a key, and those that have ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from matinee.adapters.storage.tables.accounts import accounts
from matinee.adapters.storage.tables.watching import alerts, alerts_acknowledged
from matinee.domain.alerts import Alert, AlertLevel, Finding

FINDING = ("key", "level", "message", "action", "runbook", "value", "limit")
OPEN = alerts.c.ended_at.is_(None)
ALERT = (
    select(
        alerts.c.id,
        *(alerts.c[name] for name in FINDING),
        alerts.c.begun_at,
        alerts.c.last_at,
        alerts.c.ended_at,
        alerts.c.acknowledged_at,
        accounts.c.name,
        alerts.c.told_at,
    )
    .outerjoin(alerts_acknowledged, alerts_acknowledged.c.alert_id == alerts.c.id)
    .outerjoin(accounts, accounts.c.id == alerts_acknowledged.c.account_id)
    .order_by(alerts.c.id.desc())
)


class Alerts:
    """Keeps `services.operations.watch_store.AlertStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self) -> Sequence[Alert]:
        return [_alert(row) for row in self._connection.execute(ALERT.where(OPEN))]

    def counts(self) -> Mapping[AlertLevel, int]:
        asked = select(alerts.c.level, func.count()).where(OPEN, alerts.c.acknowledged_at.is_(None))
        return {row[0]: row[1] for row in self._connection.execute(asked.group_by(alerts.c.level))}

    def begin(self, finding: Finding, at: int, *, told_at: int | None) -> int:
        values = vars(finding) | {"begun_at": at, "last_at": at, "told_at": told_at}
        return self._connection.execute(insert(alerts).values(**values).returning(alerts.c.id)).scalar_one()

    def go_on(self, alert_id: int, finding: Finding, at: int) -> None:
        self._connection.execute(update(alerts).where(alerts.c.id == alert_id).values(**vars(finding), last_at=at))

    def end(self, alert_id: int, at: int) -> None:
        self._connection.execute(update(alerts).where(alerts.c.id == alert_id).values(ended_at=at))

    def acknowledge(self, alert_id: int, by: int, at: int) -> Alert | None:
        changed = update(alerts).where(alerts.c.id == alert_id, alerts.c.acknowledged_at.is_(None))
        if self._connection.execute(changed.values(acknowledged_at=at)).rowcount:
            self._connection.execute(insert(alerts_acknowledged).values(alert_id=alert_id, account_id=by))
        row = self._connection.execute(ALERT.where(alerts.c.id == alert_id)).first()
        return None if row is None else _alert(row)

    def page(self, *, before: int, count: int, open_only: bool) -> Sequence[Alert]:
        asked = ALERT.where(alerts.c.id < before).limit(count)
        return [_alert(row) for row in self._connection.execute(asked.where(OPEN) if open_only else asked)]

    def to_tell(self, *, most: int) -> Sequence[Alert]:
        rows = self._connection.execute(
            ALERT.where(alerts.c.told_at.is_(None)).order_by(None).order_by(alerts.c.id).limit(most)
        )
        return [_alert(row) for row in rows]

    def told(self, alert_id: int, at: int) -> None:
        self._connection.execute(update(alerts).where(alerts.c.id == alert_id).values(told_at=at))

    def forget_ended(self, before: int) -> int:
        old = select(alerts.c.id).where(alerts.c.ended_at < before)
        self._connection.execute(delete(alerts_acknowledged).where(alerts_acknowledged.c.alert_id.in_(old)))
        return self._connection.execute(delete(alerts).where(alerts.c.ended_at < before)).rowcount


def _alert(row: Any) -> Alert:
    return Alert(row[0], Finding(*row[1:8]), *row[8:])
