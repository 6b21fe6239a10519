"""Faults that a check of this folder must find: each changes the service it is called in, before that starts."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection

from matinee.adapters.storage import postgres, sqlite, writer
from matinee.adapters.storage.jobs import Jobs
from matinee.adapters.storage.library import Ratings
from matinee.adapters.storage.writer import Job, Writer, _settle
from matinee.domain.errors import Unreachable
from matinee.doors.worker.loop import Worker
from matinee.kit.breaker import Breaker
from matinee.kit.clock import SECOND
from matinee.services.accounts import answers
from matinee.services.operations.context import OperationRules
from matinee.services.recommending import answer


def answers_before_it_commits() -> None:
    """What the writer did is told before it is on the disk, and the disk takes its time."""
    does = Writer._do

    def do(self: Writer, connection: Connection, raw: Any, job: Job) -> None:
        does(self, connection, raw, job)
        job.loop.call_soon_threadsafe(_settle, [job])
        time.sleep(0.01)

    Writer._do = do


def forgets_keys() -> None:
    """A request that comes again is done again."""
    answers.answer_of = lambda *_: None
    answers.claim = lambda *_: True
    answers.keep = lambda *_, **__: None


def keeps_what_is_taken_away() -> None:
    """The history says that a rating was taken away, and the rating stays."""
    Ratings.remove = lambda self, account_id, title_id: None


def answers_whatever_the_disk_says() -> None:
    """A commit that the disk refuses is taken for done."""
    settled = writer._settle

    def settle(jobs: Sequence[Job]) -> None:
        for job in jobs:
            job.fault = None if isinstance(job.fault, Unreachable) or job.result is not None else job.fault
        settled(jobs)

    writer._settle = settle


def trusts_the_cache_of_the_system() -> None:
    """Commits are not waited for: what they wrote may be lost with the power."""
    weaker = [one.replace("synchronous = FULL", "synchronous = NORMAL") for one in sqlite.PRAGMAS]
    assert tuple(weaker) != sqlite.PRAGMAS
    sqlite.PRAGMAS = tuple(weaker)


def believes_the_server() -> None:
    """A commit is acknowledged when the server of PostgreSQL says so, also where it is set to say so early."""
    postgres.INSIST = "SELECT 1"


def asks_again_and_again() -> None:
    """What does not answer is asked by everybody, all the time."""
    Breaker.lets_out = lambda self: True


def forgets_what_is_hidden() -> None:
    """Answers show what somebody has rated or hidden."""
    answer._rows_of = lambda index, person: index.rows(np.empty(0, dtype=np.int64))


def forgets_what_it_was_doing() -> None:
    """Whoever takes a job says that it is done, and then begins with it."""
    takes = Jobs.take

    def take(self: Jobs, *given: Any, **asked: Any) -> Any:
        job = takes(self, *given, **asked)
        if job is not None:
            ended = {"said": "", "at": asked["now"], "due_at": job.due_at, "attempts": job.attempts}
            self.end(job.id, job.fence, "done", **ended)
        return job

    Jobs.take = take
    Jobs.held = lambda self, job_id, fence: True


def hurries() -> None:
    """No fault: a job belongs to whoever died for a second and not for a minute, and workers look all the time. Else a
    check would mostly wait."""
    rules, worker = OperationRules.__init__, Worker.__init__
    rules.__defaults__ = (SECOND, 5, SECOND, *(rules.__defaults__ or ())[3:])
    worker.__defaults__ = (0.05, *(worker.__defaults__ or ())[1:])
