"""Watching days: what each came to, whether it is as days of this house are, and what is to be said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matinee.domain.alerts import Finding, WatchedFeature
from matinee.domain.life import Rated, Shown
from matinee.kit.clock import DAY
from matinee.ops.watching.accuracy import Errors, Squares, limit_of, together
from matinee.ops.watching.drift import Score, judged_day
from matinee.ops.watching.features import PREDICTIONS, Watched, counts_of
from matinee.ops.watching.reference import REFERENCE_DAYS, reference_of
from matinee.services.operations.context import OperationsContext
from matinee.services.operations.figures import MOST_JUDGED, MOST_SLATES, USUAL, Hour

LONGEST = 7 * DAY
"""How far back days are watched that were missed."""
KEPT = 400 * DAY
MOST_FAILING, LEAST_REQUESTS = 0.01, 100
"""Of the requests of an hour, and how many there must be before a share means anything."""
SLOW = 1.0
"""Seconds within which all but a twentieth of the requests should be answered."""
PRECISE = 3
ERRORS = "errors"
"""Kept of each day beside what is watched, and not judged by itself: by how much expected ratings were off, squared, of
ratings that came after the release was made."""


@dataclass(frozen=True)
class DayRead:
    """What was rated and shown on one day. day: its begin."""

    day: int
    rated: Sequence[Rated]
    shown: Sequence[Shown]


def days_to_watch(ctx: OperationsContext) -> Sequence[int]:
    """Days that are over and have not been watched yet."""
    today = ctx.now // DAY * DAY
    last = ctx.watched.last()
    return range(max(today - LONGEST, today - DAY if last is None else last + DAY), today, DAY)


def read_day(ctx: OperationsContext, day: int) -> DayRead:
    span = {"since": day, "until": day + DAY, "assumed": ctx.rules.assumed}
    return DayRead(day, ctx.life.rated(**span, most=MOST_JUDGED), ctx.life.shown(**span, most=MOST_SLATES))


def judged(ctx: OperationsContext, day: int, found: Mapping[str, Watched], *, made_at: int) -> list[WatchedFeature]:
    """made_at: when the release that answers was made."""
    released = made_at // DAY * DAY
    before = ctx.watched.days(since=released - REFERENCE_DAYS * DAY, until=day)
    reference = reference_of(before, released=released, day=day)
    scores = judged_day(reference, counts_of(found), alarms_a_year=ctx.rules.alarms_a_year)
    return [_watched(day, name, one, scores[name]) for name, one in found.items()]


def errors_to_keep(day: int, found: Squares | None) -> list[WatchedFeature]:
    """Of a day, as what is watched of it is kept; nothing of a day of which nothing is known."""
    return [] if found is None else [WatchedFeature(day, ERRORS, (float(found.count),), found.mean, found.spread)]


def usual_errors(ctx: OperationsContext, *, before: int) -> Squares | None:
    """Of the days before a moment, each of them by the release that answered on it."""
    until = before // DAY * DAY
    kept = [one for one in ctx.watched.days(since=until - USUAL, until=until) if one.feature == ERRORS]
    return together(
        Squares(one.mean, one.std, int(sum(one.counts))) for one in kept if one.mean is not None and one.std is not None
    )


def keep_watched(ctx: OperationsContext, day: int, found: Sequence[WatchedFeature]) -> None:
    ctx.watched.set_day(day, found)
    ctx.watched.forget(ctx.now - KEPT)


def findings_of_day(found: Sequence[WatchedFeature]) -> list[Finding]:
    return [_drifted(one) for one in found if one.drifted]


def findings_of_hour(hour: Hour) -> list[Finding]:
    if hour.count < LEAST_REQUESTS:
        return []
    made = []
    if hour.failing > MOST_FAILING:
        made.append(
            Finding(
                "requests:failing",
                "critical",
                f"{hour.failed} of {hour.count} requests of the last hour failed",
                "Look in the log for 'fault of the program', and at GET admin/requests?status=failed",
                "errors",
                round(hour.failing, PRECISE),
                MOST_FAILING,
            )
        )
    if hour.p95 > SLOW:
        made.append(
            Finding(
                "requests:slow",
                "warning",
                f"one request in twenty of the last hour took {hour.p95:.2f} s or longer",
                "Look at GET admin/requests?slower_than=1000 for what is slow",
                "slow",
                round(hour.p95, PRECISE),
                SLOW,
            )
        )
    return made


def findings_of_errors(version: str, now: Errors | None, usual: Squares | None) -> list[Finding]:
    if now is None or usual is None or now.rmse <= limit_of(usual, now):
        return []
    return [
        Finding(
            "quality:rmse",
            "warning",
            f"ratings lie {now.rmse:.2f} stars from what {version} expects, and used to lie {usual.rmse:.2f}",
            "Roll back if it began with the release, else train anew",
            "model-worse",
            round(now.rmse, PRECISE),
            round(limit_of(usual, now), PRECISE),
        )
    ]


def findings_of_crowds(found: Sequence[int]) -> list[Finding]:
    """found: how many accounts each crowd has that the newest training left out."""
    if not found:
        return []
    many = "as a crowd" if len(found) == 1 else f"in {len(found):,} crowds"
    one = "it" if len(found) == 1 else "each"
    return [
        Finding(
            "crowd:ratings",
            "warning",
            f"{sum(found):,} accounts rate alike, {many}; the newest training learned from one account of {one}",
            "Run 'matinee user crowds --data-dir HOME' for their names, and shut out all of those that are no people",
            "crowd",
            float(sum(found)),
        )
    ]


def _watched(day: int, name: str, one: Watched, score: Score | None) -> WatchedFeature:
    shape = one.shape
    return WatchedFeature(
        day,
        name,
        one.counts,
        shape.mean,
        shape.std,
        shape.skew,
        shape.kurtosis,
        shape.sparsity,
        None if score is None else score.psi,
        None if score is None else score.limit,
    )


def _drifted(one: WatchedFeature) -> Finding:
    says = one.feature in PREDICTIONS
    return Finding(
        f"drift:{one.feature}",
        "warning",
        f"{'what the models say' if says else 'what people do'} has changed: '{one.feature}'",
        "Compare the day with those before, see GET admin/drift; if it has lasted three days and is right, train anew",
        "prediction-drift" if says else "feature-drift",
        None if one.score is None else round(one.score, PRECISE),
        None if one.limit is None else round(one.limit, PRECISE),
    )
