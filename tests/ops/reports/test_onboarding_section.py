import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.reports.onboarding_section import named, section
from matinee.ops.runs.onboarding import measure_onboarding
from matinee.ops.runs.onboarding_file import OnboardingFile
from matinee.ops.runs.specs import ModelSpec


@pytest.fixture(scope="module")
def result() -> OnboardingFile:
    split = make_split(checkerboard(people=100).data, "strong")
    specs = [ModelSpec("newcomer", "newcomer", {"factors": 4}), ModelSpec("popular", "popular", {})]
    return measure_onboarding(split, specs, context=FitContext(), counts=(1, 2))


def test_nothing_measured_is_nothing_said() -> None:
    assert section([]) == ""


def test_every_point_and_gap_has_its_row_but_popular_titles_have_one(result: OnboardingFile) -> None:
    rows = [line for line in section([result]).splitlines() if line.startswith(("| 1 |", "| 2 |", "| all |"))]
    same = [point for point in result.points if point.by == "popular" and point.way != "whole"]
    assert len(rows) == len(result.points) - len(same) + len(result.gaps)
    whole = result.point("whole", "newcomer", None)
    assert whole is not None
    assert f"| all | whole | `newcomer` | {whole.mean:.4f}" in section([result])


def test_the_page_shows_the_picture_that_is_drawn(result: OnboardingFile) -> None:
    ((name, picture),) = named([result])
    assert f"![{picture.about}](pictures/{name})" in section([result])
    drawn = str(picture.chart.to_dict())
    point = result.point("grid", "answers", 1)
    assert point is not None
    assert str(point.mean) in drawn
