from pathlib import Path

import pytest

from matinee.ops.reports.learning_curves import best_step, curves_about, curves_chart, curves_in_words
from matinee.ops.reports.picture_files import write_picture
from matinee.ops.reports.pictures import drawn

CURVES = {
    "loss": [(1, 3.0), (2, 2.0), (3, 1.5), (4, 1.2)],
    "validation": [(1, 0.10), (2, 0.25), (3, 0.30), (4, 0.28)],
}


def test_the_best_step_is_where_validation_was_highest_and_not_where_the_loss_was_lowest() -> None:
    best = best_step(CURVES)

    assert best is not None
    assert (best.curve, best.step, best.value) == ("validation", 3, 0.30)


def test_errors_are_best_where_they_are_lowest_and_the_earlier_of_equals_counts() -> None:
    best = best_step({"rmse": [(1, 0.95), (2, 0.91), (3, 0.91)]})

    assert best is not None
    assert best.step == 2


@pytest.mark.parametrize("curves", [{}, {"validation": []}, {"loss": [(1, 2.0)]}])
def test_without_anything_held_out_there_is_no_best_step(curves) -> None:
    assert best_step(curves) is None


def test_curves_are_told_in_words() -> None:
    assert curves_in_words(CURVES) == [
        "loss: 4 points, 3 at step 1 to 1.2 at step 4",
        "validation: 4 points, 0.1 at step 1 to 0.28 at step 4",
        "Best at step 3: validation 0.3",
    ]
    assert len(curves_in_words({})) == 1
    assert "no curves" in curves_in_words({})[0].lower()


def test_every_curve_is_drawn_under_its_name_and_the_best_step_is_marked() -> None:
    picture = drawn(curves_chart(CURVES), curves_about(CURVES))

    assert ">loss<" in picture
    assert ">validation<" in picture
    assert ">best: step 3<" in picture
    assert "best" not in drawn(curves_chart({"loss": CURVES["loss"]}), "")


def test_one_point_is_enough_to_draw(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", curves_chart({"loss": [(1, 2.0)]}), title="", about="")

    assert (tmp_path / "a.png").stat().st_size > 1000
