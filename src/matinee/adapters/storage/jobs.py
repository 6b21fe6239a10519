"""Jobs, each taken by one."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, or_, select, tuple_, update

from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.operations import jobs
from matinee.domain.jobs import Job, JobState

JOB = (
    jobs.c.id,
    jobs.c.name,
    jobs.c.slot,
    jobs.c.state,
    jobs.c.due_at,
    jobs.c.attempts,
    jobs.c.fence,
    jobs.c.holder,
    jobs.c.lease_until,
    jobs.c.begun_at,
    jobs.c.ended_at,
    jobs.c.said,
    jobs.c.arguments,
)

FREE, OTHER = jobs.alias("free"), jobs.alias("other")


class Jobs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, slot: str, *, due_at: int, arguments: Mapping[str, Any]) -> bool:
        row = {"name": name, "slot": slot, "state": "waiting", "due_at": due_at, "arguments": dict(arguments)}
        asked = insert_into(self._connection, jobs).values(**row, attempts=0, fence=0)
        return self._connection.execute(asked.on_conflict_do_nothing(index_elements=["name", "slot"])).rowcount == 1

    def slots(self, pairs: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        asked = select(jobs.c.name, jobs.c.slot).where(tuple_(jobs.c.name, jobs.c.slot).in_(pairs))
        return {(row[0], row[1]) for row in self._connection.execute(asked)}

    def due(self, names: Collection[str], now: int) -> bool:
        asked = select(FREE.c.id).where(_free(names, now)).limit(1)
        return self._connection.execute(asked).first() is not None

    def take(self, names: Collection[str], *, holder: str, now: int, lease_until: int, most: int) -> Job | None:
        first = (
            select(FREE.c.id)
            .where(_free(names, now), FREE.c.attempts < most)
            .order_by(FREE.c.due_at, FREE.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        asked = (
            update(jobs)
            .where(jobs.c.id == first)
            .values(
                state="running",
                holder=holder,
                lease_until=lease_until,
                begun_at=now,
                ended_at=None,
                attempts=jobs.c.attempts + 1,
                fence=jobs.c.fence + 1,
            )
            .returning(*JOB)
        )
        row = self._connection.execute(asked).first()
        return None if row is None else Job(*row)

    def renew(self, job_id: int, fence: int, lease_until: int) -> bool:
        asked = update(jobs).where(_held(job_id, fence)).values(lease_until=lease_until)
        return self._connection.execute(asked).rowcount == 1

    def held(self, job_id: int, fence: int) -> bool:
        asked = select(jobs.c.id).where(_held(job_id, fence)).with_for_update()
        return self._connection.execute(asked).first() is not None

    def end(self, job_id: int, fence: int, state: JobState, *, said: str, at: int, due_at: int, attempts: int) -> bool:
        ended = {"state": state, "said": said, "ended_at": at, "due_at": due_at, "attempts": attempts}
        asked = update(jobs).where(_held(job_id, fence)).values(**ended, holder=None, lease_until=None)
        return self._connection.execute(asked).rowcount == 1

    def give_up(self, now: int, *, most: int, said: str) -> int:
        lost = and_(jobs.c.state == "running", jobs.c.lease_until < now, jobs.c.attempts >= most)
        ended = {"state": "failed", "said": said, "ended_at": now, "holder": None, "lease_until": None}
        return self._connection.execute(update(jobs).where(lost).values(**ended)).rowcount

    def page(self, *, before: int, count: int, name: str | None, state: JobState | None) -> Sequence[Job]:
        asked = select(*JOB).where(jobs.c.id < before).order_by(jobs.c.id.desc()).limit(count)
        if name is not None:
            asked = asked.where(jobs.c.name == name)
        if state is not None:
            asked = asked.where(jobs.c.state == state)
        return [Job(*row) for row in self._connection.execute(asked)]

    def forget_ended(self, before: int) -> int:
        asked = delete(jobs).where(jobs.c.state.in_(("done", "failed")), jobs.c.ended_at < before)
        return self._connection.execute(asked).rowcount


def _held(job_id: int, fence: int) -> Any:
    return and_(jobs.c.id == job_id, jobs.c.fence == fence, jobs.c.state == "running")


def _free(names: Collection[str], now: int) -> Any:
    """Waiting and due, or left by somebody; and no other of the name is being worked on."""
    busy = select(OTHER.c.id).where(OTHER.c.name == FREE.c.name, OTHER.c.state == "running", OTHER.c.lease_until >= now)
    waiting = and_(FREE.c.state == "waiting", FREE.c.due_at <= now)
    left = and_(FREE.c.state == "running", FREE.c.lease_until < now)
    return and_(FREE.c.name.in_(names), or_(waiting, left), ~busy.exists())
