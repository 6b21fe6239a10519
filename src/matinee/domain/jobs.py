"""Work that is done beside the requests: what is to be done, when, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

JobState = Literal["waiting", "running", "done", "failed"]
JOB_STATES: tuple[JobState, ...] = get_args(JobState)


@dataclass(frozen=True)
class Schedule:
    """every: microseconds. A job of that name is due once in each such span, counted from 1970 on, however many
    processes look; what was missed while nobody looked is done once. 0: only where somebody asks for it."""

    name: str
    every: int


@dataclass(frozen=True)
class Job:
    """slot: what makes it this one and no other of its name; two with one slot are one. fence: grows each time that
    somebody takes it, so that whoever has lost it cannot end it. said: what came of it, in words."""

    id: int
    name: str
    slot: str
    state: JobState
    due_at: int
    attempts: int = 0
    fence: int = 0
    holder: str | None = None
    lease_until: int | None = None
    begun_at: int | None = None
    ended_at: int | None = None
    said: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
