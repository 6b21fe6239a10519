"""The request log: what was asked, how it went, how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass

from matinee.domain.watching import RequestHour, RequestLine
from matinee.services.operations.context import OperationsContext

ENDLESS = 2**62


@dataclass(frozen=True)
class Wanted:
    """Which lines. status_from, status_to, since, until: both included."""

    since: int = 0
    until: int = ENDLESS
    route: str | None = None
    status_from: int = 0
    status_to: int = 999
    account: str | None = None
    slower_than: float = 0.0


def note_requests(ctx: OperationsContext, lines: Sequence[RequestLine]) -> None:
    ctx.requests.add(lines, assumed=ctx.rules.assumed)


def list_requests(
    ctx: OperationsContext, wanted: Wanted, *, before: int = ENDLESS, count: int
) -> Sequence[tuple[int, RequestLine]]:
    """With their ids, the newest first, below the id `before`."""
    return ctx.requests.page(
        before=before,
        count=count,
        since=wanted.since,
        until=wanted.until,
        route=wanted.route,
        status_from=wanted.status_from,
        status_to=wanted.status_to,
        account=wanted.account,
        slower_than=wanted.slower_than,
    )


def list_hours(ctx: OperationsContext, *, since: int, until: int) -> Sequence[RequestHour]:
    return ctx.requests.hours(since=since, until=until)
