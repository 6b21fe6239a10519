from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.sliders import measure_sliders
from matinee.ops.runs.sliders_file import read_sliders
from matinee.ops.runs.specs import ModelSpec


def test_a_file_comes_back_as_it_was_written(weak: Split, tmp_path: Path) -> None:
    made = measure_sliders(weak, ModelSpec("popular", "popular", {}), context=FitContext(), strengths=(0.5,))
    path = tmp_path / "s.json"
    path.write_text(made.model_dump_json())
    assert read_sliders(path) == made
    assert made.sliders == ["obscure", "new", "surprising", "diverse", "own_mix"]
    assert [point.strength for point in made.of("new")] == [-0.5, 0.0, 0.5]


@pytest.mark.parametrize("text", ["{}", "no json"])
def test_another_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(text)
    with pytest.raises(BadData, match="not a result of 'matinee sliders'"):
        read_sliders(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_sliders(tmp_path / "none.json")
