from pathlib import Path

import pytest

from matinee.ops.reports.loop_figures import (
    CLOSE,
    NOTHING_YET,
    OPEN,
    LoopFigure,
    filled,
    read_figures,
    table,
    write_figures,
)


def figure(row: str, what: str = "alarms", value: float = 0.05, **more: float) -> LoopFigure:
    return LoopFigure.model_validate({"row": row, "what": what, "value": value, "trials": 1_000, "seed": 7} | more)


def test_a_figure_holds_between_its_bounds() -> None:
    assert figure("E1").holds
    assert figure("E1", low=0.05, high=0.05).holds
    assert not figure("E1", low=0.06).holds
    assert not figure("E1", high=0.04).holds


def test_figures_take_the_place_of_those_of_the_same_name_and_stand_in_the_order_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "loop.json"
    assert read_figures(path) == []
    write_figures(path, [figure("E10"), figure("E2"), figure("L1")])
    write_figures(path, [figure("E2", value=0.5), figure("E2", what="power")])
    assert [(one.row, one.what, one.value) for one in read_figures(path)] == [
        ("E2", "alarms", 0.5), ("E2", "power", 0.05), ("E10", "alarms", 0.05), ("L1", "alarms", 0.05),
    ]  # fmt: skip


def test_each_block_of_a_page_shows_its_rows_and_the_rest_of_the_page_stays() -> None:
    page = f"a\n\n{OPEN.format(rows='E1 E3')}\nstale\n{CLOSE}\n\nb\n\n{OPEN.format(rows='E9')}\n{CLOSE}\nc\n"
    made = filled(page, [figure("E1"), figure("E2"), figure("E3", low=0.01, high=0.1), figure("E4", high=1)])
    assert made.startswith("a\n")
    assert made.endswith("c\n")
    assert "| E1 | alarms | 0.05 | told, no bar | 1,000 | 7 |  |" in made
    assert "| E3 | alarms | 0.05 | 0.01 to 0.1 |" in made
    assert "E2" not in made
    assert "stale" not in made
    assert NOTHING_YET in made
    assert filled(made, []).count(NOTHING_YET) == 2
    assert "at least 0.01" in table([figure("E1", low=0.01)])


def test_a_block_that_is_never_closed_is_a_fault() -> None:
    with pytest.raises(ValueError, match="never closed"):
        filled(OPEN.format(rows="E1"), [])
