"""What choosing settings on the tuning stage gives, and what a comparison asks of whoever chooses."""

from dataclasses import dataclass
from typing import Protocol

from matinee.ops.runs.result_files import Tuning
from matinee.ops.runs.specs import ModelSpec

TRIALS = 40


@dataclass(frozen=True)
class Tuned:
    """A spec with the settings that did best, and how they were found; None where there was nothing to choose."""

    spec: ModelSpec
    tuning: Tuning | None


class Tuner(Protocol):
    """Chooses settings of a model; what it may look at was decided when it was made."""

    def __call__(self, spec: ModelSpec) -> Tuned: ...
