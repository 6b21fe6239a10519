"""People who have used the house lately, a few at a time."""

from collections.abc import Collection, Sequence

from matinee.kit.clock import DAY
from matinee.services.operations.context import OperationsContext

ACTIVE = 7 * DAY
"""How long ago somebody may have come, by a session or a token, to count as active."""
AT_ONCE = 100


def active_people(ctx: OperationsContext, *, after: int) -> Sequence[int]:
    """The next accounts above the id `after`; empty once there are no more."""
    return ctx.activity.active(since=ctx.now - ACTIVE, after=after, most=AT_ONCE)


def gone_of(ctx: OperationsContext, ids: Sequence[int]) -> Collection[int]:
    """Those of the accounts that there are no longer."""
    return set(ids) - set(ctx.activity.there(ids))
