"""What surrounds a fit: seed, device, deadline, somewhere to show progress and to put down how far it has come."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from matinee.domain.errors import OutOfTime
from matinee.kit import seeds
from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.core.checkpoint import Checkpoint
from matinee.lab.core.shelf import Shelf
from matinee.lab.data.splits.split import Stage

Item = TypeVar("Item")
Curves = dict[str, list[tuple[int, float]]]
"""By name, such as `loss` or `ndcg@10`: (step, value), in the order they were taken."""


class Listener(Protocol):
    """Whoever watches a fit: a tracker, or a tuner, which may end it by raising."""

    def point(self, curve: str, step: int, value: float) -> None: ...


class Nobody:
    """Watches nothing."""

    def point(self, curve: str, step: int, value: float) -> None:
        pass


@dataclass(frozen=True)
class FitReport:
    """What a fit took, and the curves it left. seconds: on the clock. processor_seconds: None where nobody counted."""

    seconds: float
    peak_mib: float
    seed: int
    curves: Curves = field(default_factory=dict)
    processor_seconds: float | None = None


@dataclass(frozen=True)
class FitContext:
    """deadline: a moment of `time.monotonic()`, or None. threads: 0 leaves the choice to the libraries.

    listener: is told every point of every curve. validate: how good the model is as it stands, higher is better, for
    models that learn step by step and stop when they get no better; None where nobody can tell, and a model that wants
    to know holds out some people itself. checkpoints: folder in which a fit that is killed leaves what it had, so that
    the same fit goes on from there; `checkpoint` is the one place of this fit, set by `Recommender.fit`.

    lesson: data to learn from and people with targets, never those of a test, on which a model made of models learns
    how far to trust each; None where there is none, and it holds out some people itself. shelf: where models that
    several ask for are kept. borrowed: what those took that came off the shelf, put down by `Recommender.fit_once`.
    """

    seed: int = 0
    device: str = "cpu"
    deadline: float | None = None
    threads: int = 0
    progress: Progress = SILENT
    listener: Listener = field(default_factory=Nobody)
    validate: Callable[[Any], float] | None = None
    checkpoints: Path | None = None
    checkpoint: Checkpoint | None = None
    lesson: Stage | None = None
    shelf: Shelf | None = None
    curves: Curves = field(default_factory=dict)
    borrowed: list[FitReport] = field(default_factory=list)

    def generator(self, purpose: str) -> np.random.Generator:
        return seeds.generator(self.seed, purpose)

    def track(self, items: Iterable[Item], *, label: str, total: float | None = None) -> Iterator[Item]:
        """The items one by one, shown as progress; ends with OutOfTime at the first item past the deadline."""
        for item in track(items, label=label, progress=self.progress, total=total):
            self.check_time(label)
            yield item

    def point(self, curve: str, step: int, value: float) -> None:
        """Puts down a point of a curve, and tells whoever watches."""
        self.curves.setdefault(curve, []).append((step, value))
        self.listener.point(curve, step, value)

    def check_time(self, doing: str) -> None:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise OutOfTime("the time allowed for the fit is over", where=doing, remedy="Allow more, or fit less")
