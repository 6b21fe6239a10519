from typing import Any

import pytest

from matinee.ops.reports.reasons_section import by_split, missed, reliability_picture, section
from tests.ops.reports.audits import audited


def test_each_audit_has_its_tables_from_the_file_alone() -> None:
    page = section([audited()])

    assert "### board-R-1" in page
    assert (
        "`matinee fidelity --split board-R.npz --models svd,bias`, version 0.0, seed 3; 10 people of the test" in page
    )
    assert (
        "| `svd` | arithmetic | 98.0% (96% to 100%) | 100.0% | 100.0% | 100.0% | 100.0% | 40.0% | 100.0% | 90.0% |"
        in page
    )
    assert "| `bias` | removal | 0.0% |  |  |  |  |  |  |  |" in page
    assert "| `svd` | 1,000 | 0.0100 | 0.1800 | 0.2500 | 90.0% (89% to 91%) | 2.50 |" in page
    assert "| `svd` |  |  | 30.0% |  |  |  |  | 70.0% |  |  |" in page
    assert "Outside the targets" not in page
    assert section([audited()]) == page


def test_audits_stand_in_the_order_of_their_splits_with_the_pictures_of_those_that_have_one() -> None:
    page = section([audited(name="b"), audited(name="a")], {"a": "pictures/a.png"})

    assert page.index("### a") < page.index("](pictures/a.png)") < page.index("### b")
    assert page.count("![") == 1


def test_audits_of_one_split_share_a_table_and_each_tells_how_it_was_made() -> None:
    first, second = audited(), audited()
    second = second.model_copy(
        update={"command": "matinee fidelity --models ials", "models": {"ials": first.models["svd"]}}
    )

    page = section([first, second])

    assert page.count("### board-R-1") == 1
    assert page.index("- `matinee fidelity --models ials`") < page.index("- `matinee fidelity --split board-R.npz")
    assert [list(one.models) for one in by_split([first, second])] == [["ials", "svd", "bias"]]


@pytest.mark.parametrize(
    ("off", "told"),
    [
        ({}, []),
        ({"strongest": 0.94}, ["`svd`: without the cited title it falls in 94.0%, not 95%"]),
        ({"control": 0.51}, ["`svd`: without an uncited title it falls in 51.0%, not at most 50%"]),
        ({"error": 0.06}, ["`svd`: the calibration error is 0.0600, not at most 0.05"]),
        ({"held": 0.87}, ["`svd`: the 90 % intervals hold 87.0% (89% to 91%), not 88% to 92%"]),
        ({"held": 0.93}, ["`svd`: the 90 % intervals hold 93.0% (89% to 91%), not 88% to 92%"]),
    ],
)
def test_what_misses_a_target_is_said(off: dict[str, Any], told: list[str]) -> None:
    assert missed(audited(**off)) == told
    assert all(f"- Outside the targets: {one}." in section([audited(**off)]) for one in told)


def test_the_picture_holds_what_was_said_against_what_came_true() -> None:
    picture = reliability_picture(audited())

    assert picture is not None
    drawn = picture.chart.to_dict()["layer"][1]["data"]["values"]
    assert [(row["label"], row["said"], row["true"]) for row in drawn] == [("svd", 0.25, 0.3), ("svd", 0.75, 0.7)]


def test_where_nothing_was_said_there_is_no_picture() -> None:
    silent = audited()
    models = {label: model.model_copy(update={"confidence": None}) for label, model in silent.models.items()}

    assert reliability_picture(silent.model_copy(update={"models": models})) is None
