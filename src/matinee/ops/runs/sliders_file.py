"""The file that `matinee sliders --json` leaves behind."""

from pathlib import Path
from typing import Any, Literal

from matinee.ops.runs.json_files import read_left
from matinee.ops.runs.result_files import Machine, Number, Part, SplitFacts, Value

ALL_AT_REST = "none"


class Setting(Part):
    """What slates are like with one slider at one strength. slider: ALL_AT_REST for the untouched order. metrics: by
    name; beside those of a comparison year@10, the mean year of a slate, and mix_error@10, its distance from the
    person's own mix of genres. difference: of ndcg@10 from the untouched order, paired over people. milliseconds: of
    filling one slate, the median."""

    slider: str
    strength: float
    metrics: dict[str, Value]
    difference: Value | None
    milliseconds: Number


class SlidersFile(Part):
    """diversity_by: what ild@10 compares titles by. pool: titles that compete for a slate."""

    format: Literal["sliders 1"] = "sliders 1"
    command: str
    version: str
    machine: Machine
    split: SplitFacts
    people: int
    seed: int
    model: str
    settings: dict[str, Any]
    diversity_by: str
    pool: int
    points: list[Setting]

    def of(self, slider: str) -> list[Setting]:
        """The points of one slider from its lowest strength, the untouched order among them."""
        found = [point for point in self.points if point.slider in {slider, ALL_AT_REST}]
        return sorted(found, key=lambda point: point.strength)

    @property
    def sliders(self) -> list[str]:
        return list(dict.fromkeys(point.slider for point in self.points if point.slider != ALL_AT_REST))


def read_sliders(path: Path) -> SlidersFile:
    """The result of a file, or BadData saying what is wrong with it."""
    return read_left(SlidersFile, path, what="a result of 'matinee sliders'")
