"""Remembering runs: what a tracker is told while work is done, and what can be asked of it afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, get_args

RunKind = Literal["train", "tune", "bench", "trial", "judged"]
"""A trial stands inside a `tune`, and a judged model inside a `bench`."""
KINDS: tuple[RunKind, ...] = get_args(RunKind)
INNER: tuple[RunKind, ...] = ("trial", "judged")
Status = Literal["running", "finished", "failed", "stopped"]
"""stopped: ended before its time, by a person, a deadline, or a tuner that saw no hope in it."""

Plain = str | int | float | bool | None


@dataclass(frozen=True)
class NewRun:
    """A run about to begin. settings: what decides its outcome. facts: everything else that is known beforehand, such
    as fingerprints of data, the version of the code and the machine."""

    kind: RunKind
    name: str
    model: str = ""
    settings: Mapping[str, Plain] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


class Run(Protocol):
    """A run that goes on, at one tracker. Any call may fail; whoever calls must not."""

    @property
    def id(self) -> str:
        """What the tracker knows it by."""
        ...

    def point(self, curve: str, step: int, value: float) -> None: ...

    def figures(self, values: Mapping[str, float]) -> None: ...

    def facts(self, values: Mapping[str, str]) -> None: ...

    def keep(self, name: str, text: str) -> None:
        """A small text file that belongs to the run."""
        ...

    def end(self, status: Status) -> None: ...


class Tracker(Protocol):
    """Somewhere runs are remembered. Nothing is opened before the first run."""

    def start(self, run: NewRun, *, inside: Run | None = None) -> Run:
        """inside: the run, made by this tracker, that the new one is a part of."""
        ...


@dataclass(frozen=True)
class PastRun:
    """A run that was remembered. seconds: how long it took, None while it goes on. kept: names of its files. place:
    where these lie. curves: (step, value) by name; empty, as `kept` and `parts` are, in a list of runs."""

    id: str
    kind: str
    name: str
    model: str
    status: Status
    started: datetime
    seconds: float | None
    settings: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    curves: Mapping[str, Sequence[tuple[int, float]]] = field(default_factory=dict)
    kept: Sequence[str] = ()
    place: str = ""
    parts: Sequence["PastRun"] = ()


class RunStore(Protocol):
    """A tracker that can be asked."""

    def runs(self, *, kind: RunKind | None = None, model: str | None = None, limit: int = 20) -> list[PastRun]:
        """Newest first. Without a kind, parts of other runs are left out; with a model, judged models are not."""
        ...

    def find(self, id: str) -> PastRun:  # noqa: A002  the word people use
        """The run whose id begins so, with everything known of it; UnknownName where none or several do."""
        ...
