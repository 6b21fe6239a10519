"""Alerts: opened by what is found, gone on with as long as it is found, ended when it is found no more."""

from collections.abc import Collection, Sequence

from matinee.domain.alerts import Alert, Finding
from matinee.domain.errors import NotFound
from matinee.services.operations.context import OperationsContext
from matinee.services.operations.jobs import put_down

TELL = "tell"
"""The job that tells alerts elsewhere."""
TOGETHER = 50
NOBODY = 0
"""In place of a moment: it need not be told."""


def settle(ctx: OperationsContext, kind: str, found: Sequence[Finding]) -> tuple[int, int]:
    """Brings the alerts of one kind, whose keys begin with it, to what is found now. How many began, and how many
    ended. What begins is told elsewhere, where the house does so, by a job that tries again."""
    there = {alert.finding.key: alert for alert in ctx.alerts.open() if alert.finding.key.startswith(f"{kind}:")}
    begun = [_begin(ctx, one) for one in found if one.key not in there]
    for one in found:
        if one.key in there:
            ctx.alerts.go_on(there[one.key].id, one, ctx.now)
    gone = set(there) - {one.key for one in found}
    for key in gone:
        ctx.alerts.end(there[key].id, ctx.now)
    if begun and ctx.rules.tells:
        put_down(ctx, TELL, f"alert:{max(begun)}")
    return len(begun), len(gone)


def list_alerts(ctx: OperationsContext, *, before: int, count: int, open_only: bool = False) -> Sequence[Alert]:
    """The newest first, below the id `before`."""
    return ctx.alerts.page(before=before, count=count, open_only=open_only)


def acknowledge(ctx: OperationsContext, alert_id: int, *, by: int) -> Alert:
    """Somebody has seen it and sees to it. It stays open as long as it is found. by: the account."""
    found = ctx.alerts.acknowledge(alert_id, by, ctx.now)
    if found is None:
        raise NotFound("there is no such alert", remedy="See GET admin/alerts")
    return found


def to_tell(ctx: OperationsContext) -> Sequence[Alert]:
    return ctx.alerts.to_tell(most=TOGETHER)


def note_told(ctx: OperationsContext, ids: Collection[int]) -> None:
    for one in ids:
        ctx.alerts.told(one, ctx.now)


def forget_old_alerts(ctx: OperationsContext) -> int:
    return ctx.alerts.forget_ended(ctx.now - ctx.rules.rolled_up)


def _begin(ctx: OperationsContext, finding: Finding) -> int:
    return ctx.alerts.begin(finding, ctx.now, told_at=None if ctx.rules.tells else NOBODY)
