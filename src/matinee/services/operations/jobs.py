"""Jobs: put down once, taken by one, done again where whoever took them went away."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from matinee.domain.errors import Conflict
from matinee.domain.jobs import Job, JobState, Schedule
from matinee.services.operations.context import OperationsContext

LONGEST_WORDS = 500
REQUEST = "request_id"
"""The argument that holds the id of the request by which a job was asked for."""


def put_down(ctx: OperationsContext, name: str, slot: str, *, arguments: Mapping[str, Any] | None = None) -> bool:
    """False where there is one of that name and slot already. arguments: what JSON can say, and nothing of a person."""
    return ctx.jobs.add(name, slot, due_at=ctx.now, arguments=arguments or {})


def slot_of(schedule: Schedule, now: int) -> str:
    return f"every:{now // schedule.every}"


def is_anything_due(ctx: OperationsContext, schedules: Sequence[Schedule]) -> bool:
    """Whether it is worth a write to look closer. names: of the jobs that the one who asks can do."""
    pairs = [(one.name, slot_of(one, ctx.now)) for one in schedules if one.every]
    return len(ctx.jobs.slots(pairs)) < len(pairs) or ctx.jobs.due([one.name for one in schedules], ctx.now)


def take_next(ctx: OperationsContext, schedules: Sequence[Schedule], *, holder: str) -> Job | None:
    """Puts down what the schedules say, gives up what has failed too often, and takes the one that is due longest."""
    put_down_due(ctx, schedules)
    ctx.jobs.give_up(ctx.now, most=ctx.rules.tries, said="whoever worked on it went away each time")
    return ctx.jobs.take(
        [one.name for one in schedules],
        holder=holder,
        now=ctx.now,
        lease_until=ctx.now + ctx.rules.lease,
        most=ctx.rules.tries,
    )


def put_down_due(ctx: OperationsContext, schedules: Sequence[Schedule]) -> None:
    schedules = [one for one in schedules if one.every]
    known: Collection[tuple[str, str]] = ctx.jobs.slots([(one.name, slot_of(one, ctx.now)) for one in schedules])
    for one in schedules:
        if (one.name, slot_of(one, ctx.now)) not in known:
            put_down(ctx, one.name, slot_of(one, ctx.now))


def keep_hold(ctx: OperationsContext, job: Job) -> None:
    """In every transaction of a job, first: Conflict where somebody else has taken it over since."""
    if not ctx.jobs.held(job.id, job.fence):
        raise taken_over(job)


def renew(ctx: OperationsContext, job: Job) -> None:
    if not ctx.jobs.renew(job.id, job.fence, ctx.now + ctx.rules.lease):
        raise taken_over(job)


def succeed(ctx: OperationsContext, job: Job, said: str) -> bool:
    """False where somebody else has taken it over since."""
    return _end(ctx, job, "done", said)


def fail(ctx: OperationsContext, job: Job, said: str) -> bool:
    """It is tried again later, unless it has been tried often enough."""
    if job.attempts >= ctx.rules.tries:
        return _end(ctx, job, "failed", said)
    wait = ctx.rules.back_off * 2 ** (job.attempts - 1)
    return _end(ctx, job, "waiting", said, due_at=ctx.now + wait)


def hand_back(ctx: OperationsContext, job: Job) -> bool:
    """Whoever works on it has to stop; somebody else may begin at once, and this try does not count."""
    return _end(ctx, job, "waiting", "handed back", due_at=ctx.now, attempts=job.attempts - 1)


def list_jobs(
    ctx: OperationsContext, *, before: int, count: int, name: str | None = None, state: JobState | None = None
) -> Sequence[Job]:
    """The newest first, below the id `before`."""
    return ctx.jobs.page(before=before, count=count, name=name, state=state)


def forget_old_jobs(ctx: OperationsContext) -> int:
    return ctx.jobs.forget_ended(ctx.now - ctx.rules.ended)


def taken_over(job: Job) -> Conflict:
    return Conflict(f"somebody else has taken over the job '{job.name}'", remedy="Leave it to them")


def _end(
    ctx: OperationsContext,
    job: Job,
    state: JobState,
    said: str,
    *,
    due_at: int | None = None,
    attempts: int | None = None,
) -> bool:
    return ctx.jobs.end(
        job.id,
        job.fence,
        state,
        said=said[:LONGEST_WORDS],
        at=ctx.now,
        due_at=job.due_at if due_at is None else due_at,
        attempts=job.attempts if attempts is None else attempts,
    )
