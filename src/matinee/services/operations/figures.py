"""Figures of the house: worked out by a job from what is kept, and told alike by every process.

Only those count who agree to statistics, and every figure is of the whole house.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matinee.domain.alerts import ALERT_LEVELS
from matinee.domain.jobs import Schedule
from matinee.domain.life import HouseFigure, Life
from matinee.domain.watching import BOUNDS, RequestHour
from matinee.kit.clock import DAY, HOUR, MINUTE, SECOND
from matinee.ops.watching.accuracy import Errors, Squares, limit_of
from matinee.ops.watching.quality import Quality
from matinee.services.operations.context import OperationsContext

SPAN = 7 * DAY
"""That most figures are of."""
USUAL = 28 * DAY
"""The days before, by which it is seen what is usual."""
MOST_SLATES, MOST_EVENTS, MOST_JUDGED = 20_000, 200_000, 2_000
GAP = 30 * MINUTE
"""Between two requests of somebody, after which the next is another visit."""
RETENTION = (1, 7, 30)
COHORT = 30 * DAY
"""People whose accounts began in so many days are followed together."""


@dataclass(frozen=True)
class Hour:
    """The requests of the last hour. p95: seconds."""

    count: int = 0
    failed: int = 0
    p95: float = 0.0

    @property
    def failing(self) -> float:
        return self.failed / self.count if self.count else 0.0


def read_life(ctx: OperationsContext, *, since: int, until: int, most: int = MOST_SLATES) -> Life:
    """What was shown in a span, and all that came of it until now."""
    assumed = ctx.rules.assumed
    return Life(
        ctx.life.shown(since=since, until=until, most=most, assumed=assumed),
        ctx.life.told(since=since, until=until, assumed=assumed),
        ctx.life.rated(since=since, until=ctx.now, most=MOST_EVENTS, assumed=assumed),
        ctx.life.seen(since=since, until=ctx.now, most=MOST_EVENTS, assumed=assumed),
    )


def requests_lately(ctx: OperationsContext) -> Hour:
    """Of the last hour, as far as requests are kept."""
    return added_up(ctx.requests.in_hour(ctx.now - HOUR))


def added_up(found: Sequence[RequestHour]) -> Hour:
    count = sum(one.count for one in found)
    if not count:
        return Hour()
    classes = [sum(one.classes[at] for one in found) for at in range(len(BOUNDS) + 1)]
    together = RequestHour(0, "", "", 0, count, 0.0, max(one.slowest for one in found), classes)
    failed = sum(one.count for one in found if one.status >= 500)
    return Hour(count, failed, together.quantile(0.95) / 1000)


def figures_of_people(ctx: OperationsContext) -> list[HouseFigure]:
    """Visits, who is active, and who came back."""
    visits, together = ctx.life.visits(since=ctx.now - DAY, until=ctx.now, gap=GAP)
    made = [HouseFigure("matinee_visit_seconds", together / visits / SECOND)] if visits else []
    assumed = ctx.rules.assumed
    for days in RETENTION:
        active = ctx.life.active(since=ctx.now - days * DAY, until=ctx.now, assumed=assumed)
        made.append(HouseFigure("matinee_active_users", float(active), {"days": str(days)}))
        until = ctx.now - days * DAY
        came, stayed = ctx.life.came_back(days=days, since=until - COHORT, until=until, day=DAY, assumed=assumed)
        if came:
            made.append(HouseFigure("matinee_user_retention_ratio", stayed / came, {"days": str(days)}))
    return made


def figures_of_quality(found: Quality, *, watch_value: float) -> list[HouseFigure]:
    made = [
        HouseFigure("matinee_recommendation_click_ratio", one.ratio, {"model": model, "position": position})
        for (model, position), one in found.clicks.items()
    ]
    made += [HouseFigure("matinee_precision_at_k_ratio", one, {"k": str(k)}) for k, one in found.precision.items()]
    if found.satisfaction is not None:
        made.append(HouseFigure("matinee_user_satisfaction_score", found.satisfaction))
    if found.slates:
        made += [
            HouseFigure("matinee_recommendation_conversion_ratio", found.converted),
            HouseFigure("matinee_recommendation_value", watch_value * found.watches / found.slates),
            HouseFigure("matinee_catalogue_coverage_ratio", found.coverage),
            HouseFigure("matinee_long_tail_ratio", found.tail),
            HouseFigure("matinee_genre_gini_ratio", found.gini),
        ]
    return made


def figures_of_errors(version: str, now: Errors | None, usual: Squares | None) -> list[HouseFigure]:
    if now is None:
        return []
    labels = {"model": version}
    made = [
        HouseFigure("matinee_model_rmse_stars", now.rmse, labels),
        HouseFigure("matinee_model_mae_stars", now.mae, labels),
    ]
    if usual is not None:
        made += [
            HouseFigure("matinee_model_rmse_usual_stars", usual.rmse, labels),
            HouseFigure("matinee_model_rmse_limit_stars", limit_of(usual, now), labels),
        ]
    return made


def figures_of_drift(ctx: OperationsContext) -> list[HouseFigure]:
    """Of the last day that was watched, where it could be compared with anything."""
    last = ctx.watched.last()
    found = [] if last is None else ctx.watched.days(since=last, until=last + DAY)
    return [
        HouseFigure(name, value, {"feature": one.feature})
        for one in found
        if one.score is not None and one.limit is not None
        for name, value in (("matinee_feature_drift_psi", one.score), ("matinee_feature_drift_limit_psi", one.limit))
    ]


def keep_figures(ctx: OperationsContext, found: Sequence[HouseFigure]) -> None:
    ctx.figures.keep(found, ctx.now)


def figures_now(ctx: OperationsContext, schedules: Sequence[Schedule], *, begun: int) -> list[HouseFigure]:
    """What is to be told of the house whichever process is asked: figures as they were last worked out, the last day
    that was watched, jobs and alerts as they are. begun: when this process began, from which on a job is
    expected that was never put down."""
    done, first = ctx.life.last_done(), ctx.life.first_put_down()
    made = [*ctx.figures.all(), *figures_of_drift(ctx), *_jobs(schedules, done, first, begun)]
    counts = ctx.alerts.counts()
    made += [HouseFigure("matinee_alerts", float(counts.get(level, 0)), {"level": level}) for level in ALERT_LEVELS]
    at = ctx.figures.at()
    if at is not None:
        made.append(HouseFigure("matinee_figures_timestamp_seconds", at / SECOND))
    return made


def _jobs(
    schedules: Sequence[Schedule], done: Mapping[str, int], first: Mapping[str, int], begun: int
) -> list[HouseFigure]:
    made = []
    for one in schedules:
        labels = {"job_name": one.name}
        if one.name in done:
            made.append(HouseFigure("matinee_job_last_success_timestamp_seconds", done[one.name] / SECOND, labels))
        if not one.every:
            continue  # done only where somebody asks for it, so that it is never late
        expected = done.get(one.name, first.get(one.name, begun)) + one.every
        made.append(HouseFigure("matinee_job_expected_timestamp_seconds", expected / SECOND, labels))
        made.append(HouseFigure("matinee_job_interval_seconds", one.every / SECOND, labels))
    return made
