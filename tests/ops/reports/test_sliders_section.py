import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.reports.sliders_section import named, section
from matinee.ops.runs.sliders import measure_sliders
from matinee.ops.runs.sliders_file import SlidersFile
from matinee.ops.runs.specs import ModelSpec


@pytest.fixture(scope="module")
def result() -> SlidersFile:
    split = make_split(checkerboard(people=60).data, "weak")
    return measure_sliders(split, ModelSpec("popular", "popular", {}), context=FitContext(), strengths=(0.5,))


def test_nothing_measured_is_nothing_said() -> None:
    assert section([]) == ""


def test_every_strength_has_a_row_and_the_untouched_order_has_one(result: SlidersFile) -> None:
    text = section([result])
    rows = [
        line
        for line in text.splitlines()
        if line.startswith(("| none", "| obscure", "| new", "| surp", "| div", "| own"))
    ]
    assert len(rows) == len(result.points) == 10
    assert sum(row.startswith("| none | +0 |") for row in rows) == 1
    assert "| diverse | -0.5 |" in text


def test_the_page_shows_the_picture_that_is_drawn(result: SlidersFile) -> None:
    ((name, picture),) = named([result])
    assert f"![{picture.about}](pictures/{name})" in section([result])
    drawn = str(picture.chart.to_dict())
    assert all(str(point.metrics["ndcg@10"].mean) in drawn for point in result.points)
