"""What is known of a person when they ask for recommendations, read in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from matinee.domain.signals import Signals
from matinee.services.exposures.consents import consents_of
from matinee.services.exposures.slates import is_logged
from matinee.services.recommending.context import RecommendingContext
from matinee.services.recommending.passing import NOTHING_PASSED, PassedOver, Showcase
from matinee.services.recommending.tastes import Tastes


@dataclass(frozen=True)
class Held:
    """What is known of a person when they ask. logged: whether what they are shown is written down. counted: whether
    they count in statistics of the house too. passed: what they were shown on earlier days, where that is asked for."""

    signals: Signals
    hidden: Sequence[int]
    logged: bool
    now: int
    counted: bool = False
    passed: PassedOver = NOTHING_PASSED


def held_by(
    ctx: RecommendingContext, account_id: int, tastes: Tastes | None = None, showcase: Showcase | None = None
) -> Held:
    """tastes: where what they rated may be kept; None to read it. showcase: the same of what they were shown; None not
    to ask for that."""
    agreed = consents_of(ctx.exposures, account_id)
    logged = is_logged(ctx.exposures, agreed)
    if showcase is not None and not logged:
        showcase.forget(account_id)
    return Held(
        ctx.signals.signals(account_id) if tastes is None else tastes.of(ctx.signals, account_id),
        ctx.signals.hidden(account_id, ctx.now),
        logged,
        ctx.now,
        counted=agreed.statistics,
        passed=NOTHING_PASSED
        if showcase is None or not logged
        else showcase.of(ctx.exposures.slates, account_id, ctx.now),
    )
