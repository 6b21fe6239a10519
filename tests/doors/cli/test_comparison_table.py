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


def shown(result: ResultFile) -> tuple[str, str]:
    """What is answered, and what is noted beside it."""
    out, notes = (Console(file=io.StringIO(), width=160) for _ in range(2))
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
