"""What is kept of requests and slates, for how long, and what stays of it: hours and days without anybody's name.

A job looks for what is to be added up (`hours_to_add_up`), reads it (long, beside everybody's writes), writes the
little that it comes to, and forgets what is old a piece at a time, so that nobody waits long for it.
"""

from collections.abc import Sequence

from matinee.domain.watching import ExposureDay, RequestHour
from matinee.kit.clock import DAY, HOUR, MINUTE
from matinee.services.operations.context import OperationsContext

GRACE = 5 * MINUTE
"""After an hour, until its last lines have been written."""
STILL_COMING = 14 * DAY
"""After a day, until which what came of its slates is added up anew: people watch later than they are shown."""
PIECE = 5000


def hours_to_add_up(ctx: OperationsContext) -> Sequence[int]:
    """Hours that are over, from the last one that was added up on: a line of it may have been late."""
    begin = ctx.requests.last_hour()
    if begin is None:
        first = ctx.requests.first()
        if first is None:
            return ()
        begin = first // HOUR * HOUR
    whole = -(-(ctx.now - ctx.rules.requests) // HOUR) * HOUR
    return range(max(begin, whole), (ctx.now - GRACE) // HOUR * HOUR, HOUR)


def add_up_hour(ctx: OperationsContext, hour: int) -> Sequence[RequestHour]:
    return ctx.requests.in_hour(hour)


def keep_hours(ctx: OperationsContext, hours: Sequence[RequestHour]) -> None:
    ctx.requests.set_hours(hours)


def forget_requests(ctx: OperationsContext, *, needed: int | None = None) -> int:
    """At most a piece of those that are too old, and how many went: 0 once there are none. needed: from when on an
    experiment reads them; what it reads stays until it has ended."""
    ctx.requests.forget_hours(ctx.now - ctx.rules.rolled_up)
    return ctx.requests.forget(ctx.now - ctx.rules.requests, most=PIECE, needed=needed)


def days_to_add_up(ctx: OperationsContext) -> Sequence[int]:
    """Days that are over and of which more may have come since they were last added up."""
    first, last = ctx.exposure_days.first(), ctx.exposure_days.last_day()
    if first is None:
        return ()
    begin = first // DAY * DAY
    if last is not None:
        begin = max(begin, min(last + DAY, ctx.now // DAY * DAY - STILL_COMING))
    if ctx.rules.slates:
        # A day of which some slates have been forgotten must stay as it was added up while they were there.
        begin = max(begin, -(-(ctx.now - ctx.rules.slates) // DAY) * DAY)
    return range(begin, ctx.now // DAY * DAY, DAY)


def add_up_day(ctx: OperationsContext, day: int) -> Sequence[ExposureDay]:
    return ctx.exposure_days.of_day(day, assumed=ctx.rules.assumed)


def keep_day(ctx: OperationsContext, day: int, found: Sequence[ExposureDay]) -> None:
    ctx.exposure_days.set_day(day, found)


def forget_slates(ctx: OperationsContext) -> int:
    """As `forget_requests`."""
    if not ctx.rules.slates:
        return 0
    return ctx.exposure_days.forget(ctx.now - ctx.rules.slates, most=PIECE)


def list_days(ctx: OperationsContext, *, since: int, until: int) -> Sequence[ExposureDay]:
    return ctx.exposure_days.days(since=since, until=until)
