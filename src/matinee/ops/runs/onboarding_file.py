"""The file that `matinee onboarding --json` leaves behind."""

from pathlib import Path
from typing import Any, Literal

from matinee.ops.runs.json_files import read_left
from matinee.ops.runs.result_files import Machine, Number, Part, SplitFacts, Value

Way = Literal["grid", "popular", "random", "whole"]
GRID: Way = "grid"
POPULAR: Way = "popular"
RANDOM: Way = "random"
WHOLE: Way = "whole"


class Point(Value):
    """A metric after some answers; None stands for the whole history. way: how the titles came to be answered. by:
    what made the lists. of_whole: as a share of the best that any of the models makes of whole histories. shown: titles
    put before a person until then. reached: the share of people who gave that many answers; the others count with those
    they gave."""

    way: Way
    by: str
    answers: int | None
    metric: str
    of_whole: Number
    shown_mean: Number = None
    shown_median: Number = None
    reached: Number = None


class Gap(Value):
    """The grid less another way, at the same number of answers. p_holm: p_t after Holm over the gaps of the file."""

    answers: int
    against: Way
    by: str
    p_t: Number
    p_holm: Number


class OnboardingFile(Part):
    """people: of the split, who were asked: those whose history is long enough for the largest number of answers."""

    format: Literal["onboarding 1"] = "onboarding 1"
    command: str
    version: str
    machine: Machine
    split: SplitFacts
    people: int
    seed: int
    settings: dict[str, dict[str, Any]]
    points: list[Point]
    gaps: list[Gap]

    def point(self, way: Way, by: str, answers: int | None) -> Point | None:
        found = (one for one in self.points if (one.way, one.by, one.answers) == (way, by, answers))
        return next(found, None)


def read_onboarding(path: Path) -> OnboardingFile:
    """The result of a file, or BadData saying what is wrong with it."""
    return read_left(OnboardingFile, path, what="a result of 'matinee onboarding'")
