"""Gathering what a report on the last days is made of. Of people only those count who agree to statistics."""

from collections.abc import Iterable, Sequence

from matinee.domain.alerts import Alert
from matinee.domain.house_report import DayOfRequests, HouseFacts, Volume
from matinee.domain.watching import RequestHour
from matinee.kit.clock import DAY, SECOND
from matinee.services.operations.context import OperationsContext
from matinee.services.operations.figures import GAP, MOST_EVENTS, added_up

MOST_ALERTS = 200


def facts_of(ctx: OperationsContext, *, days: int) -> HouseFacts:
    """Of the last so many days, whole ones, and of today as far as it has come."""
    since = (ctx.now // DAY - days) * DAY
    return HouseFacts(
        since,
        ctx.now,
        _volume(ctx, since),
        days_of_requests(ctx.requests.hours(since=since, until=ctx.now)),
        ctx.exposure_days.days(since=since, until=ctx.now),
        ctx.figures.all(),
        _alerts(ctx, since),
        ctx.rules.watch_value,
        jobs=ctx.life.last_done(),
    )


def days_of_requests(hours: Iterable[RequestHour]) -> list[DayOfRequests]:
    by_day: dict[int, list[RequestHour]] = {}
    for one in hours:
        by_day.setdefault(one.hour // DAY * DAY, []).append(one)
    made = []
    for day, found in sorted(by_day.items()):
        together = added_up(found)
        made.append(DayOfRequests(day, together.count, together.failed, 1000 * together.p95))
    return made


def _volume(ctx: OperationsContext, since: int) -> Volume:
    span = {"since": since, "until": ctx.now, "assumed": ctx.rules.assumed}
    visits, together = ctx.life.visits(since=since, until=ctx.now, gap=GAP)
    return Volume(
        ratings=len(ctx.life.rated(**span, most=MOST_EVENTS)),
        watches=len(ctx.life.seen(**span, most=MOST_EVENTS)),
        visits=visits,
        visit_seconds=together / visits / SECOND if visits else None,
        active=ctx.life.active(**span),
    )


def _alerts(ctx: OperationsContext, since: int) -> Sequence[Alert]:
    found = ctx.alerts.page(before=2**62, count=MOST_ALERTS, open_only=False)
    return [one for one in found if one.ended_at is None or one.ended_at >= since]
