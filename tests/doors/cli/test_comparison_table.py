import io

import pytest
from rich.console import Console

from matinee.doors.cli.comparison_table import legend_of, show_result, with_range
from matinee.doors.cli.terminal import Terminal
from matinee.kit.progress import SILENT
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.make import make_split
from matinee.ops.runs.bench import bench
from matinee.ops.runs.result_files import ResultFile, Value
from matinee.ops.runs.specs import ModelSpec, read_specs
from matinee.wiring.context import open_context


@pytest.fixture(scope="module")
def result(world: Dataset) -> ResultFile:
    split = make_split(world, "weak")
    return bench(split, read_specs(["popular"], protocol="weak"), context=FitContext()).result


def shown(result: ResultFile, *, width: int = 160) -> tuple[str, str]:
    """What is answered, and what is noted beside it."""
    out, notes = Console(file=io.StringIO(), width=width), Console(file=io.StringIO(), width=160)
    show_result(Terminal(open_context(), out, notes, SILENT, quiet=False), result)
    assert isinstance(out.file, io.StringIO)
    assert isinstance(notes.file, io.StringIO)
    return out.file.getvalue(), notes.file.getvalue()


def test_a_figure_stands_with_its_range_where_it_has_one() -> None:
    assert with_range(Value(mean=0.25, low=0.2, high=0.3)) == "0.2500 (0.200 to 0.300)"
    assert with_range(Value(mean=0.25)) == "0.2500"
    assert with_range(Value(mean=None)) == ""


def test_doubts_about_the_split_and_failures_are_warned_of(result: ResultFile) -> None:
    broken = result.models["popular"].model_copy(update={"metrics": {}, "failed": "it broke"})
    changed = {"warnings": ["something leaks"], "models": {**result.models, "popular": broken}, "comparisons": []}

    answer, notes = shown(result.model_copy(update=changed))

    assert "popular_recent" in answer
    assert "popular " not in answer
    assert "warning: something leaks" in notes
    assert "warning: popular failed: it broke" in notes


def test_people_who_could_not_be_asked_are_counted(result: ResultFile) -> None:
    counts = {**result.split.counts, "people_left_out": 31}
    split = result.split.model_copy(update={"counts": counts})

    def told(one: ResultFile) -> bool:
        return any(line.startswith("31 people without a history") for line in legend_of(one))

    assert told(result.model_copy(update={"split": split}))
    assert not told(result)


def test_a_model_alone_is_level_with_nobody(world: Dataset) -> None:
    specs = [ModelSpec("popular", "popular", {})]
    alone = bench(make_split(world, "weak"), specs, context=FitContext()).result

    assert not [line for line in legend_of(alone) if line.startswith("level")]


@pytest.mark.parametrize("width", [160, 130, 110, 90, 80, 60, 40])
def test_on_a_narrow_terminal_no_name_or_number_is_broken(result: ResultFile, width: int) -> None:
    answer, _ = shown(result, width=width)

    for label, model in result.models.items():
        line = next(line for line in answer.splitlines() if line.split()[:1] == [label])
        assert f"{model.metrics['ndcg@10'].mean:.4f}" in line
    assert max(map(len, answer.splitlines()[1:])) <= width
    assert "\u2026" not in answer


def test_the_ranges_go_first_then_the_least_important_columns(result: ResultFile) -> None:
    wide, plain, narrow = (shown(result, width=width) for width in (160, 130, 80))

    assert (wide[0].count(" to "), plain[0].count(" to ")) == (3 * len(result.models), len(result.models))
    assert "peak MiB" in plain[0]
    assert "peak MiB" not in narrow[0]
    assert "Left out for want of room: peak MiB" in narrow[1]
    assert "Left out" not in wide[1] + plain[1]


def test_the_legend_says_how_small_a_difference_can_be_seen(result: ResultFile) -> None:
    smallest = max(one.smallest_detectable or 0.0 for one in result.comparisons)

    told = f"With {len(result.people)} people a difference from the best in ndcg@10 below {smallest:.2g} may go unseen."
    assert told in legend_of(result)


def test_a_split_that_draws_nothing_has_no_seed_to_tell(result: ResultFile) -> None:
    timed = result.split.model_copy(update={"seed": None})

    assert "seed" in legend_of(result)[0]
    assert "seed" not in legend_of(result.model_copy(update={"split": timed}))[0]
