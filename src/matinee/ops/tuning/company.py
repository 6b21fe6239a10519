"""Several processes at work on one study. What they share is its file, and nothing else."""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from matinee.kit.progress import SILENT, Progress
from matinee.lab.core.context import FitContext
from matinee.lab.core.threads import thread_count
from matinee.ops.tuning.measure import Measure
from matinee.ops.tuning.search import Problem, Share, Told, nobody, search
from matinee.ops.tuning.space import Space
from matinee.ops.tuning.study import Study

GLANCE = 0.5
"""Seconds between two looks at how far the others are."""

Open = Callable[[Problem], AbstractContextManager[Study]]
"""Opens the study anew, in another process."""


@dataclass(frozen=True)
class Job:
    """What a process is sent. seconds: it has left, None where time is no matter."""

    problem: Problem
    measure: Measure
    share: Share
    open: Open
    seed: int
    device: str
    threads: int
    seconds: float | None


def search_in_company(
    study: Study,
    problem: Problem,
    *,
    jobs: int,
    total: int,
    open: Open,  # noqa: A002
    measure: Measure,
    context: FitContext,
    told: Told = nobody,
    progress: Progress = SILENT,
) -> None:
    """Deals the trials that are left to so many processes, each with its part of the threads."""
    before = {record.number for record in study.records()}
    left = max(total - len(before), 0)
    counts = [len(range(number, left, jobs)) for number in range(jobs)]
    made = [
        Job(
            problem=problem,
            measure=measure,
            share=Share(total, count, os.getpid(), desk),
            open=open,
            seed=context.seed,
            device=context.device,
            threads=max(thread_count(context.threads) // jobs, 1),
            seconds=None if context.deadline is None else context.deadline - time.monotonic(),
        )
        for desk, count in enumerate(counts)
        if count
    ]
    progress.start(f"tuning {problem.spec.label}", left)
    spawn = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(jobs, mp_context=spawn) as pool:
            futures = [pool.submit(work, job) for job in made]
            _watch(study, futures, before, told=told, progress=progress)
    finally:
        progress.finish()


def work(job: Job) -> None:
    """The part of one process."""
    deadline = None if job.seconds is None else time.monotonic() + job.seconds
    context = FitContext(seed=job.seed, device=job.device, deadline=deadline, threads=job.threads)
    with threadpool_limits(job.threads), job.open(job.problem) as study:
        space = Space(job.problem.spec)
        search(study, job.problem, job.share, measure=job.measure, space=space, context=context)


def _watch(study: Study, futures: list[Future[None]], known: set[int], *, told: Told, progress: Progress) -> None:
    """Tells of every trial that has ended, until all processes have; what one of them raises goes up."""
    while True:
        done, busy = wait(futures, timeout=GLANCE)
        for record in study.records():
            if record.number not in known and record.state != "running":
                known.add(record.number)
                progress.advance()
                told(record)
        if not busy:
            break
    for future in done:
        future.result()
