"""What surrounds a fit: seed, device, deadline, and somewhere to show progress."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from matinee.domain.errors import OutOfTime
from matinee.kit import seeds
from matinee.kit.progress import SILENT, Progress, track

Item = TypeVar("Item")


@dataclass(frozen=True)
class FitContext:
    """deadline: a moment of `time.monotonic()`, or None. threads: 0 leaves the choice to the libraries."""

    seed: int = 0
    device: str = "cpu"
    deadline: float | None = None
    threads: int = 0
    progress: Progress = SILENT

    def generator(self, purpose: str) -> np.random.Generator:
        return seeds.generator(self.seed, purpose)

    def track(self, items: Iterable[Item], *, label: str, total: float | None = None) -> Iterator[Item]:
        """The items one by one, shown as progress; ends with OutOfTime at the first item past the deadline."""
        for item in track(items, label=label, progress=self.progress, total=total):
            self.check_time(label)
            yield item

    def check_time(self, doing: str) -> None:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise OutOfTime("the time allowed for the fit is over", where=doing, remedy="Allow more, or fit less")


@dataclass(frozen=True)
class FitReport:
    """What a fit took."""

    seconds: float
    peak_mib: float
    seed: int
